import { expect, test } from 'vitest';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import { algorithms } from '../../../model/algorithms/index.ts';
import { newestTime } from '../../../model/data/historyOf.ts';
import { HybridModel } from '../../../model/hybrid/HybridModel.ts';
import { ListScorer } from '../../../model/hybrid/ListScorer.ts';
import { topK } from '../../../model/kernels/index.ts';
import { Ranker } from '../../../model/ranking/Ranker.ts';
import { RankingCatalogue } from '../../../model/ranking/RankingCatalogue.ts';
import { plainHybrid } from '../scoring/plainHybrid.ts';
import { smallWorld } from '../smallWorld.ts';

const world = smallWorld({ users: 400, items: 900, coldItems: 30, events: 30 });
const now = newestTime(world);
const touched = new Set(world.itemIndices);
const names = [...algorithms.keys()];
const random = createRandom(4);

/** Every algorithm twice, with and without decay, so that components share models; weights of both signs. */
const model = new HybridModel(
  world,
  names.map((algorithm) => {
    const { fit, defaults } = algorithms.get(algorithm) ?? algorithms.values().next().value!;
    return { algorithm, model: fit(world, defaults, createRandom(1), () => {}) };
  }),
  {
    components: names.flatMap((name, index) => [
      { name, model: index, historyHalfLife: 0 },
      { name: `${name}~3`, model: index, historyHalfLife: 3 },
    ]),
    historyLengths: [0, 2, 20],
    weights: [0, 1, 2].map(() => names.flatMap(() => [random() - 0.2, random()])),
    coldWeights: names.flatMap((name) => (name === 'content' || name === 'attributeFactors' ? [0.7, 0.4] : [0, 0])),
    eventTypeWeights: { VIEW: 1, DISLIKE: -1, DEFAULT: 1 },
  },
  Uint8Array.from(world.itemIds, (_, item) => (touched.has(item) ? 1 : 0)),
);
const scorer = new ListScorer(model);
const context = { now, hourOfDay: 20, dayOfWeek: 3, device: 'phone' };

const events = (length: number): { itemId: string; eventType: string; timestamp: number }[] =>
  Array.from({ length }, (_, index) => ({
    itemId: world.itemIds[Math.floor(random() * world.itemIds.length)],
    eventType: index === 1 ? 'DISLIKE' : 'VIEW',
    timestamp: now - index * 3_600_000,
  }));

test.each([0, 1, 7, 50, 120])(
  'scores of %i events equal those of the plain blend: whole, and narrowed to those above a floor',
  (length) => {
    const history = model.toHistory(events(length), now);
    const plain = plainHybrid(model, history, context).scores;
    const size = Math.sqrt(plain.reduce((sum, score) => sum + score * score, 0) / plain.length);
    const exact = scorer.prepare(history, context, true);
    plain.forEach((score, item) => {
      expect(Math.abs(exact.scores[item] - score)).toBeLessThan(1e-5 * size);
      expect(Math.abs(exact.scoreOf(item) - score)).toBeLessThan(1e-5 * size);
    });
    const partly = scorer.prepare(history, context, false);
    plain.forEach((score, item) => expect(Math.abs(partly.scoreOf(item) - score)).toBeLessThan(1e-5 * size));
    if (length === 0) return;
    const sorted = plain.toSorted().reverse();
    for (const rank of [0, 20, 200, 899]) {
      const { items, scores } = partly.estimates?.from(sorted[rank]) ?? { items: undefined, scores: partly.scores };
      const picked = items ?? Uint32Array.from(plain.keys());
      const isPicked = new Set(picked);
      // Nothing that reaches the floor is missing.
      plain.forEach((score, item) => expect(score < sorted[rank] || isPicked.has(item)).toBe(true));
      picked.forEach((item, place) => expect(Math.abs(scores[place] - plain[item])).toBeLessThan(0.05 * size));
      const some = Uint32Array.of(rank, 7);
      partly.estimates?.scoresOf(some).forEach((score, place) => {
        expect(Math.abs(score - plain[some[place]])).toBeLessThan(0.05 * size);
      });
    }
  },
);

test('lists are those of the exact scores, and their reasons add up to them', () => {
  const ranker = new Ranker(model, RankingCatalogue.of(world), 'v1');
  for (const length of [0, 1, 2, 13, 60, 118]) {
    const seen = events(length);
    const history = model.toHistory(seen, now);
    const plain = plainHybrid(model, history, context);
    const expected = [...topK(Float32Array.from(plain.scores), 25)].map((item) => world.itemIds[item]);
    const request = { kind: 'RECOMMEND' as const, now, limit: 25, history: seen, excludeSeen: false, context };
    const { items } = ranker.answer(request);
    expect(items.map(({ itemId }) => itemId)).toEqual(expected);
    items.forEach(({ itemId, score, reasons }) => {
      const parts = plain.parts(model.indexOfItem(itemId) ?? 0);
      const tolerance = 1e-5 * Math.max(1, Math.abs(score));
      expect(Math.abs(reasons.reduce((sum, { share }) => sum + share, 0) - score)).toBeLessThan(tolerance);
      for (const { code, share } of reasons) {
        const expectedShare = parts.filter((part) => part.code === code).reduce((sum, part) => sum + part.share, 0);
        expect(Math.abs(share - expectedShare)).toBeLessThan(tolerance);
      }
    });
    // Freshness takes the exact scan of the catalogue; a negligible one leaves the list as it is.
    const exactly = ranker.answer({ ...request, freshness: 1e-9 });
    expect(exactly.items.map(({ itemId }) => itemId)).toEqual(expected);
  }
});
