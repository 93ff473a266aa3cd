export * from './invocation.ts';
export * from './item.ts';
export { InvalidInvocationError } from './InvalidInvocationError.ts';
export { matchesFilter } from './matchesFilter.ts';
export { invocationLimits, parseInvocationRequest } from './parseInvocationRequest.ts';
export { parseItemFilter } from './parseItemFilter.ts';
