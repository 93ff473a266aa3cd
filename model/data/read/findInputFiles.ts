import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface InputFiles {
  readonly interactions: readonly string[];
  readonly items: readonly string[];
}

/**
 * The training files under SageMaker's `input/data` folder, sorted by path so that the order does not depend on the
 * file system. In the channels `interactions` and `items` every .jsonl and .csv file counts, also with .gz; in any other channel the
 * name begins with `interactions` or `items`. The channel `prefitted` holds no rows. A missing folder counts as empty.
 */
export async function findInputFiles(dataFolder: string): Promise<InputFiles> {
  const entries = await readdir(dataFolder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  const interactions: string[] = [];
  const items: string[] = [];
  for (const entry of entries) {
    if (entry.isDirectory() || !/\.(jsonl|csv)(\.gz)?$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const channel = path
      .slice(dataFolder.length)
      .split(/[\\/]/)
      .find((part) => part !== '');
    if (channel === 'prefitted') continue;
    if (channel === 'interactions' || (channel !== 'items' && entry.name.startsWith('interactions')))
      interactions.push(path);
    else if (channel === 'items' || entry.name.startsWith('items')) items.push(path);
  }
  return { interactions: interactions.sort(), items: items.sort() };
}
