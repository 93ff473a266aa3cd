export * from './invocation.ts';
export * from './item.ts';
