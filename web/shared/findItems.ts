import type { Client, ItemFilterInput } from '../../client/index.ts';
import type { ItemsQuery } from '../../schema/generated/operations/graphql.ts';

type Item = ItemsQuery['items']['items'][number];

/** What is looked for; empty texts say nothing. */
export interface Wanted {
  words: string;
  category: string;
  /** The highest price. */
  under: string;
}

/** Filters compare letter by letter, so the ways that a title may be written are all asked for. */
function spellings(words: string): string[] {
  const lower = words.toLowerCase();
  const capital = lower.replace(/(^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase());
  return [...new Set([words, lower, lower.charAt(0).toUpperCase() + lower.slice(1), capital])];
}

/** The filter of the API for what is looked for; undefined for everything. */
export function filterFor({ words, category, under }: Wanted): ItemFilterInput | undefined {
  const all: ItemFilterInput[] = [];
  if (words) {
    const anyField = (text: string): ItemFilterInput[] => [
      { title: { contains: text } },
      { creator: { contains: text } },
      { tags: { contains: text } },
    ];
    all.push({ or: spellings(words).flatMap(anyField) });
  }
  if (category) all.push({ categories: { contains: category } });
  if (under && Number.isFinite(Number(under))) all.push({ price: { le: Number(under) } });
  return all.length === 0 ? undefined : { and: all };
}

export interface FoundItems {
  items: Item[];
  nextToken: string | null;
}

/** Pages are filtered before they are cut, and may be empty: reads on until there are enough. */
const mostPages = 20;

/** At least `count` items, if there are so many; from `nextToken` on. */
export async function findItems(
  client: Client,
  { filter, count, nextToken = null }: { filter?: ItemFilterInput; count: number; nextToken?: string | null },
  signal?: AbortSignal,
): Promise<FoundItems> {
  const found: FoundItems = { items: [], nextToken };
  for (let page = 0; page < mostPages && found.items.length < count; page += 1) {
    const next = await client.items({ filter, limit: 100, nextToken: found.nextToken }, { signal });
    found.items.push(...next.items);
    found.nextToken = next.nextToken;
    if (!found.nextToken) break;
  }
  return found;
}
