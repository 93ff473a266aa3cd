import type { IncomingMessage } from 'node:http';

/** Why a body could not be read. */
export class BodyError extends Error {
  constructor(
    readonly status: 400 | 413,
    message: string,
  ) {
    super(message);
    this.name = 'BodyError';
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** SageMaker's own limit of a real-time payload at the time of writing is 25 MB; serverless ends at 4 MB. */
export const mostBodyBytes = 6 * 1024 * 1024;

/**
 * The request's body as text. At most 6 MiB are kept; a declared length above that is refused before reading.
 * @throws BodyError with the status to answer
 */
export async function readBody(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > mostBodyBytes) throw tooLarge();
  const body = await readBytes(request);
  try {
    return decoder.decode(body);
  } catch {
    throw notJson();
  }
}

/** @throws BodyError */
export function parseJsonBody(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw notJson();
  }
}

function notJson(): BodyError {
  return new BodyError(400, 'The body must be JSON in UTF-8.');
}

/** By events, because iterating over the stream costs more than the rest of reading a small body. */
function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= mostBodyBytes) chunks.push(chunk);
      else reject(tooLarge());
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => {
      if (!request.readableEnded) reject(new Error('The connection ended before the body did.'));
    });
  });
}

function tooLarge(): BodyError {
  return new BodyError(413, `The body must be at most ${mostBodyBytes} bytes.`);
}
