import { itemFields } from '../../data/records/ItemRecord.ts';
import { readRecordFile } from '../../data/records/readRecordFile.ts';
import type { CatalogueItem } from '../contract/index.ts';
import { parseItem } from '../data/read/parseRecord.ts';
import { collectRows } from './collectRows.ts';
import type { ReadResult } from './collectRows.ts';

/** Reads the items of a JSON Lines or CSV file as training does. Broken lines are counted and described. */
export function readItems(path: string): Promise<ReadResult<CatalogueItem>> {
  return collectRows(path, readRecordFile(path, itemFields), ({ value }) => parseItem(value));
}
