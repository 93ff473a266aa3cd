import { describe, expect, it } from 'vitest';
import { BPR } from '../../../model/algorithms/BPR.ts';
import { Content } from '../../../model/algorithms/Content.ts';
import { EASE } from '../../../model/algorithms/EASE.ts';
import { GraphFilter } from '../../../model/algorithms/GraphFilter.ts';
import { ImplicitALS } from '../../../model/algorithms/ImplicitALS.ts';
import { ItemKNN } from '../../../model/algorithms/ItemKNN.ts';
import { MomentPopularity } from '../../../model/algorithms/MomentPopularity.ts';
import { Popularity } from '../../../model/algorithms/Popularity.ts';
import { SLIM } from '../../../model/algorithms/SLIM.ts';
import { SLIT } from '../../../model/algorithms/SLIT.ts';
import { Transitions } from '../../../model/algorithms/Transitions.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import type { FittedModel, Recommender } from '../../../model/algorithms/Recommender.ts';
import { buildDataset } from '../../../model/data/buildDataset.ts';
import type { Dataset } from '../../../model/data/Dataset.ts';
import { withInteractions } from '../../../model/data/withInteractions.ts';
import type { History } from '../../../model/data/History.ts';
import { CatalogueScorer } from '../scoring/CatalogueScorer.ts';

const day = 86_400_000;

/** Rows like "u1: a b c": a user's items in the order of time, a day apart unless `step` says otherwise. */
function dataset(lines: string[], step = day): Dataset {
  return buildDataset(
    lines.flatMap((line) => {
      const [userId, items] = line.split(': ');
      return items.split(' ').map((itemId, index) => ({ userId, itemId, timestamp: index * step }));
    }),
  );
}

function historyOf(data: Dataset, items: string[], weights?: number[]): History {
  return {
    items: Uint32Array.from(items, (item) => data.itemIds.indexOf(item)),
    weights: Float32Array.from(weights ?? items.map(() => 1)),
    ages: new Float32Array(items.length),
  };
}

function fit<P extends object>(algorithm: Recommender<P>, data: Dataset, parameters: Partial<P> = {}): FittedModel {
  return algorithm.fit(data, { ...algorithm.defaults, ...parameters }, createRandom(1), () => {});
}

function scoresOf(model: FittedModel, data: Dataset, history: History, now?: number): Float32Array {
  return new CatalogueScorer(model, data.itemIds).scores(history, { now });
}

function scoreOf(model: FittedModel, data: Dataset, history: string[], item: string, now?: number): number {
  return scoresOf(model, data, historyOf(data, history), now)[data.itemIds.indexOf(item)];
}

const data = dataset(['u1: a b', 'u2: a b c', 'u3: b c', 'u4: a']);

describe('Popularity', () => {
  it('counts users, each once', () => {
    const repeated = dataset(['u1: a a b', 'u2: a']);
    expect([...scoresOf(fit(Popularity, repeated), repeated, historyOf(repeated, []))]).toEqual([2, 1]);
  });

  it('halves an event for every half-life that it is older than the newest', () => {
    const aged = dataset(['u1: a b c']);
    const scores = scoresOf(fit(Popularity, aged, { halfLifeDays: 1 }), aged, historyOf(aged, []));
    expect([...scores]).toEqual([0.25, 0.5, 1]);
  });
});

describe('ItemKNN', () => {
  it('is the cosine of the users of two items, shrunk', () => {
    expect(scoreOf(fit(ItemKNN, data, { shrinkage: 0 }), data, ['a'], 'b')).toBeCloseTo(2 / Math.sqrt(3 * 3), 6);
    expect(scoreOf(fit(ItemKNN, data, { shrinkage: 5 }), data, ['a'], 'b')).toBeCloseTo(2 / (3 + 5), 6);
    expect(scoreOf(fit(ItemKNN, data, { shrinkage: 0 }), data, ['a'], 'a')).toBe(0);
  });

  it('is the Jaccard index on demand', () => {
    const model = fit(ItemKNN, data, { similarity: 'jaccard', shrinkage: 0 });
    expect(scoreOf(model, data, ['a'], 'b')).toBeCloseTo(2 / 4, 6);
    expect(scoreOf(model, data, ['c'], 'a')).toBeCloseTo(1 / 4, 6);
  });

  it('adds up over the history, dislikes with a minus', () => {
    const model = fit(ItemKNN, data, { shrinkage: 0 });
    const both = scoresOf(model, data, historyOf(data, ['a', 'c'], [1, -1]))[1];
    expect(both).toBeCloseTo(2 / 3 - 2 / Math.sqrt(6), 6);
  });
});

