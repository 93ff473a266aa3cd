import { join } from 'node:path';
import { readJsonRecords } from '../../data/read/readJsonRecords.ts';
import type { CatalogueItem } from '../contract/index.ts';
import { parseItem } from '../data/read/parseRecord.ts';
import { filesBelow } from '../jobs/files.ts';
import { readExports } from './readExports.ts';

/** Takes what `take` makes of a row, and counts what it rejects. */
interface RowTaker {
  add(field: string): void;
  catch(take: () => void): void;
}

/** The items of a full export by id, or undefined where there is none. An item without its id is counted and left out. */
export async function readCatalogue(folder: string, rejected: RowTaker): Promise<CatalogueItem[] | undefined> {
  const hasExport = (await filesBelow(folder)).some((file) => file.endsWith('manifest-files.json'));
  if (!hasExport) return undefined;
  const items = new Map<string, CatalogueItem>();
  for await (const rows of readExports(folder)) {
    for (const row of rows) {
      if (row === undefined) rejected.add('the item');
      else rejected.catch(() => void items.set(String(row.itemId), parseItem(row)));
    }
  }
  return sorted(items);
}

/** The items as the run before wrote them; none where there was none. */
export async function readItemsBefore(folder: string): Promise<CatalogueItem[]> {
  const items = new Map<string, CatalogueItem>();
  for (const file of (await filesBelow(folder)).filter((name) => name.endsWith('.jsonl.gz'))) {
    for await (const records of readJsonRecords(join(folder, file))) {
      for (const { value } of records) {
        if (typeof value?.itemId === 'string') items.set(value.itemId, value as unknown as CatalogueItem);
      }
    }
  }
  return sorted(items);
}

function sorted(items: ReadonlyMap<string, CatalogueItem>): CatalogueItem[] {
  return [...items.values()].sort((a, b) => (a.itemId < b.itemId ? -1 : 1));
}
