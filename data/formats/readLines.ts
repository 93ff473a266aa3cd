import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { DataError } from '../errors.ts';
import type { ReadPosition } from '../types.ts';

/** A line without its line end. */
export interface TextLine {
  /** Counted from 1. */
  line: number;
  text: string;
  /** Why the line cannot be used; its text is then cut or approximate. */
  reason?: string;
}

/** Longer lines are refused, so that a file without line ends cannot fill the memory. No record needs more. */
export const maximumLineBytes = 1024 * 1024;

/**
 * Streams the lines of a file; the memory it takes does not grow with the file.
 *
 * @throws DataError `FileUnreadable`.
 */
export async function* readLines(
  path: string,
  position: ReadPosition,
  encoding: 'utf8' | 'latin1' = 'utf8',
): AsyncGenerator<TextLine> {
  let line = 0;
  let bytesRead = 0;
  let pieces: Buffer[] = [];
  let pieceBytes = 0;

  const finish = (last: Buffer): TextLine => {
    line += 1;
    const bytes = pieces.length > 0 ? Buffer.concat([...pieces, last]) : last;
    const tooLong = pieceBytes + last.length > maximumLineBytes;
    pieces = [];
    pieceBytes = 0;
    if (tooLong) {
      const text = bytes.toString(encoding, 0, 200);
      return { line, text, reason: `the line is longer than ${maximumLineBytes} bytes` };
    }
    let text = bytes.toString(encoding);
    if (line === 1 && text.startsWith('\uFEFF')) text = text.slice(1);
    if (text.endsWith('\r')) text = text.slice(0, -1);
    return encoding === 'utf8' && text.includes('\uFFFD')
      ? { line, text, reason: 'the line is not UTF-8 text' }
      : { line, text };
  };

  try {
    const { size } = await stat(path);
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
      let start = 0;
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
        position.fraction = (bytesRead + end) / size;
        yield finish(chunk.subarray(start, end));
        start = end + 1;
      }
      bytesRead += chunk.length;
      const rest = chunk.subarray(start);
      // Of a line that is too long already only the length matters.
      if (rest.length > 0 && pieceBytes <= maximumLineBytes) pieces.push(rest);
      pieceBytes += rest.length;
    }
  } catch (cause) {
    throw new DataError('FileUnreadable', `${path} cannot be read: ${(cause as Error).message}.`, { cause });
  }
  if (pieceBytes > 0) yield finish(Buffer.alloc(0));
  position.fraction = 1;
}
