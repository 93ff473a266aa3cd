import type { ListSource, ScoredItem } from '../../model/contract/index.ts';
import { popularList, trendingList } from '../../schema/contract/keys.ts';
import type { TopItem } from '../../schema/contract/rows.ts';
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
 * A list without the model: for SIMILAR what shares categories, for RERANK the items in the order given, else the
 * fullest of what is at hand.
 * @param now milliseconds since 1970
 */
export async function fallBack(
  input: ParsedScoreInput,
  eligibility: Eligibility,
  now: number,
  sources: FallbackSources,
): Promise<FallbackList> {
  if (input.kind === 'SIMILAR' && input.itemId !== undefined) {
    const items = await similarByCategory(input.itemId, input.limit, eligibility, now, sources);
    if (items.length > 0) return { source: 'CONTENT', items };
  }
  if (input.kind === 'RERANK') {
    const candidates = (input.candidateItemIds ?? []).map((itemId) => ({ itemId, score: 0 }));
    const items = await selectEligible(candidates, input.limit, eligibility, sources.catalogue);
    return { source: 'LATEST', items: withoutReasons(items) };
  }
  return fullestList(input, eligibility, now, sources);
}

/**
 * The stored list, else what trends, else what is popular, else the newest items. The first source that fills the list
 * wins, or the one that comes closest; sources are not mixed, so that scores stay comparable.
 */
async function fullestList(
  input: ParsedScoreInput,
  eligibility: Eligibility,
  now: number,
  { catalogue, topLists }: FallbackSources,
): Promise<FallbackList> {
  const select = async (source: ListSource, candidates: TopItem[]): Promise<FallbackList> => {
    const items = await selectEligible(candidates, input.limit, eligibility, catalogue);
    return { source, items: withoutReasons(items) };
  };
  const stored = () => select('STORED', input.storedItems ?? []);
  const trending = async () => select('TRENDING', await topLists.read(trendingList('DAY'), now));
  const popular = async () => select('POPULAR', await topLists.read(popularList, now));
  const latest = async (): Promise<FallbackList> => {
    const allowed = (await catalogue.newest()).filter((item) => eligibility.allows(item)).slice(0, input.limit);
    return { source: 'LATEST', items: withoutReasons(allowed.map(({ itemId }) => ({ itemId, score: 0 }))) };
  };
  const inOrder = input.kind === 'POPULAR' ? [popular, trending, latest] : [stored, trending, popular, latest];
  let fullest: FallbackList = { source: 'LATEST', items: [] };
  for (const read of inOrder) {
    const list = await read();
    if (list.items.length > fullest.items.length) fullest = list;
    if (fullest.items.length >= input.limit) break;
  }
  return fullest;
}

const withoutReasons = (items: TopItem[]): ScoredItem[] =>
  items.map(({ itemId, score }) => ({ itemId, score, reasons: [] }));
