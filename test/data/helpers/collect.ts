import type { SourceLine } from '../../../data/records/DataSource.ts';

/** Everything that a reader yields. */
export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of source) all.push(each);
  return all;
}

/** The records, and the place and reason of each line without one. */
export async function collectLines<T>(source: AsyncIterable<SourceLine<T>>) {
  const lines = await collect(source);
  return {
    records: lines.flatMap((line) => (line.reason === undefined ? [line.record] : [])),
    rejected: lines.flatMap((line) => (line.reason === undefined ? [] : [`${line.file}:${line.line} ${line.reason}`])),
  };
}
