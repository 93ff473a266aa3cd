import { describe, expect, it } from 'vitest';
import type { ComponentArtifact } from '../../../model/algorithms/Recommender.ts';
import type { Reason } from '../../../model/contract/index.ts';
import { buildDataset } from '../../../model/data/buildDataset.ts';
import { historyOfItems, newestEvents } from '../../../model/data/History.ts';
import type { History } from '../../../model/data/History.ts';
import { historyOf, newestTime } from '../../../model/data/historyOf.ts';
import { HybridModel } from '../../../model/hybrid/HybridModel.ts';
import { ListScorer } from '../../../model/hybrid/ListScorer.ts';
import { ReasonTable } from '../../../model/scoring/ReasonTable.ts';
import { TooLittleDataError } from '../../../model/data/TooLittleDataError.ts';
import { trainHybrid } from '../../../model/tuning/trainHybrid.ts';
import { plainHybrid } from '../scoring/plainHybrid.ts';
import { smallWorld } from '../smallWorld.ts';

const world = smallWorld({ users: 120, items: 60, coldItems: 6 });
const now = newestTime(world);
const context = { now };
const options = { seed: 3, budgetSeconds: 20 };
const { model, report } = trainHybrid(world, options);
const catalogueScores = (one: HybridModel, of: History): Float32Array =>
  new ListScorer(one).prepare(of, context, true).scores.slice();
const history = historyOf(world, 0, now);
const coldItem = world.itemIds.length - 1;

function reasonsOf(of: History, item: number): Reason[] {
  const reasons = new ReasonTable(world.itemIds);
  reasons.begin(1, of.items);
  new ListScorer(model).prepare(of, context, true).explain(Uint32Array.of(item), reasons);
  return reasons.reasonsOf(0);
}

describe('HybridModel', () => {
  it('scores and explains every item, cold ones and empty histories included, as the plain blend of its components', () => {
    const items = Uint32Array.from(world.itemIds.keys());
    const scorer = new ListScorer(model);
    for (const one of [history, historyOfItems([]), historyOfItems([coldItem]), newestEvents(history, 2)]) {
      const plain = plainHybrid(model, one, context);
      const list = scorer.prepare(one, context, true);
      const reasons = new ReasonTable(world.itemIds);
      reasons.begin(items.length, one.items);
      list.explain(items, reasons);
      plain.scores.forEach((score, item) => {
        const tolerance = 1e-5 * Math.max(1, Math.abs(score));
        expect(Math.abs(list.scores[item] - score)).toBeLessThan(tolerance);
        const sum = reasons.reasonsOf(item).reduce((total, { share }) => total + share, 0);
        expect(Math.abs(sum - score)).toBeLessThan(tolerance);
      });
    }
  });

  it('scores the same after saving and loading', () => {
    const saved = model.save();
    const copy = JSON.parse(JSON.stringify(saved.parameters)) as typeof saved.parameters;
    const models = saved.models.map(({ algorithm, artifact }) => ({
      algorithm,
      artifact: structuredClone<ComponentArtifact>(artifact),
    }));
    const loaded = HybridModel.load({ parameters: copy, models, arrays: saved.arrays }, world);
    for (const one of [history, historyOfItems([2])]) {
      expect(catalogueScores(loaded, one)).toEqual(catalogueScores(model, one));
    }
  });

  it('learns the same from the same data and seed', () => {
    expect(trainHybrid(world, options).model.save()).toEqual(model.save());
  });

  it('gives a new user what is popular, with that as the reason', () => {
    const empty = model.toHistory([], now);
    const scores = catalogueScores(model, empty);
    const best = scores.indexOf(Math.max(...scores));
    expect(model.sourceOf(empty)).toBe('POPULAR');
    const reasons = reasonsOf(empty, best);
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.every(({ code }) => code === 'POPULAR' || code === 'TRENDING')).toBe(true);
    const counts = new Uint32Array(world.itemIds.length);
    for (const item of world.itemIndices) counts[item] += 1;
    expect(counts[best]).toBeGreaterThan(counts.toSorted()[counts.length >> 2]);
  });

  it('can recommend an item that nobody touched, by its content alone', () => {
    expect(model.warm[coldItem]).toBe(0);
    const reasons = reasonsOf(history, coldItem);
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.every(({ code }) => code === 'SIMILAR_CONTENT')).toBe(true);
    const scores = catalogueScores(model, history);
    const cold = Array.from({ length: 6 }, (_, index) => scores[world.itemIds.length - 1 - index]);
    expect(new Set(cold).size).toBeGreaterThan(1);
  });

  it('says CONTENT when the history holds only untouched items', () => {
    const events = [{ itemId: world.itemIds[coldItem], eventType: 'VIEW', timestamp: now }];
    expect(model.sourceOf(model.toHistory(events, now))).toBe('CONTENT');
    expect(model.sourceOf(history)).toBe('MODEL');
  });

  it('reports what validation saw, and weighs components by it', () => {
    expect(report.validation.kind).toBe('next-and-window');
    const best = Math.max(...report.components.map(({ value }) => value));
    // The blend is learned on these very cases, so it cannot be worse there than its best part, dropping idle ones aside.
    expect(report.blend).toBeGreaterThan(0.9 * best);
  });
});

describe('trainHybrid', () => {
  it.each([
    ['no interaction', []],
    [
      'one item',
      [
        { userId: 'u', itemId: 'a' },
        { userId: 'v', itemId: 'a' },
      ],
    ],
    ['only what is disliked', ['a', 'b', 'c'].map((itemId) => ({ userId: 'u', itemId, eventType: 'DISLIKE' }))],
    [
      'only impressions',
      [
        { userId: 'u', itemId: 'a', eventType: 'IMPRESSION' },
        { userId: 'u', itemId: 'b', eventType: 'IMPRESSION' },
      ],
    ],
  ])('refuses data with %s', (_, rows) => {
    expect(() => trainHybrid(buildDataset(rows), options)).toThrow(TooLittleDataError);
  });

  it('trains on next to nothing', () => {
    const tiny = buildDataset([
      { userId: 'u', itemId: 'a' },
      { userId: 'u', itemId: 'b' },
      { userId: 'v', itemId: 'a' },
    ]);
    const scores = catalogueScores(trainHybrid(tiny, options).model, historyOfItems([]));
    expect(scores).toHaveLength(2);
    expect(scores[0]).toBeGreaterThan(scores[1]);
  });
});
