export { guardServer, refuseSocket, type ServerHandlers } from './guardServer.ts';
export { isMeantForThisMachine } from './isMeantForThisMachine.ts';
export { listen, type Listening, type ListenOptions } from './listen.ts';
export { decodePart, readTarget, type RequestTarget } from './readTarget.ts';
