export { AwsGateway } from './AwsGateway.ts';
export { JsonApi } from './JsonApi.ts';
export { QueryApi, type QueryOperation } from './QueryApi.ts';
export { parseJsonBody } from './parseJsonBody.ts';
export { flattenHeaders, readBody } from './readRequest.ts';
export { ServiceError } from './ServiceError.ts';
export { decodeEntities, element, xmlElements } from './xml.ts';
export type {
  Failure,
  ServiceApi,
  ServiceRequest,
  ServiceResponse,
  StreamedApi,
  StreamedRequest,
} from './ServiceApi.ts';
export type { Operation } from './JsonApi.ts';
