export { deployCode } from './deployCode.ts';
export { LambdaFunction } from './LambdaFunction.ts';
export { LambdaService } from './LambdaService.ts';
export { sandboxEnvironment } from './sandboxEnvironment.ts';
export type { FunctionDefinition, FunctionFailure, InvocationOutcome } from './FunctionDefinition.ts';
