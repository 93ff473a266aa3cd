import { describe, expect, it } from 'vitest';
import type { ComponentArtifact } from '../../../model/algorithms/Recommender.ts';
import { buildDataset } from '../../../model/data/buildDataset.ts';
import { historyOf, newestTime } from '../../../model/data/historyOf.ts';
import { EmptyDatasetError } from '../../../model/hybrid/EmptyDatasetError.ts';
import { HybridModel } from '../../../model/hybrid/HybridModel.ts';
import { trainHybrid } from '../../../model/hybrid/trainHybrid.ts';
import { smallWorld } from '../smallWorld.ts';

const world = smallWorld({ users: 120, items: 60, coldItems: 6 });
const now = newestTime(world);
const context = { now };
const options = { seed: 3, budgetSeconds: 20 };
const model = trainHybrid(world, options);
const history = historyOf(world, 0, now);
const coldItem = world.itemIds.length - 1;

describe('HybridModel', () => {
  it('explains every score by parts that add up to it', () => {
    const scores = model.score(history, context);
    const parts = model.explainMany(history, Uint32Array.from(scores.keys()), context);
    scores.forEach((score, item) => {
      const sum = parts[item].reduce((total, part) => total + part.share, 0);
      expect(Math.abs(sum - score)).toBeLessThan(1e-5 * Math.max(1, Math.abs(score)));
    });
  });

  it('scores candidates as in the whole catalogue', () => {
    const all = model.score(history, context);
    expect([...model.score(history, context, Uint32Array.of(9, 3))]).toEqual([all[9], all[3]]);
  });

  it('scores the same after saving and loading', () => {
    const saved = model.save();
    const copy = JSON.parse(JSON.stringify(saved.parameters)) as typeof saved.parameters;
    const models = saved.models.map(({ algorithm, artifact }) => ({
      algorithm,
      artifact: structuredClone<ComponentArtifact>(artifact),
    }));
    const loaded = HybridModel.load({ parameters: copy, models, arrays: saved.arrays }, world);
    expect(loaded.score(history, context)).toEqual(model.score(history, context));
    expect(loaded.similar(2)).toEqual(model.similar(2));
  });

  it('learns the same from the same data and seed', () => {
    expect(trainHybrid(world, options).save()).toEqual(model.save());
  });

  it('gives a new user what is popular, with that as the reason', () => {
    const scores = model.popular(context);
    const best = scores.indexOf(Math.max(...scores));
    const empty = model.toHistory([], now);
    expect(model.sourceOf(empty)).toBe('POPULAR');
    const reasons = model.explain(empty, best, context);
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.every(({ code }) => code === 'POPULAR' || code === 'TRENDING')).toBe(true);
    const counts = new Uint32Array(world.itemIds.length);
    for (const item of world.itemIndices) counts[item] += 1;
    expect(counts[best]).toBeGreaterThan(counts.toSorted()[counts.length >> 2]);
  });

  it('can recommend an item that nobody touched, by its content alone', () => {
    expect(model.warm[coldItem]).toBe(0);
    const contributions = model.explain(history, coldItem, context);
    expect(contributions.length).toBeGreaterThan(0);
    expect(contributions.every(({ code }) => code === 'SIMILAR_CONTENT')).toBe(true);
    const scores = model.score(history, context);
    const cold = Array.from({ length: 6 }, (_, index) => scores[world.itemIds.length - 1 - index]);
    expect(new Set(cold).size).toBeGreaterThan(1);
  });

  it('says CONTENT when the history holds only untouched items', () => {
    const events = [{ itemId: world.itemIds[coldItem], eventType: 'VIEW', timestamp: now }];
    expect(model.sourceOf(model.toHistory(events, now))).toBe('CONTENT');
    expect(model.sourceOf(history)).toBe('MODEL');
  });

  it('never calls an item similar to itself', () => {
    expect(model.similar(5)[5]).toBe(Number.NEGATIVE_INFINITY);
  });

  it('reports what validation saw, and weighs components by it', () => {
    expect(model.report?.validation.kind).toBe('leave-last-out');
    const best = Math.max(...(model.report?.components ?? []).map(({ value }) => value));
    // The blend is learned on these very cases, so it cannot be worse there than its best part, dropping idle ones aside.
    expect(model.report?.blend).toBeGreaterThan(0.9 * best);
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
    [
      'only impressions',
      [
        { userId: 'u', itemId: 'a', eventType: 'IMPRESSION' },
        { userId: 'u', itemId: 'b', eventType: 'IMPRESSION' },
      ],
    ],
  ])('refuses data with %s', (_, rows) => {
    expect(() => trainHybrid(buildDataset(rows), options)).toThrow(EmptyDatasetError);
  });

  it('trains on next to nothing', () => {
    const tiny = buildDataset([
      { userId: 'u', itemId: 'a' },
      { userId: 'u', itemId: 'b' },
      { userId: 'v', itemId: 'a' },
    ]);
    const trained = trainHybrid(tiny, options);
    expect([...trained.popular({})]).toHaveLength(2);
    expect(trained.popular({})[0]).toBeGreaterThan(trained.popular({})[1]);
  });
});
