import { ServiceError } from '../gateway/index.ts';

const malformed = (): ServiceError =>
  new ServiceError('IncompleteBody', 'The request body terminated unexpectedly or is not encoded as aws-chunked.');
const longestLine = 8192;

/**
 * Reads the encoding that SDKs send bodies in whose checksum follows behind them:
 * `<hex length>\r\n<bytes>\r\n … 0\r\n<name>:<value>\r\n\r\n`.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 * @param trailers filled with what follows the bytes, by lower-case name, once they have been read
 * @throws ServiceError (IncompleteBody)
 */
export async function* decodeChunks(
  source: AsyncIterable<Buffer>,
  trailers: Record<string, string>,
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  const input = source[Symbol.asyncIterator]();
  const more = async (): Promise<void> => {
    const { done, value } = await input.next();
    if (done) throw malformed();
    rest = rest.length === 0 ? value : Buffer.concat([rest, value]);
  };
  const line = async (): Promise<string> => {
    let end = rest.indexOf('\r\n');
    while (end < 0) {
      if (rest.length > longestLine) throw malformed();
      await more();
      end = rest.indexOf('\r\n');
    }
    const text = rest.subarray(0, end).toString('latin1');
    rest = rest.subarray(end + 2);
    return text;
  };

  for (;;) {
    const length = /^([0-9a-f]{1,12})(;.*)?$/i.exec(await line())?.[1];
    if (length === undefined) throw malformed();
    let remaining = Number.parseInt(length, 16);
    if (remaining === 0) break;
    while (remaining > 0) {
      if (rest.length === 0) await more();
      const part = rest.subarray(0, remaining);
      rest = rest.subarray(part.length);
      remaining -= part.length;
      yield part;
    }
    if ((await line()) !== '') throw malformed();
  }
  for (let text = await line(); text !== ''; text = await line()) {
    const [name, value = ''] = text.split(/:(.*)/s) as [string, string?];
    trailers[name.trim().toLowerCase()] = value.trim();
  }
}
