import { stat } from 'node:fs/promises';
import { DataError } from './DataError.ts';
import { openFile } from './openFile.ts';

/** A line without its line end. */
export interface TextLine {
  /** Counted from 1. */
  line: number;
  text: string;
  /** Why the line cannot be used; its text is then cut or approximate. */
  reason?: string;
}

/** How far a reader has come, from 0 to 1. Readers write it, whoever reports progress reads it. */
export interface ReadPosition {
  fraction: number;
}

export interface ReadOptions {
  /** @defaultValue utf8 */
  encoding?: 'utf8' | 'latin1';
  position?: ReadPosition;
  /** Sees every byte of the file once, in order. */
  onChunk?: (chunk: Buffer) => void;
}

/** Longer lines are refused, so that a file without line ends cannot fill the memory. No record needs more. */
export const maximumLineBytes = 1024 * 1024;
/** Less than `maximumLineBytes`, so that only a line that spans chunks can be too long. */
const chunkBytes = 256 * 1024;
const shownOfLongLine = 200;

/**
 * Streams the lines of a file, unpacked when its name ends in `.gz`, those that end in one chunk at a time: a promise a line would cost more than to parse
 * it. The memory that it takes does not grow with the file.
 *
 * @throws DataError `FileUnreadable`.
 */
export async function* readLines(path: string, options: ReadOptions = {}): AsyncGenerator<TextLine[]> {
  const { encoding = 'utf8', position = { fraction: 0 }, onChunk } = options;
  let line = 0;
  let bytesRead = 0;
  /** The beginning of a line whose end has not been read yet. */
  let pieces: Buffer[] = [];
  let pieceBytes = 0;

  const toLine = (text: string): TextLine => {
    line += 1;
    const start = line === 1 && text.startsWith('\uFEFF') ? 1 : 0;
    const clean = text.slice(start, text.endsWith('\r') ? -1 : undefined);
    return encoding === 'utf8' && clean.includes('\uFFFD')
      ? { line, text: clean, reason: 'the line is not UTF-8 text' }
      : { line, text: clean };
  };
  /** Puts the pieces and the end of their line together. */
  const join = (end: Buffer): TextLine => {
    const bytes = Buffer.concat([...pieces, end]);
    const isTooLong = pieceBytes + end.length > maximumLineBytes;
    pieces = [];
    pieceBytes = 0;
    if (!isTooLong) return toLine(bytes.toString(encoding));
    line += 1;
    const text = bytes.toString(encoding, 0, shownOfLongLine);
    return { line, text, reason: `the line is longer than ${maximumLineBytes} bytes` };
  };

  try {
    const { size } = await stat(path);
    for await (const chunk of openFile(path, chunkBytes)) {
      onChunk?.(chunk);
      bytesRead += chunk.length;
      const end = chunk.lastIndexOf(10);
      const rest = chunk.subarray(end + 1);
      if (end >= 0) {
        const firstEnd = chunk.indexOf(10);
        const lines = [join(chunk.subarray(0, firstEnd))];
        if (firstEnd < end) {
          for (const text of chunk.toString(encoding, firstEnd + 1, end).split('\n')) lines.push(toLine(text));
        }
        // Of a packed file the size unpacked is not known before its end.
        position.fraction = Math.min(1, bytesRead / size);
        yield lines;
      }
      // Of a line that is too long already only the length matters.
      if (rest.length > 0 && pieceBytes <= maximumLineBytes) pieces.push(rest);
      pieceBytes += rest.length;
    }
  } catch (cause) {
    throw new DataError('FileUnreadable', `${path} cannot be read: ${(cause as Error).message}.`, { cause });
  }
  position.fraction = 1;
  if (pieceBytes > 0) yield [join(Buffer.alloc(0))];
}
