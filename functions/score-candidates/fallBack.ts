import type { ListSource, ScoredItem } from '../../model/contract/index.ts';
import { popularList, trendingList } from '../../schema/contract/keys.ts';
import type { TopItem } from '../../schema/contract/rows.ts';
import type { RecommendationSource } from '../../schema/generated/types.ts';
import type { Catalogue } from './Catalogue.ts';
import { selectEligible } from './Eligibility.ts';
import type { Eligibility } from './Eligibility.ts';
import type { ParsedScoreInput } from './parseScoreInput.ts';
import { similarByCategory } from './similarByCategory.ts';
import type { TopLists } from './TopLists.ts';

export interface FallbackSources {
  catalogue: Catalogue;
  topLists: TopLists;
}

export interface FallbackList {
  source: ListSource;
  items: ScoredItem[];
}

/**
 * A list without the model: for RERANK the items in the order given; else by the order of the placement, if it has one;
 * else for SIMILAR what shares categories, and the fullest of what is at hand.
 * @param order the sources that a placement names
 * @param now milliseconds since 1970
 */
export async function fallBack(
  input: ParsedScoreInput,
  eligibility: Eligibility,
  order: RecommendationSource[] | null | undefined,
  now: number,
  sources: FallbackSources,
): Promise<FallbackList> {
  if (input.kind === 'RERANK') {
    const candidates = (input.candidateItemIds ?? []).map((itemId) => ({ itemId, score: 0 }));
    const items = await selectEligible(candidates, input.limit, eligibility, sources.catalogue);
    return { source: 'LATEST', items: withoutReasons(items) };
  }
  const read = readersOf(input, eligibility, now, sources);
  if (order)
    return fullestList(
      order.map((source) => read[source]),
      input.limit,
    );
  const content = await read.CONTENT();
  if (content.items.length > 0) return content;
  const usual =
    input.kind === 'POPULAR'
      ? [read.POPULAR, read.TRENDING, read.LATEST]
      : [read.STORED, read.TRENDING, read.POPULAR, read.LATEST];
  return fullestList(usual, input.limit);
}

type ReadList = () => Promise<FallbackList>;

/** How the list of each source is made. */
function readersOf(
  input: ParsedScoreInput,
  eligibility: Eligibility,
  now: number,
  sources: FallbackSources,
): Record<RecommendationSource, ReadList> {
  const { catalogue, topLists } = sources;
  const select = async (source: ListSource, candidates: TopItem[]): Promise<FallbackList> => {
    const items = await selectEligible(candidates, input.limit, eligibility, catalogue);
    return { source, items: withoutReasons(items) };
  };
  return {
    STORED: () => select('STORED', input.storedItems ?? []),
    TRENDING: async () => select('TRENDING', await topLists.read(trendingList('DAY'), now)),
    POPULAR: async () => select('POPULAR', await topLists.read(popularList, now)),
    CONTENT: async () => {
      const { kind, itemId, limit } = input;
      const isSimilar = kind === 'SIMILAR' && itemId !== undefined;
      const items = isSimilar ? await similarByCategory(itemId, limit, eligibility, now, sources) : [];
      return { source: 'CONTENT', items };
    },
    LATEST: async () => {
      const allowed = (await catalogue.newest()).filter((item) => eligibility.allows(item)).slice(0, input.limit);
      return { source: 'LATEST', items: withoutReasons(allowed.map(({ itemId }) => ({ itemId, score: 0 }))) };
    },
    MODEL: async () => ({ source: 'MODEL', items: [] }),
  };
}

/**
 * The first source that fills the list wins, or the one that comes closest; sources are not mixed, so that scores stay
 * comparable.
 */
async function fullestList(inOrder: ReadList[], limit: number): Promise<FallbackList> {
  let fullest: FallbackList = { source: 'LATEST', items: [] };
  for (const read of inOrder) {
    const list = await read();
    if (list.items.length > fullest.items.length) fullest = list;
    if (fullest.items.length >= limit) break;
  }
  return fullest;
}

const withoutReasons = (items: TopItem[]): ScoredItem[] =>
  items.map(({ itemId, score }) => ({ itemId, score, reasons: [] }));
