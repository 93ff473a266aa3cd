export { ModelNotServed, TrainingFailed } from './errors.ts';
export { exportTrainingData } from '../../data/export/exportTrainingData.ts';
export { ModelServer } from './ModelServer.ts';
export { SageMakerRuntimeService } from './SageMakerRuntimeService.ts';
export { trainModel } from './trainModel.ts';
export type { EndpointDefinition } from './SageMakerRuntimeService.ts';
