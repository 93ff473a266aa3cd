import type { SourceLine } from '../types.ts';
import { RejectedLine } from './RejectedLine.ts';

/** Parses one line, and turns a broken rule into a line with its reason. */
export function parseLine<T>(file: string, line: number, text: string, parse: () => T): SourceLine<T> {
  try {
    return { file, line, text: () => text, record: parse() };
  } catch (error) {
    if (!(error instanceof RejectedLine)) throw error;
    return { file, line, text: () => text, reason: error.message };
  }
}
