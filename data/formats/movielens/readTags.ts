import { join } from 'node:path';
import type { SourceLine } from '../../types.ts';
import { parseLine } from '../parseLine.ts';
import { readCsv } from '../readCsv.ts';
import { received, RejectedLine } from '../RejectedLine.ts';

/** Of every movie: how many people gave it a tag, in lower case. */
export type TagCounts = Map<string, Map<string, number>>;

/**
 * Counts the tags of `tags.csv` into `counts`, which has an entry for every movie. What it takes is bounded by the
 * number of different tags. Yields the lines that are not taken, and no others.
 */
export async function* readTags(folder: string, counts: TagCounts): AsyncGenerator<SourceLine<never>> {
  let isHeader = true;
  for await (const { line, fields, reason, text } of readCsv(join(folder, 'tags.csv'), { fraction: 0 })) {
    if (reason !== undefined) yield { file: 'tags.csv', line, text: () => text, reason };
    else if (!isHeader) {
      const parsed = parseLine('tags.csv', line, text, () => countTag(fields as string[], counts));
      if (parsed.reason !== undefined) yield parsed;
    }
    isHeader = false;
  }
}

function countTag([, movieId, tag]: string[], counts: TagCounts): void {
  const ofMovie = counts.get(movieId);
  if (ofMovie === undefined) throw new RejectedLine(`movie ${received(movieId)} is not in movies.csv`);
  const key = tag.trim().toLowerCase();
  if (key === '') throw new RejectedLine('the tag is empty');
  ofMovie.set(key, (ofMovie.get(key) ?? 0) + 1);
}
