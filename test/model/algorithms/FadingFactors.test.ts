import { describe, expect, it } from 'vitest';
import { AdamTable } from '../../../model/algorithms/AdamTable.ts';
import { FadingFactors } from '../../../model/algorithms/FadingFactors.ts';
import { FadingFactorTrainer } from '../../../model/algorithms/FadingFactorTrainer.ts';
import { FadingSums } from '../../../model/algorithms/FadingSums.ts';
import { buildDataset } from '../../../model/data/buildDataset.ts';
import { historyOfItems } from '../../../model/data/History.ts';
import { userItemMatrix } from '../../../model/data/UserItemMatrix.ts';
import { createRandom, normal } from '../../../model/statistics/createRandom.ts';
import { CatalogueScorer } from '../scoring/CatalogueScorer.ts';

const seed = 5;

describe('AdamTable', () => {
  it('moves a touched row by the learning rate against its gradient, whatever its size, and no other', () => {
    const table = new AdamTable(3, 2);
    table.gradients.set([4, -0.01], table.touch(1));
    table.step(0.1);
    expect([...table.values].map((value) => Math.round(value * 1e5) / 1e5)).toEqual([0, 0, -0.1, 0.1, 0, 0]);
    table.step(0.1);
    expect(table.values[2]).toBeCloseTo(-0.1, 5);
  });
});

describe('FadingSums', () => {
  const paces = [0, 0.5];
  const pieces = [
    { start: 0, end: 4 },
    { start: 4, end: 6 },
  ];
  const items = Uint32Array.of(0, 1, 2, 0, 2, 1);
  const dimensions = 4;

  function tables(): { inputs: AdamTable; mix: AdamTable } {
    const random = createRandom(seed);
    return {
      inputs: new AdamTable(3, dimensions).fillNormal(random, 1),
      mix: new AdamTable(paces.length, dimensions).fillNormal(random, 1),
    };
  }

  function queriesOf(inputs: AdamTable, mix: AdamTable): Float32Array {
    const sums = new FadingSums(inputs, mix, paces, 8);
    sums.forward(pieces, items, () => 1);
    return sums.queries.slice(0, 4 * dimensions);
  }

  it('is, at the second place, the newer item and half of each at the slower pace, of unit mean square', () => {
    const { inputs, mix } = tables();
    const queries = queriesOf(inputs, mix);
    const expected = Array.from({ length: dimensions }, (_, axis) => {
      const [older, newer] = [inputs.values[axis], inputs.values[dimensions + axis]];
      return mix.values[axis] * newer + mix.values[dimensions + axis] * (0.25 * older + 0.5 * newer);
    });
    const length = Math.sqrt(expected.reduce((sum, value) => sum + value ** 2, 0) / dimensions);
    expected.forEach((value, axis) => expect(queries[dimensions + axis]).toBeCloseTo(value / length, 4));
  });

  it('hands gradients on as small changes of the vectors and of the mix change the queries', () => {
    const { inputs, mix } = tables();
    const random = createRandom(seed + 1);
    const towards = Float32Array.from({ length: 4 * dimensions }, () => normal(random));
    const value = (): number => queriesOf(inputs, mix).reduce((sum, query, index) => sum + query * towards[index], 0);
    const sums = new FadingSums(inputs, mix, paces, 8);
    sums.forward(pieces, items, () => 1);
    sums.backward(pieces, items, towards);
    for (const table of [inputs, mix]) {
      table.values.forEach((before, index) => {
        const step = 1e-2;
        table.values[index] = before + step;
        const above = value();
        table.values[index] = before - step;
        const below = value();
        table.values[index] = before;
        expect(table.gradients[index], `entry ${index}`).toBeCloseTo((above - below) / (2 * step), 2);
      });
    }
  });
});

describe('FadingFactors', () => {
  // Everybody goes around one of two circles; z is in the catalogue and nobody touched it.
  const circles = ['abcd', 'efgh'];
  const rows = Array.from({ length: 60 }, (_, user) => {
    const circle = circles[user % 2];
    return [0, 1, 2].map((step) => ({
      userId: `u${user}`,
      itemId: circle[(Math.floor(user / 2) + step) % 4],
      timestamp: step,
    }));
  }).flat();
  const data = buildDataset(rows, [{ itemId: 'z' }]);
  const parameters = { ...FadingFactors.defaults, dimensions: 8, epochs: 200, learningRate: 0.02, rivals: 16 };
  const model = FadingFactors.fit(data, parameters, createRandom(seed), () => {});

  function ranked(history: string): string[] {
    const items = [...history].map((item) => data.itemIds.indexOf(item));
    const scores = new CatalogueScorer(model, data.itemIds).scores(historyOfItems(items), {});
    return [...scores.keys()].sort((a, b) => scores[b] - scores[a]).map((item) => data.itemIds[item]);
  }

  it.each([
    ['ab', 'c'],
    ['ba', 'b'],
    ['gh', 'e'],
    ['ef', 'g'],
  ])('tells after %s that %s comes next: the order counts', (history, next) => {
    expect(ranked(history).filter((item) => !history.slice(1).includes(item) || item === next)[0]).toBe(next);
  });

  it('says nothing of an item that nobody touched', () => {
    const scores = new CatalogueScorer(model, data.itemIds).scores(historyOfItems([0, 1]), {});
    expect(scores[data.itemIds.indexOf('z')]).toBe(0);
  });

  it('is, once named, tried where histories are long and their order means something', () => {
    const size = { users: 100, items: 500, interactions: 3000, pairs: 1, distinctPairs: 1, hasTimestamps: true };
    const tried = (interactions: number, useOrder: boolean): number =>
      FadingFactors.settings({ size: { ...size, interactions } as never, useOrder, seconds: 100 }).length;
    expect([tried(3000, true), tried(1000, true), tried(3000, false)]).toEqual([1, 0, 0]);
  });

  it('cuts what one user teaches into batches, and takes the newest of a long history', () => {
    const long = Array.from({ length: 1300 }, (_, step) => ({ userId: 'u', itemId: `i${step}`, timestamp: step }));
    const matrix = userItemMatrix(buildDataset(long));
    const trainer = new FadingFactorTrainer(
      matrix,
      { ...parameters, dropout: 0, longestHistory: 1200 },
      createRandom(seed),
    );
    const before = trainer.learned();
    trainer.runEpoch(0);
    const after = trainer.learned();
    const hasMoved = (item: number): boolean =>
      after.inputs.subarray(item * 8, item * 8 + 8).some((value, axis) => value !== before.inputs[item * 8 + axis]);
    // The last item has nothing to tell; the first hundred are too old.
    expect(Array.from({ length: 1300 }, (_, item) => item).filter((item) => !hasMoved(item))).toEqual([
      ...Array.from({ length: 100 }, (_, item) => item),
      1299,
    ]);
  });
});
