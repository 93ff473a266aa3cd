export { createKeyApi, type KeyDefinition } from './Keys.ts';
export { kmsService } from './kmsService.ts';
