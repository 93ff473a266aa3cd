import type { IncomingMessage } from 'node:http';
import { RequestRefused } from '../engine/RequestRefused.ts';

/** Bytes of a request that are read before it is refused. */
export const maximumBodyBytes = 1024 * 1024;

/** The whole body as text. @throws RequestRefused with status 413 over the limit */
export async function readBody(request: IncomingMessage): Promise<string> {
  const announced = Number(request.headers['content-length'] ?? 0);
  const chunks: Buffer[] = [];
  let size = 0;
  if (announced <= maximumBodyBytes) {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maximumBodyBytes) break;
      chunks.push(chunk);
    }
  }
  if (announced > maximumBodyBytes || size > maximumBodyBytes) {
    throw new RequestRefused(
      'RequestEntityTooLargeException',
      `The request is larger than ${maximumBodyBytes} bytes. Send less in one request.`,
      { status: 413 },
    );
  }
  return Buffer.concat(chunks).toString('utf8');
}
