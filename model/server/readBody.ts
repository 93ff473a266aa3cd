import type { IncomingMessage } from 'node:http';

/** Why a body could not be read. */
export class BodyError extends Error {
  constructor(readonly status: 400 | 413, message: string) {
    super(message);
    this.name = 'BodyError';
  }
}

/** SageMaker's own limit of a real-time payload at the time of writing is 25 MB; serverless ends at 4 MB. */
export const mostBodyBytes = 6 * 1024 * 1024;

/**
 * The request's body as a JSON value. At most 6 MiB are kept; a declared length above that is refused before reading.
 * @throws BodyError with the status to answer
 */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers['content-length'] ?? 0) > mostBodyBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBodyBytes) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      chunks.length === 1 ? chunks[0] : Buffer.concat(chunks),
    );
    return JSON.parse(text) as unknown;
  } catch {
    throw new BodyError(400, 'The body must be JSON in UTF-8.');
  }
}

function tooLarge(): BodyError {
  return new BodyError(413, `The body must be at most ${mostBodyBytes} bytes.`);
}
