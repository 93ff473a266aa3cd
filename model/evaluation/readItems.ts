import type { CatalogueItem } from '../contract/index.ts';
import { readLines } from './readInteractions.ts';
import type { ReadResult } from './readInteractions.ts';

/** Reads `items.jsonl`: one item of the catalogue as a JSON object a line. Broken lines are counted and described. */
export function readItems(path: string): Promise<ReadResult<CatalogueItem>> {
  return readLines(path, (line) => {
    let parsed: unknown;
    try {
      parsed = JSON.parse(line);
    } catch {
      return 'not a JSON object';
    }
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'not a JSON object';
    const { itemId } = parsed as Partial<CatalogueItem>;
    return typeof itemId === 'string' && itemId !== '' ? (parsed as CatalogueItem) : 'itemId is missing or not a text';
  });
}