describe('EASE', () => {
  it('solves two items by hand: B = G_ab / (G_aa + regularisation)', () => {
    // With two items the zero-diagonal regression of b on a is one number: together / (count of a + penalty).
    const two = dataset(['u1: a b', 'u2: a b', 'u3: a']);
    const model = fit(EASE, two, { regularisation: 1 });
    expect(scoreOf(model, two, ['a'], 'b')).toBeCloseTo(2 / (3 + 1), 6);
    expect(scoreOf(model, two, ['b'], 'a')).toBeCloseTo(2 / (2 + 1), 6);
  });

  it('has weights whose gradient is zero off the diagonal and which are zero on it', () => {
    const regularisation = 0.7;
    const model = fit(EASE, data, { regularisation });
    const weight = (from: string, to: string): number => scoreOf(model, data, [from], to);
    const gram = { aa: 3, bb: 3, cc: 2, ab: 2, ac: 1, bc: 2 };
    // For target c: the ridge regression of c on a and b (normal equations, Cramer's rule).
    const determinant = (gram.aa + regularisation) * (gram.bb + regularisation) - gram.ab ** 2;
    expect(weight('a', 'c')).toBeCloseTo((gram.ac * (gram.bb + regularisation) - gram.ab * gram.bc) / determinant, 5);
    expect(weight('b', 'c')).toBeCloseTo(((gram.aa + regularisation) * gram.bc - gram.ab * gram.ac) / determinant, 5);
    expect(weight('c', 'c')).toBe(0);
  });

  it('leaves the tail out above its limit', () => {
    const model = fit(EASE, data, { exactLimit: 2 });
    expect(scoreOf(model, data, ['a'], 'b')).toBeGreaterThan(0);
    expect(scoreOf(model, data, ['a'], 'c')).toBe(0);
    expect(scoreOf(model, data, ['c'], 'a')).toBe(0);
  });
});

describe('SLIM', () => {
  const options = { regularisation: 0.7, userNormalisation: 0 };

  it('is EASE when every other item is a neighbour', () => {
    const slim = fit(SLIM, data, { ...options, neighbours: 2 });
    const ease = fit(EASE, data, { regularisation: 0.7 });
    for (const from of data.itemIds) {
      for (const to of data.itemIds) {
        expect(scoreOf(slim, data, [from], to)).toBeCloseTo(scoreOf(ease, data, [from], to), 5);
      }
    }
  });

  it('learns from the best neighbours alone when it may not take all', () => {
    const slim = fit(SLIM, data, { ...options, neighbours: 1, selectionExponent: 0 });
    // Of the users of c, two have b and one has a: c is regressed on b alone.
    expect(scoreOf(slim, data, ['b'], 'c')).toBeCloseTo(2 / (3 + 0.7), 6);
    expect(scoreOf(slim, data, ['a'], 'c')).toBe(0);
  });

  it('holds well-known history items back by the power of their count', () => {
    const slim = fit(SLIM, data, { ...options, neighbours: 1, selectionExponent: 0, penaltyExponent: 0.5 });
    // b has 3 users where the mean of the three items is 8 / 3.
    expect(scoreOf(slim, data, ['b'], 'c')).toBeCloseTo(2 / (3 + 0.7 * Math.sqrt(9 / 8)), 6);
  });

  it('counts the pairs of long histories less', () => {
    const two = dataset(['u1: a b', 'u2: a b c d']);
    const slim = fit(SLIM, two, { regularisation: 1, userNormalisation: 1, neighbours: 1 });
    expect(scoreOf(slim, two, ['a'], 'b')).toBeCloseTo((1 / 2 + 1 / 4) / (1 / 2 + 1 / 4 + 1), 6);
  });
});

describe('SLIT', () => {
  it('weighs the item right before by how often the target followed it', () => {
    const two = dataset(['u1: a b', 'u2: a b', 'u3: a', 'u4: b a']);
    const model = fit(SLIT, two, { regularisation: 1, backward: 0.3 });
    // b follows a twice and precedes it once; a has four users.
    expect(scoreOf(model, two, ['a'], 'b')).toBeCloseTo((2 + 0.3) / (4 + 1), 6);
    expect(scoreOf(model, two, ['b'], 'a')).toBeCloseTo((1 + 2 * 0.3) / (3 + 1), 6);
  });

  it('solves the normal equations of two history items that fade', () => {
    const reach = 2;
    const near = Math.exp(-1 / reach);
    const chain = dataset(['u1: a b c', 'u2: a b c', 'u3: b c', 'u4: a']);
    const model = fit(SLIT, chain, { regularisation: 0.5, backward: 0, reach });
    // Target c: b stands right before it three times, a one place further off twice; a and b are neighbours twice.
    const [aa, bb, ab, ac, bc] = [3 + 0.5, 3 + 0.5, 2 * near, 2 * near, 3];
    const determinant = aa * bb - ab * ab;
    expect(scoreOf(model, chain, ['a'], 'c')).toBeCloseTo((ac * bb - ab * bc) / determinant, 5);
    expect(scoreOf(model, chain, ['b'], 'c')).toBeCloseTo((aa * bc - ab * ac) / determinant, 5);
    expect(scoreOf(model, chain, ['c'], 'b')).toBe(0);
  });
});

