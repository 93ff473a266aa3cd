import { numberOfCell } from '../../data/records/cells.ts';
import { toMilliseconds } from '../../data/records/fields.ts';
import { RejectedRecordError } from '../../data/records/RejectedRecordError.ts';
import { readLines } from '../../data/read/readLines.ts';
import type { InteractionRow } from '../data/DatasetBuilder.ts';
import { parseInteraction } from '../data/read/parseRecord.ts';
import { collectRows } from './collectRows.ts';
import type { ReadResult } from './collectRows.ts';

/**
 * Reads `user TAB item [TAB value [TAB unix-seconds]]`, no header. The value may be empty; times in milliseconds are
 * told by their size. Broken lines are counted and described, not fatal.
 * @throws EvaluationInputError when the file is missing or holds no usable line.
 */
export function readInteractions(path: string): Promise<ReadResult<InteractionRow>> {
  return collectRows(path, readLines(path), ({ text }) => (text.trim() === '' ? undefined : parseLine(text)));
}

const headerNames = /^(user|visitor|customer|item|product|movie|article)([ _-]?id)?$/i;

/** @throws RejectedRecordError */
function parseLine(line: string): InteractionRow {
  const fields = line.split('\t').map((field) => field.trim());
  if (fields.length < 2 || fields.length > 4) {
    throw new RejectedRecordError(`expected 2 to 4 fields separated by tabs, found ${fields.length}`);
  }
  const [userId, itemId, value = '', time = ''] = fields;
  if (headerNames.test(userId) && headerNames.test(itemId)) {
    throw new RejectedRecordError('this is a header; files have none');
  }
  const row = parseInteraction({ userId, itemId, ...(value === '' ? {} : { eventValue: numberOfCell(value) }) });
  if (fields.length === 4) row.timestamp = parseTime(time);
  return row;
}

/** Times of research data may be counted from anywhere, so that any number is one. @throws RejectedRecordError */
function parseTime(time: string): number {
  const number = numberOfCell(time);
  if (typeof number === 'string') throw new RejectedRecordError(`the time "${time}" is not in Unix seconds`);
  return toMilliseconds(number);
}
