import type { ReadPosition } from '../read/readLines.ts';
import type { InteractionRecord } from './InteractionRecord.ts';
import type { ItemRecord } from './ItemRecord.ts';
import { rejectionOf } from './RejectedRecordError.ts';

/** One line of a source: a record, or the reason why it is not one. */
export type SourceLine<T> = {
  /** The file's name within its folder. */
  file: string;
  /** Counted from 1; of a record over several lines, the first. */
  line: number;
  /** The line as it stands in the file; made only when it is needed. */
  text: () => string;
  /** What is worth counting about it, each in the same words for every line: what has no place here, what was decided. */
  notes?: readonly string[];
} & ({ record: T; reason?: undefined } | { record?: undefined; reason: string });

/** Somewhere that items and interactions come from, in an order that is the same every time. */
export interface DataSource {
  /** What is loaded, for people: a folder or `demo data`. */
  name: string;
  /** Differs when the data differs. */
  fingerprint: string;
  /** The layout and how it was recognised, for people. */
  readAs?: string;
  /** Files of the folder that are no part of what is read. */
  unreadFiles?: readonly string[];
  /** Nothing describes the items: `items` are the ids that interactions name, and say nothing about known items. */
  itemsAreOnlyNamed?: boolean;
  items: (position: ReadPosition) => AsyncIterable<SourceLine<ItemRecord>>;
  interactions: (position: ReadPosition) => AsyncIterable<SourceLine<InteractionRecord>>;
}

/** A line as a reader hands it over, before the rules. */
export interface RawLine {
  line: number;
  text: string;
  reason?: string;
}

/** The line of a source that a raw one becomes by `parse`; a broken rule, and nothing else, makes it a rejected one. */
export function toSourceLine<T>(
  file: string,
  { line, text, reason }: RawLine,
  parse: () => T,
  notes?: readonly string[],
): SourceLine<T> {
  const place = { file, line, text: () => text, ...(notes && notes.length > 0 ? { notes } : {}) };
  if (reason !== undefined) return { ...place, reason };
  try {
    return { ...place, record: parse() };
  } catch (error) {
    const rejection = rejectionOf(error);
    if (rejection === undefined) throw error;
    return { ...place, reason: rejection };
  }
}
