export { ChildProcess } from './ChildProcess.ts';
export { ProcessFailed } from './errors.ts';
export { freePort } from './freePort.ts';
export { isAlive } from './isAlive.ts';
export { makeRunFolder } from './makeRunFolder.ts';
export type { ChildOptions } from './ChildProcess.ts';
