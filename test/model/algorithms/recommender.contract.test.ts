import { describe, expect, it } from 'vitest';
import { algorithms } from '../../../model/algorithms/index.ts';
import type { ComponentArtifact, FittedModel } from '../../../model/algorithms/Recommender.ts';
import { sizeOf } from '../../../model/data/DataSize.ts';
import type { History } from '../../../model/data/History.ts';
import { historyOfItems } from '../../../model/data/History.ts';
import { historyOf, newestTime } from '../../../model/data/historyOf.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import { CatalogueScorer } from '../scoring/CatalogueScorer.ts';
import { plainDeviation, plainParts, plainScores } from '../scoring/plainScores.ts';
import { smallWorld } from '../smallWorld.ts';

const world = smallWorld();
const items = [...world.itemIds.keys()];
const now = newestTime(world);
const context = { now, hourOfDay: 20, dayOfWeek: 5, device: 'phone' };
const histories = [0, 1, 2, 17].map((user) => historyOf(world, user, now));
const empty = historyOfItems([]);
const disliked: History = {
  ...histories[0],
  weights: histories[0].weights.map((weight, index) => (index === 0 ? -1 : weight)),
};
const all = [...histories, disliked, empty];

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
  const catalogue = new CatalogueScorer(model, world.itemIds);

  it('scores every item as plain loops over what it learned do, and tells their standard deviation', () => {
    for (const history of all) {
      const expected = plainScores(
        plainParts(algorithm.name, model.save(), history, context, items.length),
        items.length,
      );
      const largest = expected.reduce((most, score) => Math.max(most, Math.abs(score)), 1e-9);
      const deviation = catalogue.scorer.prepare(history, context);
      expect(Math.abs(deviation - plainDeviation(expected)) / largest).toBeLessThan(1e-5);
      const scores = catalogue.scorer.scores();
      expect(scores).toHaveLength(items.length);
      expected.forEach((score, item) => {
        expect(Math.abs(scores[item] - score) / largest).toBeLessThan(1e-5);
        expect(Math.abs(catalogue.scorer.scoreOf(item) - score) / largest).toBeLessThan(1e-5);
      });
    }
  });

  it('answers one request the same whatever was asked in between', () => {
    const alone = catalogue.scores(histories[0], context);
    for (const history of all) catalogue.scores(history, context);
    expect(catalogue.scores(histories[0], context)).toEqual(alone);
  });

  it('explains scores by shares that add up to them, by reason as the plain loops do', () => {
    for (const history of all) {
      const parts = plainParts(algorithm.name, model.save(), history, context, items.length);
      const largest = plainScores(parts, items.length).reduce((most, score) => Math.max(most, Math.abs(score)), 1e-9);
      catalogue.reasons(history, items, context).forEach((reasons, item) => {
        const codes = new Set([...reasons, ...parts(item)].map(({ code }) => code));
        for (const code of codes) {
          const sum = (of: readonly { code: string; share: number }[]): number =>
            of.filter((one) => one.code === code).reduce((total, { share }) => total + share, 0);
          expect(Math.abs(sum(reasons) - sum(parts(item))) / largest).toBeLessThan(1e-5);
        }
      });
    }
  });

  it('names as evidence what speaks most for an item, of its history and its attributes', () => {
    const [history] = histories;
    const parts = plainParts(algorithm.name, model.save(), history, context, items.length);
    catalogue.reasons(history, items, context).forEach((reasons, item) => {
      for (const { code, evidence } of reasons) {
        const own = parts(item).filter((part) => part.code === code);
        const strongest = (keyOf: (part: (typeof own)[number]) => string | undefined): Map<string, number> => {
          const shares = new Map<string, number>();
          for (const part of own) {
            const key = keyOf(part);
            if (key !== undefined) shares.set(key, (shares.get(key) ?? 0) + part.share);
          }
          return shares;
        };
        const byItem = strongest(({ itemIndex }) => (itemIndex === undefined ? undefined : world.itemIds[itemIndex]));
        const byAttribute = strongest(({ attribute }) => attribute);
        for (const [names, shares] of [
          [evidence.itemIds, byItem],
          [evidence.attributes, byAttribute],
        ] as const) {
          const best = Math.max(0, ...shares.values());
          // The first named is a strongest one; all are known to speak.
          if (names.length > 0) expect(shares.get(names[0])).toBeCloseTo(best, 4);
          for (const name of names) expect(shares.has(name)).toBe(true);
        }
      }
    });
  });

  it('scores and explains the same after saving and loading', () => {
    const loaded = new CatalogueScorer(algorithm.load(throughBytes(model.save())), world.itemIds);
    for (const history of all) {
      expect(loaded.scores(history, context)).toEqual(catalogue.scores(history, context));
      expect(loaded.reasons(history, [9, 3], context)).toEqual(catalogue.reasons(history, [9, 3], context));
    }
  });

  it('gives the same bytes for the same seed', () => {
    expect(fit(seed).save()).toEqual(model.save());
  });

  it('offers settings that it can be fitted with, under names of their own', () => {
    // With all that any algorithm asks for: few users have long histories.
    const size = { ...sizeOf(world), users: 5, hasTimestamps: true, hasDevices: true, hasAttributes: true };
    const settings = algorithm.settings({ size, useOrder: true, seconds: 10 });
    expect(settings.length).toBeGreaterThan(0);
    expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
    for (const { parameters, halfLives, seconds } of settings) {
      expect(Object.keys(algorithm.defaults)).toEqual(expect.arrayContaining(Object.keys(parameters)));
      expect(halfLives.length).toBeGreaterThan(0);
      expect(seconds).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('the seed', () => {
  it.each(['ials', 'bpr', 'fadingFactors'])('changes what %s learns', (name) => {
    const algorithm = algorithms.get(name);
    if (algorithm === undefined) throw new Error(`${name} is not registered`);
    const [one, other] = [1, 2].map((seed) => algorithm.fit(world, algorithm.defaults, createRandom(seed), () => {}));
    expect(one.save().arrays).not.toEqual(other.save().arrays);
  });
});
