import { DataError } from '../../data/read/DataError.ts';
import { RejectedRecordError, rejectionOf } from '../../data/records/RejectedRecordError.ts';
import { EvaluationInputError } from './EvaluationInputError.ts';

/** What a file held, and which lines could not be used. */
export interface ReadResult<T> {
  readonly rows: T[];
  /** "line 17: …" for the first broken lines. */
  readonly problems: string[];
  readonly brokenLines: number;
}

const reportedProblems = 5;

/**
 * The rows that `parse` makes of lines; it answers undefined for a line that counts for nothing. A line that it rejects
 * is counted and described.
 * @throws EvaluationInputError when the file cannot be read or holds no usable line
 */
export async function collectRows<Line extends { line: number; reason?: string }, T>(
  path: string,
  source: AsyncIterable<Line[]>,
  parse: (line: Line) => T | undefined,
): Promise<ReadResult<T>> {
  const rows: T[] = [];
  const problems: string[] = [];
  let brokenLines = 0;
  const collect = (line: Line): void => {
    try {
      if (line.reason !== undefined) throw new RejectedRecordError(line.reason);
      const row = parse(line);
      if (row !== undefined) rows.push(row);
    } catch (error) {
      const rejection = rejectionOf(error);
      if (rejection === undefined) throw error;
      brokenLines += 1;
      if (problems.length < reportedProblems) problems.push(`${path}, line ${line.line}: ${rejection}`);
    }
  };
  try {
    for await (const lines of source) lines.forEach(collect);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new EvaluationInputError(error.message, { cause: error });
  }
  if (rows.length === 0) {
    throw new EvaluationInputError(
      brokenLines === 0 ? `${path} is empty.` : `${path} has no usable line. ${problems[0]}`,
    );
  }
  return { rows, problems, brokenLines };
}
