export { deployCode } from './deployCode.ts';
export { LambdaFunction } from './LambdaFunction.ts';
export { LambdaFunctions } from './LambdaFunctions.ts';
export { lambdaService } from './lambdaService.ts';
export { sandboxEnvironment } from './sandboxEnvironment.ts';
export type { FunctionDefinition, FunctionFailure, InvocationOutcome } from './FunctionDefinition.ts';
