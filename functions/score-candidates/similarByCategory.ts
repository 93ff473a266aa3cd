import type { CatalogueItem, ScoredItem } from '../../model/contract/index.ts';
import { popularList, trendingList } from '../../schema/contract/keys.ts';
import type { Catalogue } from './Catalogue.ts';
import type { Eligibility } from './Eligibility.ts';
import type { TopLists } from './TopLists.ts';

/** Category lists that are read; an item's first categories are its most important ones. */
const mostCategories = 3;

/**
 * Items that share categories with one item, for when the model does not know it: from what trends in its categories,
 * what is popular, and a page of the catalogue. Score: shared categories over all categories of both (Jaccard).
 */
export async function similarByCategory(
  itemId: string,
  limit: number,
  eligibility: Eligibility,
  now: number,
  { catalogue, topLists }: { catalogue: Catalogue; topLists: TopLists },
): Promise<ScoredItem[]> {
  const item = (await catalogue.read([itemId])).get(itemId);
  const categories = item?.categories ?? [];
  if (categories.length === 0) return [];
  const [newest, ...lists] = await Promise.all([
    catalogue.newest(),
    ...categories.slice(0, mostCategories).map((category) => topLists.read(trendingList('WEEK'), now, category)),
    topLists.read(popularList, now),
  ]);
  const items = new Map(newest.map((one) => [one.itemId, one]));
  const listed = new Set(lists.flat().map((candidate) => candidate.itemId));
  const missing = [...listed].filter((id) => !items.has(id));
  for (const [id, found] of await catalogue.read(missing)) items.set(id, found);
  // What is listed comes first, so that among equally similar items those that people choose win.
  const ordered = [...listed, ...newest.map((one) => one.itemId).filter((id) => !listed.has(id))];
  return ordered
    .map((id) => items.get(id))
    .filter((one): one is CatalogueItem => eligibility.allows(one))
    .map((one) => toScoredItem(one, categories))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
}

function toScoredItem({ itemId, categories = [] }: CatalogueItem, wanted: string[]): ScoredItem {
  const shared = wanted.filter((category) => categories.includes(category));
  const score = shared.length / new Set([...wanted, ...categories]).size;
  const attributes = shared.map((category) => `category:${category}`);
  return { itemId, score, reasons: [{ code: 'SIMILAR_CONTENT', evidence: { itemIds: [], attributes }, share: score }] };
}
