import { stat } from 'node:fs/promises';
import { DataError } from './DataError.ts';
import { openFile } from './openFile.ts';
import { maximumLineBytes, type ReadOptions, type TextLine } from './readLines.ts';

const openers = new Set(['{', '[']);
const closers = new Set(['}', ']']);
const shownOfLongMember = 200;

/**
 * Streams the texts of the members of a JSON array that is a file, several at a time, as `readLines` does lines: a file
 * may be one line of any length. What lies between two commas of the array is a member, whether it is JSON or not, so
 * that a broken one costs itself; only a quote or a brace that stays open also costs what follows.
 *
 * @throws DataError `FileUnreadable`.
 */
export async function* readJsonArray(path: string, options: ReadOptions = {}): AsyncGenerator<TextLine[]> {
  const { position = { fraction: 0 }, onChunk } = options;
  let members: TextLine[] = [];
  let line = 1;
  let depth = 0;
  let isQuoted = false;
  let isEscaped = false;
  let text = '';
  let startLine = 1;
  let isTooLong = false;

  const endMember = (): void => {
    const member = text.trim();
    text = '';
    if (isTooLong) {
      const reason = `the member is longer than ${maximumLineBytes} characters`;
      members.push({ line: startLine, text: member.slice(0, shownOfLongMember), reason });
    } else if (member.includes('\uFFFD'))
      members.push({ line: startLine, text: member, reason: 'the line is not UTF-8 text' });
    else if (member !== '') members.push({ line: startLine, text: member });
    isTooLong = false;
  };
  const keep = (piece: string): void => {
    if (isTooLong) return;
    if (text.length + piece.length > maximumLineBytes) isTooLong = true;
    else text += piece;
  };

  /** Takes a piece of the file; what belongs to one member is kept in one go. */
  const take = (chunk: string): void => {
    let kept = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const character = chunk[at];
      if (character === '\n') line += 1;
      if (depth === 0) {
        // Before the array, or behind it.
        if (character === '[') {
          depth = 1;
          startLine = line;
        }
        kept = at + 1;
        continue;
      }
      if (text === '' && kept === at && /\s/.test(character)) {
        kept = at + 1;
        startLine = line;
      } else if (isQuoted) {
        if (isEscaped) isEscaped = false;
        else if (character === '\\') isEscaped = true;
        else if (character === '"') isQuoted = false;
      } else if (character === '"') isQuoted = true;
      else if (openers.has(character)) depth += 1;
      else if (closers.has(character) && depth > 1) depth -= 1;
      else if (depth === 1 && (character === ',' || character === ']')) {
        keep(chunk.slice(kept, at));
        endMember();
        kept = at + 1;
        startLine = line;
        if (character === ']') depth = 0;
      }
    }
    if (depth > 0) keep(chunk.slice(kept));
  };

  try {
    const { size } = await stat(path);
    const decoder = new TextDecoder();
    let bytesRead = 0;
    for await (const chunk of openFile(path, 1 << 18)) {
      onChunk?.(chunk);
      bytesRead += chunk.length;
      take(decoder.decode(chunk, { stream: true }));
      position.fraction = Math.min(1, bytesRead / size);
      yield members;
      members = [];
    }
  } catch (cause) {
    throw new DataError('FileUnreadable', `${path} cannot be read: ${(cause as Error).message}.`, { cause });
  }
  // A file that was cut: its last member is there in part.
  if (depth > 0) endMember();
  yield members;
}