describe('Transitions', () => {
  it('weighs what follows by its distance and looks forward only', () => {
    const chain = dataset(['u1: a b c d e']);
    const model = fit(Transitions, chain, { window: 3, rowExponent: 0, columnExponent: 0 });
    const scores = ['a', 'b', 'c', 'd', 'e'].map((item) => scoreOf(model, chain, ['a'], item));
    expect(scores[0]).toBe(0);
    expect(scores[1]).toBe(1);
    expect(scores[2]).toBe(0.5);
    expect(scores[3]).toBeCloseTo(1 / 3, 6);
    expect(scores[4]).toBe(0);
    expect(scoreOf(model, chain, ['b'], 'a')).toBe(0);
  });

  it('looks both ways on demand', () => {
    const chain = dataset(['u1: a b c']);
    const model = fit(Transitions, chain, { window: 1, bothWays: true, rowExponent: 0, columnExponent: 0 });
    expect(['a', 'c'].map((item) => scoreOf(model, chain, ['b'], item))).toEqual([1, 1]);
  });

  it('divides rows and columns by powers of their counts', () => {
    const model = fit(Transitions, data, { window: 1, rowExponent: 0.5, columnExponent: 1 });
    expect(scoreOf(model, data, ['a'], 'b')).toBeCloseTo(2 / (Math.sqrt(3) * 3), 6);
  });
});

describe('ImplicitALS', () => {
  const blockOf = (items: string[], name: string): string[] =>
    items.map((missing) => `${name}${missing}: ${items.filter((item) => item !== missing).join(' ')}`);
  const left = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const right = left.map((item) => item.toUpperCase());
  const blocks = dataset([...blockOf(left, 'u'), ...blockOf(right, 'v')]);
  const history = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const parameters = { dimensions: 4, epochs: 30, unobservedWeight: 0.1 };

  it('goes on from what it learned on a part, with an item that is new since', () => {
    const h = blocks.itemIds.indexOf('h');
    const part = withInteractions(blocks, (position, user) => user !== 9 && blocks.itemIndices[position] !== h);
    const known = fit(ImplicitALS, part, parameters);
    expect(scoreOf(known, blocks, history, 'h')).toBe(0);
    const all = { ...ImplicitALS.defaults, ...parameters };
    const goneOn = ImplicitALS.fit(blocks, all, createRandom(1), () => {}, known);
    expect(scoreOf(goneOn, blocks, history, 'h')).toBeGreaterThan(0.6);
    expect(Math.abs(scoreOf(goneOn, blocks, history, 'H'))).toBeLessThan(0.15);
    expect(goneOn.save()).not.toEqual(fit(ImplicitALS, blocks, parameters).save());
  });

  it('fills the gaps of two blocks of users and items', () => {
    const model = fit(ImplicitALS, blocks, parameters);
    expect(scoreOf(model, blocks, history, 'h')).toBeGreaterThan(0.6);
    expect(Math.abs(scoreOf(model, blocks, history, 'H'))).toBeLessThan(0.15);
  });

  it('solves one user by hand when all items have the same vector', () => {
    // One user, one item: x = y / (y^2 (unobserved + 1) + penalty), and both halves agree at the fixed point.
    const one = dataset(['u1: a']);
    const [regularisation, unobservedWeight] = [0.1, 0.3];
    const model = fit(ImplicitALS, one, {
      dimensions: 4,
      epochs: 50,
      steps: 8,
      regularisation,
      unobservedWeight,
      frequencyExponent: 1,
    });
    // The product p = xy minimises (1 - p)^2 + 0.3 p^2 + 2 penalty |p| with penalty = 0.1 (1 + 0.3).
    const penalty = regularisation * (1 + unobservedWeight);
    expect(scoreOf(model, one, ['a'], 'a')).toBeCloseTo((1 - penalty) / (1 + unobservedWeight), 4);
  });
});

