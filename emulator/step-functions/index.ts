export { DefinitionUnsupported, TaskFailed } from './errors.ts';
export { loadStateMachine } from './loadStateMachine.ts';
export { createStateMachineService, StateMachines } from './StateMachines.ts';
export type { LoadedStateMachine } from './loadStateMachine.ts';
export type { StateMachineOptions } from './StateMachines.ts';
export type { TaskServices } from './runTask.ts';
