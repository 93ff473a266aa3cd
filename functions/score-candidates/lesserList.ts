import type { ListSource } from '../../model/contract/index.ts';
import type { Catalogue } from './Catalogue.ts';
import type { Eligibility } from './Eligibility.ts';
import type { ScoreCandidatesInput } from './ScoreCandidatesInput.ts';
import { selectEligible } from './selectEligible.ts';
import type { Candidate } from './ScoredList.ts';
import type { TopLists } from './TopLists.ts';

export interface LesserListParts {
  catalogue: Catalogue;
  topLists: TopLists;
}

export interface LesserList {
  source: ListSource;
  items: Candidate[];
}

/**
 * A list without the model: the stored one, else what trends, else what is popular, else the newest items. The first
 * source that fills the list wins, or the one that comes closest; sources are not mixed, so that scores stay comparable.
 */
export async function lesserList(
  input: ScoreCandidatesInput,
  eligibility: Eligibility,
  now: number,
  { catalogue, topLists }: LesserListParts,
): Promise<LesserList> {
  const select = (candidates: Candidate[]): Promise<Candidate[]> =>
    selectEligible(candidates, input.limit, eligibility, catalogue);
  const stored = async (): Promise<LesserList> => ({ source: 'STORED', items: await select(input.storedItems ?? []) });
  const trending = async (): Promise<LesserList> => ({
    source: 'TRENDING',
    items: await select(await topLists.read('TRENDING#DAY', now)),
  });
  const popular = async (): Promise<LesserList> => ({
    source: 'POPULAR',
    items: await select(await topLists.read('POPULAR', now)),
  });
  const latest = async (): Promise<LesserList> => {
    const newest = await catalogue.newest();
    const allowed = newest.filter((item) => eligibility.allows(item)).slice(0, input.limit);
    return { source: 'LATEST', items: allowed.map(({ itemId }) => ({ itemId, score: 0 })) };
  };
  const sources = input.kind === 'POPULAR' ? [popular, trending, latest] : [stored, trending, popular, latest];
  let best: LesserList = { source: 'LATEST', items: [] };
  for (const read of sources) {
    const list = await read();
    if (list.items.length > best.items.length) best = list;
    if (best.items.length >= input.limit) break;
  }
  return best;
}

/** The given items in the given order, for when nobody can put them into a better one. */
export async function unrankedList(
  input: ScoreCandidatesInput,
  eligibility: Eligibility,
  catalogue: Catalogue,
): Promise<LesserList> {
  const candidates = (input.candidateItemIds ?? []).map((itemId) => ({ itemId, score: 0 }));
  return { source: 'LATEST', items: await selectEligible(candidates, input.limit, eligibility, catalogue) };
}