describe('BPR', () => {
  it('ranks the items of the same block above the others', () => {
    const blocks = dataset(['u1: a b', 'u2: a b', 'u3: a b', 'u4: c d', 'u5: c d', 'u6: c d']);
    const model = fit(BPR, blocks, { dimensions: 4, epochs: 200 });
    expect(scoreOf(model, blocks, ['a'], 'b')).toBeGreaterThan(scoreOf(model, blocks, ['a'], 'd'));
  });
});

describe('GraphFilter', () => {
  it('is the degree-normalised co-occurrence when the low-pass filter is off', () => {
    const model = fit(GraphFilter, data, { dimensions: 4, lowPassWeight: 0 });
    // Users of both a and b: u1 with 2 items, u2 with 3.
    expect(scoreOf(model, data, ['a'], 'b')).toBeCloseTo((1 / 2 + 1 / 3) / Math.sqrt(3 * 3), 6);
  });

  it('is the linear filter alone without dimensions, with less held against items that many know', () => {
    const [even, kind] = [0.5, 0.2].map((targetExponent) => fit(GraphFilter, data, { dimensions: 0, targetExponent }));
    // c has two users, b has three, a has three.
    expect(scoreOf(even, data, ['a'], 'c')).toBeCloseTo(1 / 3 / Math.sqrt(3 * 2), 6);
    expect(scoreOf(kind, data, ['a'], 'c')).toBeCloseTo(1 / 3 / (Math.sqrt(3) * 2 ** 0.2), 6);
    expect(scoreOf(kind, data, ['a'], 'b')).toBeCloseTo((1 / 2 + 1 / 3) / (Math.sqrt(3) * 3 ** 0.2), 6);
    const loaded = GraphFilter.load(kind.save());
    expect(scoreOf(loaded, data, ['a'], 'b')).toBe(scoreOf(kind, data, ['a'], 'b'));
  });

  it('lets everything pass when the low-pass space is the whole space', () => {
    const square = dataset(['u1: a b', 'u2: b c', 'u3: c d', 'u4: d a', 'u5: a c']);
    const options = { dimensions: 4 };
    const [off, on] = [0, 1].map((lowPassWeight) => fit(GraphFilter, square, { ...options, lowPassWeight }));
    const difference = (item: string): number => scoreOf(on, square, ['a'], item) - scoreOf(off, square, ['a'], item);
    expect(difference('a')).toBeCloseTo(1, 4);
    expect(difference('b')).toBeCloseTo(0, 4);
    expect(difference('d')).toBeCloseTo(0, 4);
  });
});

describe('Content', () => {
  const catalogue = buildDataset(
    [{ userId: 'u1', itemId: 'a' }],
    [
      { itemId: 'a', tags: ['x', 'y'] },
      { itemId: 'b', tags: ['x'] },
      { itemId: 'c', tags: ['y', 'z'] },
      { itemId: 'd', tags: ['z'] },
    ],
  );

  it('is the cosine of TF-IDF vectors', () => {
    // Every tag is on two of four items, so all have the same weight.
    const model = fit(Content, catalogue);
    expect(scoreOf(model, catalogue, ['a'], 'b')).toBeCloseTo(1 / Math.SQRT2, 6);
    expect(scoreOf(model, catalogue, ['a'], 'c')).toBeCloseTo(1 / 2, 6);
    expect(scoreOf(model, catalogue, ['a'], 'd')).toBe(0);
  });

  it('names the attribute that two items share', () => {
    const scorer = new CatalogueScorer(fit(Content, catalogue), catalogue.itemIds);
    const [[one, ...others]] = scorer.reasons(historyOf(catalogue, ['a']), [1]);
    expect(one).toMatchObject({ code: 'SIMILAR_CONTENT', evidence: { itemIds: ['a'], attributes: ['tag:x'] } });
    expect(others).toEqual([]);
  });
});

describe('MomentPopularity', () => {
  it('prefers what was popular when the user was active', () => {
    const rows = Array.from({ length: 200 }, (_, index) => ({
      userId: `u${index}`,
      itemId: index < 100 ? 'old' : 'new',
      timestamp: index * day,
    }));
    const seasons = buildDataset(rows);
    const model = fit(MomentPopularity, seasons, { parts: 2 });
    const now = 199 * day;
    const early: History = { items: Uint32Array.of(0), weights: Float32Array.of(1), ages: Float32Array.of(199) };
    const late: History = { items: Uint32Array.of(0), weights: Float32Array.of(1), ages: Float32Array.of(0) };
    const [oldThen, newThen] = scoresOf(model, seasons, early, now);
    const [oldNow, newNow] = scoresOf(model, seasons, late, now);
    expect(oldThen).toBeGreaterThan(newThen);
    expect(newNow).toBeGreaterThan(oldNow);
  });
});
