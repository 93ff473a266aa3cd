import type { RecommendationList } from '../../../client/index.ts';

type Entry = RecommendationList['items'][number];

const shareOf = ({ reasons }: Entry): number =>
  reasons.reduce((sum, { code, share }) => (code === 'OFTEN_NEXT' ? sum + share : sum), 0);

/** Fewer are no list. */
const fewest = 4;

/**
 * What people often turn to after an item: those of the list of what goes with it for which that speaks, by how much of
 * their score it is, that reason first. Undefined where too few are, or the model learned no order.
 */
export function oftenNext(list: RecommendationList): RecommendationList | undefined {
  const items = list.items
    .filter((entry) => shareOf(entry) > 0)
    .toSorted((one, other) => shareOf(other) - shareOf(one))
    .map((entry) => {
      const isNext = ({ code }: Entry['reasons'][number]): boolean => code === 'OFTEN_NEXT';
      return { ...entry, reasons: [...entry.reasons].sort((a, b) => Number(isNext(b)) - Number(isNext(a))) };
    });
  return items.length < fewest ? undefined : { ...list, items };
}
