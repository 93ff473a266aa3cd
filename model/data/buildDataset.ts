import type { CatalogueItem } from '../contract/index.ts';
import type { Dataset } from './Dataset.ts';
import { DatasetBuilder } from './DatasetBuilder.ts';
import type { DatasetOptions, InteractionRow } from './DatasetBuilder.ts';

/** A dataset from rows in memory. The same rows in the same order give the same dataset. */
export function buildDataset(
  rows: Iterable<InteractionRow>,
  items: Iterable<CatalogueItem> = [],
  options: DatasetOptions = {},
): Dataset {
  const builder = new DatasetBuilder(options);
  for (const row of rows) builder.add(row);
  for (const item of items) builder.addItem(item);
  return builder.build();
}
