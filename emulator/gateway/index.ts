export { AwsGateway } from './AwsGateway.ts';
export { JsonService } from './JsonService.ts';
export { ServiceError } from './ServiceError.ts';
export type { AwsService, ServiceRequest, ServiceResponse } from './AwsService.ts';
export type { Operation } from './JsonService.ts';
