export { ChildProcess } from './ChildProcess.ts';
export { PortTaken, ProcessFailed } from './errors.ts';
export { assertPortFree, freePort } from './ports.ts';
export { isAlive } from './isAlive.ts';
export type { ChildOptions } from './ChildProcess.ts';
