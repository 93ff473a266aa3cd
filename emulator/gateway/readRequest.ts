import type { IncomingMessage } from 'node:http';
import { ServiceError } from './ServiceError.ts';

/** DynamoDB's and Step Functions' own limits are below; a larger body is a mistake of the caller. */
const largestBody = 20 * 1024 * 1024;

/** The whole body. @throws ServiceError (RequestEntityTooLargeException) */
export async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) {
      throw new ServiceError('RequestEntityTooLargeException', `The request is larger than ${largestBody} bytes.`, 413);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Headers by lower-case name, one text each. */
export const flattenHeaders = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]),
  );
