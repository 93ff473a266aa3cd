export { ChildProcess } from './ChildProcess.ts';
export { assertPortFree } from './assertPortFree.ts';
export { PortTaken, ProcessFailed } from './errors.ts';
export { freePort } from './freePort.ts';
export { isAlive } from './isAlive.ts';
export type { ChildOptions } from './ChildProcess.ts';
