export { ChildProcess } from './ChildProcess.ts';
export { appendToLog, LogFile } from './LogFile.ts';
export { PortTaken, ProcessFailed } from './errors.ts';
export { assertPortFree, freePort, hiddenHost, isPortFree } from './ports.ts';
export { Supervisor, type HealthCheck, type Supervised } from './Supervisor.ts';
export { isAlive } from './isAlive.ts';
export type { ChildOptions } from './ChildProcess.ts';
