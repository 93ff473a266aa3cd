import { createRandom } from '../../model/statistics/createRandom.ts';
import type { CatalogueItem } from '../../model/contract/index.ts';
import { buildDataset } from '../../model/data/buildDataset.ts';
import type { Dataset } from '../../model/data/Dataset.ts';
import type { InteractionRow } from '../../model/data/DatasetBuilder.ts';

export interface SmallWorldOptions {
  users?: number;
  items?: number;
  /** Items at the end of the catalogue that nobody touches. */
  coldItems?: number;
  events?: number;
  seed?: number;
}

const day = 86_400_000;
export const worldStart = Date.UTC(2026, 0, 1);
const genres = ['space', 'crime', 'love', 'war'];

/** A made-up world with tastes: items belong to one of four genres, and users mostly touch one of them. */
export function smallWorld(options: SmallWorldOptions = {}): Dataset {
  const { users = 60, items = 40, coldItems = 4, events = 14, seed = 1 } = options;
  const random = createRandom(seed);
  const genreOf = (item: number): number => item % genres.length;
  const rows: InteractionRow[] = [];
  for (let user = 0; user < users; user += 1) {
    for (let event = 0; event < events; event += 1) {
      let item = Math.floor(random() ** 1.5 * (items - coldItems));
      if (random() < 0.8) item = Math.min(items - coldItems - 1, item - genreOf(item) + (user % genres.length));
      if (item < 0) item = 0;
      const timestamp = worldStart + Math.floor(random() * 200) * day + event * 1000;
      rows.push({ userId: `u${user}`, itemId: `i${item}`, eventType: 'VIEW', timestamp });
    }
  }
  const catalogue: CatalogueItem[] = Array.from({ length: items }, (_, item) => ({
    itemId: `i${item}`,
    title: `Title ${item % 7}`,
    categories: [genres[genreOf(item)]],
    tags: [`tag${item % 10}`],
  }));
  return buildDataset(rows, catalogue);
}
