import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../model/algorithms/createRandom.ts';
import { algorithms } from '../../../model/algorithms/index.ts';
import type { ComponentArtifact, FittedModel, History } from '../../../model/algorithms/Recommender.ts';
import { historyOf, newestTime } from '../../../model/data/historyOf.ts';
import { smallWorld } from '../smallWorld.ts';

const world = smallWorld();
const now = newestTime(world);
const context = { now, hourOfDay: 20, dayOfWeek: 5, device: 'phone' };
const histories = [0, 1, 2, 17].map((user) => historyOf(world, user, now));
const empty: History = { items: new Uint32Array(0), weights: new Float32Array(0), ages: new Float32Array(0) };
const disliked: History = {
  ...histories[0],
  weights: histories[0].weights.map((weight, index) => (index === 0 ? -1 : weight)),
};

/** Through JSON and raw bytes, as an artifact on disk would go. */
function throughBytes(artifact: ComponentArtifact): ComponentArtifact {
  const arrays = Object.fromEntries(
    Object.entries(artifact.arrays).map(([name, array]) => {
      const copy = new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice();
      const Type = array.constructor as new (buffer: ArrayBuffer) => ComponentArtifact['arrays'][string];
      return [name, new Type(copy.buffer)];
    }),
  );
  return { parameters: JSON.parse(JSON.stringify(artifact.parameters)) as Record<string, unknown>, arrays };
}

describe.each([...algorithms.values()])('$name keeps the contract of a recommender', (algorithm) => {
  const seed = 7;
  const fit = (withSeed: number): FittedModel =>
    algorithm.fit(world, algorithm.defaults, createRandom(withSeed), () => {});
  const model = fit(seed);

  it('scores every item with a number', () => {
    for (const history of [...histories, empty, disliked]) {
      const scores = model.score(history, context);
      expect(scores).toHaveLength(world.itemIds.length);
      expect(scores.every((score) => Number.isFinite(score))).toBe(true);
    }
  });

  it('gives candidates the scores they have in the whole catalogue, in the order asked', () => {
    const candidates = Uint32Array.of(31, 2, 39, 0, 2);
    const all = model.score(histories[1], context);
    expect([...model.score(histories[1], context, candidates)]).toEqual(Array.from(candidates, (item) => all[item]));
  });

  it('answers one request the same whatever was asked in between', () => {
    const alone = model.score(histories[0], context).slice();
    for (const history of histories) model.score(history, context);
    expect(model.score(histories[0], context)).toEqual(alone);
  });

  it('explains scores by parts that add up to them', () => {
    for (const history of [...histories, disliked, empty]) {
      const scores = model.score(history, context);
      const largest = scores.reduce((most, score) => Math.max(most, Math.abs(score)), 1e-9);
      for (let item = 0; item < scores.length; item += 1) {
        const sum = model.explain(history, item, context).reduce((total, one) => total + one.share, 0);
        expect(Math.abs(sum - scores[item]) / largest).toBeLessThan(1e-5);
      }
    }
  });

  it('names only history items and attributes of the item as evidence', () => {
    const inHistory = new Set(histories[0].items);
    for (const { itemIndex } of model.explain(histories[0], 5, context)) {
      if (itemIndex !== undefined) expect(inHistory.has(itemIndex)).toBe(true);
    }
  });

  it('scores the same after saving and loading', () => {
    const loaded = algorithm.load(throughBytes(model.save()));
    for (const history of histories) expect(loaded.score(history, context)).toEqual(model.score(history, context));
    expect(loaded.explain(histories[2], 9, context)).toEqual(model.explain(histories[2], 9, context));
  });

  it('gives the same bytes for the same seed', () => {
    expect(fit(seed).save()).toEqual(model.save());
  });
});

describe('the seed', () => {
  it.each(['ials', 'bpr'])('changes what %s learns', (name) => {
    const algorithm = algorithms.get(name);
    if (algorithm === undefined) throw new Error(`${name} is not registered`);
    const [one, other] = [1, 2].map((seed) => algorithm.fit(world, algorithm.defaults, createRandom(seed), () => {}));
    expect(one.save().arrays.factors).not.toEqual(other.save().arrays.factors);
  });
});
