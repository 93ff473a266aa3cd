export { ModelNotServed, TrainingFailed } from './errors.ts';
export { ModelServer } from './ModelServer.ts';
export { sageMakerService } from './sageMakerService.ts';
export { SageMakerRuntimeApi, type ServedEndpoint } from './SageMakerRuntimeApi.ts';
export { trainModel } from './trainModel.ts';
