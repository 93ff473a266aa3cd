import { ServiceError } from './ServiceError.ts';

/** The JSON object that a request's body is. @throws ServiceError (SerializationException) when it is anything else */
export function parseJsonBody(body: Buffer): Record<string, unknown> {
  let input: unknown;
  try {
    input = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new ServiceError('SerializationException', `The body is not JSON: ${(error as Error).message}`);
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new ServiceError('SerializationException', 'The body is not a JSON object.');
  }
  return input as Record<string, unknown>;
}
