export { DefinitionUnsupported, TaskFailed } from './errors.ts';
export { loadStateMachine } from './loadStateMachine.ts';
export { createStateMachineApi, StateMachines } from './StateMachines.ts';
export { stepFunctionsService } from './stepFunctionsService.ts';
export type { LoadedStateMachine } from './loadStateMachine.ts';
export type { StateMachineOptions } from './StateMachines.ts';
export type { TaskServices } from './runTask.ts';
