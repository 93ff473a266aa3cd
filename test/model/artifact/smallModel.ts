import { buildDataset } from '../../../model/data/buildDataset.ts';
import type { Dataset } from '../../../model/data/Dataset.ts';
import type { HybridModel } from '../../../model/hybrid/HybridModel.ts';
import { trainHybrid } from '../../../model/tuning/trainHybrid.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import type { CatalogueItem } from '../../../model/contract/index.ts';

export const smallNow = Date.parse('2026-06-01T00:00:00Z');
const day = 86_400_000;

/** 60 items in three categories, 120 users who mostly stay in one; i58 and i59 have no interactions, i57 no attributes. */
export function smallItems(): CatalogueItem[] {
  const categories = ['Comedy', 'Drama', 'Space'];
  return Array.from({ length: 60 }, (_, index): CatalogueItem => ({
    itemId: `i${index}`,
    title: `Item ${index}`,
    categories: [categories[index % 3]],
    tags: [`tag${index % 7}`, `tag${index % 5}`],
    brand: `brand${index % 4}`,
    price: index,
    createdAt: new Date(smallNow - index * 10 * day).toISOString(),
    hidden: index === 30 ? true : undefined,
    availableFrom: index === 33 ? new Date(smallNow + day).toISOString() : undefined,
    availableUntil: index === 36 ? new Date(smallNow - day).toISOString() : undefined,
  })).filter((item) => item.itemId !== 'i57');
}

export function smallDataset(items: CatalogueItem[] = smallItems()): Dataset {
  const random = createRandom(42);
  const rows = [];
  for (let user = 0; user < 120; user += 1) {
    for (let event = 0; event < 12; event += 1) {
      const isOwnTaste = random() < 0.8;
      const family = isOwnTaste ? user % 3 : Math.floor(random() * 3);
      const item = Math.min(57, Math.floor(random() ** 2 * 20) * 3 + family);
      rows.push({
        userId: `u${user}`,
        itemId: `i${item}`,
        eventType: 'VIEW',
        timestamp: smallNow - (200 - event) * day,
      });
    }
  }
  return buildDataset(rows, items);
}

/** The hybrid that training makes of the small dataset. */
export function smallModel(items?: CatalogueItem[]): { dataset: Dataset; model: HybridModel } {
  const dataset = smallDataset(items);
  const { model } = trainHybrid(dataset, { seed: 1, budgetSeconds: 2, models: ['itemKNN', 'ials', 'content'] });
  return { dataset, model };
}
