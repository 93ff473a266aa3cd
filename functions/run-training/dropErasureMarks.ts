import { archiveKeys } from '../../schema/contract/models.ts';
import type { TrainingDependencies } from './TrainingDependencies.ts';

/**
 * How long a mark stays at least: an erasure goes on for minutes after it has marked its person, and an export that is made
 * meanwhile still holds rows. A day is many times that, and an export later than the erasure holds none.
 */
const leastAgeMilliseconds = 86_400_000;

/**
 * Removes the marks of erased people once `prepare` has written the archive without them. Those that are younger than a day
 * stay for the next run: they cost nothing, and whoever is still being erased does not come back by an export. What is left
 * when this is interrupted, the next run removes; until then its `prepare` finds nothing to rewrite.
 * @param collectedUntil of the run whose `prepare` is done: ISO 8601
 */
export async function dropErasureMarks(
  collectedUntil: string,
  { archive, onTrouble }: Pick<TrainingDependencies, 'archive' | 'onTrouble'>,
): Promise<void> {
  try {
    const before = Date.parse(collectedUntil) - leastAgeMilliseconds;
    for await (const key of archive.writtenBefore(archiveKeys.erased, before)) {
      // It keeps the folder from being empty.
      if (key !== `${archiveKeys.erased}about`) await archive.remove(key);
    }
  } catch (error) {
    onTrouble('Marks of erased people were not removed; the next training does', error);
  }
}
