export { ServiceNotStarted, StateInUse } from './errors.ts';
export { readTemplate } from './readTemplate.ts';
export { services } from './services.ts';
export { startCloud, type Cloud } from './startCloud.ts';
export { assertStateFree, StateLock } from './StateLock.ts';
