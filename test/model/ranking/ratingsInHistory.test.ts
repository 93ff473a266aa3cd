import { expect, it } from 'vitest';
import type { HistoryEvent, ScoredItem } from '../../../model/contract/index.ts';
import { Ranker } from '../../../model/ranking/Ranker.ts';
import { RankingCatalogue } from '../../../model/ranking/RankingCatalogue.ts';
import { smallModel, smallNow } from '../artifact/smallModel.ts';

const { dataset, model } = smallModel();
const ranker = new Ranker(model, RankingCatalogue.of(dataset), 'test');

/** The whole ranking for a history, best first. Items `i0, i3, i6 …` are of one family, which the same users touch. */
function ranking(history: HistoryEvent[]): ScoredItem[] {
  return ranker.answer({ kind: 'RECOMMEND', now: smallNow, limit: 500, history }).items;
}
const rating = (itemId: string, eventValue: number): HistoryEvent => ({
  itemId,
  eventType: 'RATING',
  eventValue,
  timestamp: smallNow,
});
/** The mean place of the family of `i0` in a ranking. */
function placeOfFamily(items: ScoredItem[]): number {
  const places = items.flatMap(({ itemId }, place) => (Number(itemId.slice(1)) % 3 === 0 ? [place] : []));
  return places.reduce((sum, place) => sum + place, 0) / places.length;
}

it('a rating of 5 lifts what is like the item, a rating of 0.5 pushes it down', () => {
  const [liked, disliked, nothing] = [ranking([rating('i0', 5)]), ranking([rating('i0', 0.5)]), ranking([])];
  expect(liked.map(({ itemId }) => itemId)).not.toEqual(disliked.map(({ itemId }) => itemId));
  expect(placeOfFamily(liked)).toBeLessThan(placeOfFamily(nothing));
  expect(placeOfFamily(disliked)).toBeGreaterThan(placeOfFamily(nothing));
});

it('a rating of 0.5 among liked items of another family pushes down too, and is no reason for anything', () => {
  const others = ['i1', 'i4', 'i7'].map((itemId) => rating(itemId, 5));
  const disliked = ranking([...others, rating('i0', 0.5)]);
  expect(placeOfFamily(disliked)).toBeGreaterThan(placeOfFamily(ranking(others)));
  const reasonsByIt = disliked
    .flatMap(({ reasons }) => reasons)
    .filter(({ share, evidence }) => share > 0 && evidence.itemIds[0] === 'i0');
  expect(reasonsByIt).toEqual([]);
});

it('a user who gives nothing above 2 is told what is like their 2', () => {
  const grumpy = ['i0', 'i3', 'i6', 'i9', 'i12', 'i15'].map((itemId) => rating(itemId, 2));
  const low = [rating('i1', 0.5), rating('i4', 0.5)];
  expect(placeOfFamily(ranking([...grumpy, ...low]))).toBeLessThan(placeOfFamily(ranking([])));
});

it('an item that was hardly watched says less than one watched to its end', () => {
  const watched = (itemId: string, eventValue: number): HistoryEvent => ({
    ...rating(itemId, eventValue),
    eventType: 'WATCH',
  });
  const others = [watched('i1', 1), watched('i4', 1)];
  expect(placeOfFamily(ranking([...others, watched('i0', 1)]))).toBeLessThan(
    placeOfFamily(ranking([...others, watched('i0', 0.05)])),
  );
});
