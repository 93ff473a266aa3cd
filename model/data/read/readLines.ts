import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** A line of a text file; `text` is undefined when the line was longer than the limit and was skipped. */
export interface Line {
  readonly number: number;
  readonly text: string | undefined;
}

const chunkBytes = 1 << 20;
const longestLine = 4 << 20;

/**
 * The lines of a UTF-8 file, a chunk's worth at a time (a promise per line would cost more than the parsing). Memory
 * holds one chunk and at most one line of 4 MiB characters. `onChunk` sees every byte once, in order.
 */
export async function* readLines(path: string, onChunk: (chunk: Buffer) => void = () => {}): AsyncGenerator<Line[]> {
  const decoder = new StringDecoder('utf8');
  let pending = '';
  let isSkipping = false;
  let number = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    onChunk(chunk);
    const parts = (pending + decoder.write(chunk)).split('\n');
    pending = parts.pop() ?? '';
    const lines: Line[] = [];
    for (const part of parts) {
      number += 1;
      lines.push({ number, text: isSkipping ? undefined : clean(part, number) });
      isSkipping = false;
    }
    if (pending.length > longestLine) {
      pending = '';
      isSkipping = true;
    }
    yield lines;
  }
  pending += decoder.end();
  if (pending !== '' || isSkipping) {
    number += 1;
    yield [{ number, text: isSkipping ? undefined : clean(pending, number) }];
  }
}

/** Without the carriage return of Windows and, on the first line, the byte order mark. */
function clean(text: string, number: number): string {
  const start = number === 1 && text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return text.slice(start, text.endsWith('\r') ? -1 : undefined);
}
