export { ModelNotServed } from './errors.ts';
export { sageMakerService, type RunningSageMaker, type ServedEndpoint } from './sageMakerService.ts';
export { ModelServer } from './serving/ModelServer.ts';
export { SageMakerRuntimeApi } from './serving/SageMakerRuntimeApi.ts';
export { readDockerfile } from './storage/readDockerfile.ts';
export { startSageMaker, type SageMaker, type SageMakerOptions } from './startSageMaker.ts';
export type { EndpointProcess } from './serving/Endpoints.ts';
