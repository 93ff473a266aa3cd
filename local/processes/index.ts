export { ChildProcess, watchChildren } from './ChildProcess.ts';
export { ProcessFailed } from './errors.ts';
export { freePort } from './freePort.ts';
export type { ChildOptions } from './ChildProcess.ts';
