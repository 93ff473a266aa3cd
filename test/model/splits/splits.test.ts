import { describe, expect, it } from 'vitest';
import { buildDataset } from '../../../model/data/buildDataset.ts';
import { splitGiven } from '../../../model/splits/splitGiven.ts';
import {
  splitColdItems,
  mixedKinds,
  splitLeaveLastOut,
  splitMixed,
  splitNewestPart,
  splitNextAndWindow,
  splitRandom,
  splitTemporal,
} from '../../../model/splits/splits.ts';
import { smallWorld } from '../smallWorld.ts';

const world = smallWorld();

describe('splitLeaveLastOut', () => {
  const rows = [
    { userId: 'u', itemId: 'c', timestamp: 3 },
    { userId: 'u', itemId: 'a', timestamp: 1 },
    { userId: 'u', itemId: 'b', timestamp: 2 },
    { userId: 'v', itemId: 'a', timestamp: 5 },
  ];

  it('asks for the last item by time and keeps the rest as history, oldest first', () => {
    const dataset = buildDataset(rows);
    const { cases, train } = splitLeaveLastOut(dataset);
    expect(cases).toHaveLength(1);
    const name = (item: number): string => dataset.itemIds[item];
    expect([...cases[0].history.items].map(name)).toEqual(['a', 'b']);
    expect([...cases[0].relevant].map(name)).toEqual(['c']);
    expect([...cases[0].seen].map(name).toSorted()).toEqual(['a', 'b']);
    expect(train.itemIndices).toHaveLength(3);
  });

  it('goes by the order of lines without times', () => {
    const dataset = buildDataset(rows.map(({ userId, itemId }) => ({ userId, itemId })));
    const [one] = splitLeaveLastOut(dataset).cases;
    expect(dataset.itemIds[one.relevant[0]]).toBe('b');
  });

  it('keeps users whose last item is one they already had, as misses', () => {
    const repeated = buildDataset([
      { userId: 'u', itemId: 'a', timestamp: 1 },
      { userId: 'u', itemId: 'b', timestamp: 2 },
      { userId: 'u', itemId: 'a', timestamp: 3 },
    ]);
    const [one] = splitLeaveLastOut(repeated).cases;
    expect(one.relevant).toHaveLength(0);
    expect(one.relevantCount).toBe(1);
  });

  it('never asks for what does not count as liking', () => {
    const events = [
      { userId: 'u', itemId: 'a', eventType: 'VIEW', timestamp: 1 },
      { userId: 'u', itemId: 'b', eventType: 'VIEW', timestamp: 2 },
      { userId: 'u', itemId: 'c', eventType: 'IMPRESSION', timestamp: 3 },
    ];
    const dataset = buildDataset(events);
    const { cases, train } = splitLeaveLastOut(dataset);
    expect(dataset.itemIds[cases[0].relevant[0]]).toBe('b');
    expect(train.itemIndices).toHaveLength(1);
  });
});

describe('splitRandom', () => {
  it('loses nothing: training and answers together are the data', () => {
    const { train, cases } = splitRandom(world, 0.3, 5);
    const answers = cases.reduce((sum, one) => sum + one.relevant.length, 0);
    expect(train.itemIndices.length).toBeLessThan(world.itemIndices.length);
    expect(answers).toBeGreaterThan(0);
    for (const one of cases) {
      const seen = new Set(one.seen);
      expect([...one.relevant].some((item) => seen.has(item))).toBe(false);
    }
  });

  it('follows its seed', () => {
    expect(splitRandom(world, 0.3, 5)).toEqual(splitRandom(world, 0.3, 5));
    expect(splitRandom(world, 0.3, 5).cases).not.toEqual(splitRandom(world, 0.3, 6).cases);
  });

  // Item i is liked by i + 1 of 100 users: a line's item has 67 of them in the mean, and drawn by item alone 50.5.
  it.each([
    [-1, 50.5],
    [0, 67],
    [1, 75.5],
  ])('draws items by their count to the power of %d, and as many in all', (power, mean) => {
    const rows = Array.from({ length: 100 }, (_, user) =>
      Array.from({ length: 100 - user }, (__, place) => ({ userId: `u${user}`, itemId: `i${user + place}` })),
    ).flat();
    const dataset = buildDataset(rows);
    const { cases } = splitRandom(dataset, 0.2, 5, Infinity, power);
    const users = cases.flatMap((one) => [...one.relevant].map((item) => Number(dataset.itemIds[item].slice(1)) + 1));
    expect(Math.abs(users.length - 0.2 * rows.length)).toBeLessThan(120);
    expect(Math.abs(users.reduce((sum, count) => sum + count, 0) / users.length - mean)).toBeLessThan(3);
  });

  it('asks about no more users than it may', () => {
    expect(splitRandom(world, 0.3, 5, 10).cases.length).toBeLessThanOrEqual(10);
  });
});

describe('splitMixed', () => {
  // Item i is liked by i + 1 of 200 users, and users like well-known items last.
  const rows = Array.from({ length: 200 }, (_, user) =>
    Array.from({ length: 200 - user }, (__, place) => ({ userId: `u${user}`, itemId: `i${user + place}` })),
  ).flat();
  const dataset = buildDataset(rows);
  const { cases, train } = splitMixed(dataset, 0.2, 5);
  const of = (kind: string) => cases.filter((one) => one.kind === kind);

  it('holds out in every way at once, a way per user', () => {
    const counts = mixedKinds.map((kind) => of(kind).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(cases.length);
    expect(Math.min(...counts)).toBeGreaterThan(40);
    const answers = cases.reduce((sum, one) => sum + one.relevant.length, 0);
    expect(train.itemIndices.length + answers).toBe(rows.length);
    expect(Math.abs(answers / rows.length - 0.2)).toBeLessThan(0.02);
  });

  it('asks more about well-known items in one way and about little-known ones in another', () => {
    const [little, random, well] = ['little-known', 'random', 'well-known'].map((kind) => {
      // How well known the answers are among all that the user had, as users differ.
      const excess = of(kind).flatMap(({ relevant, seen }) => {
        const all = [...relevant, ...seen];
        const mean = all.reduce((sum, item) => sum + item, 0) / all.length;
        return [...relevant].map((item) => item - mean);
      });
      return excess.reduce((sum, one) => sum + one, 0) / excess.length;
    });
    expect(little).toBeLessThan(random);
    expect(random).toBeLessThan(well);
  });

  it('follows its seed', () => {
    expect(splitMixed(dataset, 0.2, 5).cases).toEqual(cases);
    expect(splitMixed(dataset, 0.2, 6).cases).not.toEqual(cases);
  });
});

describe('splitTemporal', () => {
  it('trains on nothing newer than what it asks for', () => {
    const { train, cases } = splitTemporal(world, 0.2);
    const newest = train.timestamps.reduce((most, time) => Math.max(most, time), 0);
    const heldOut = world.timestamps.filter((time) => time > newest);
    expect(heldOut.length).toBe(world.timestamps.length - train.timestamps.length);
    expect(cases.length).toBeGreaterThan(0);
    expect(cases.every((one) => one.context.now === newest)).toBe(true);
  });
});

describe('splitTemporal, an earlier window', () => {
  const rows = Array.from({ length: 10 }, (_, index) => ({
    userId: `u${index % 4}`,
    itemId: `i${index}`,
    timestamp: index,
  }));
  const dataset = buildDataset(rows);

  it('asks for the window, trains on what came before and leaves out what came after', () => {
    const { train, cases } = splitTemporal(dataset, 0.2, 0, Infinity, 1);
    expect([...train.timestamps].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
    const asked = cases.flatMap((one) => [...one.relevant].map((item) => dataset.itemIds[item]));
    expect(asked.toSorted()).toEqual(['i6', 'i7']);
    expect(cases.every((one) => one.context.now === 5)).toBe(true);
  });

  it('gives users who are new in the window an empty history', () => {
    const newcomer = buildDataset([...rows, { userId: 'new', itemId: 'i0', timestamp: 6.5 }]);
    const { cases } = splitTemporal(newcomer, 0.2, 0, Infinity, 1);
    expect(cases.filter((one) => one.history.items.length === 0)).toHaveLength(1);
  });
});

describe('splitNextAndWindow', () => {
  // The newest three of ten interactions are the window: it begins at 8.
  const rows = [
    { userId: 'comes back', itemId: 'a', timestamp: 1 },
    { userId: 'comes back', itemId: 'b', timestamp: 2 },
    { userId: 'comes back', itemId: 'c', timestamp: 8 },
    { userId: 'comes back', itemId: 'd', timestamp: 9 },
    { userId: 'stays away', itemId: 'a', timestamp: 3 },
    { userId: 'stays away', itemId: 'c', timestamp: 4 },
    { userId: 'stays away', itemId: 'd', timestamp: 5 },
    { userId: 'stays away', itemId: 'e', eventType: 'IMPRESSION', timestamp: 6 },
    { userId: 'came once', itemId: 'e', timestamp: 7 },
    { userId: 'is new', itemId: 'e', timestamp: 10 },
  ];
  const dataset = buildDataset(rows);
  const { train, cases } = splitNextAndWindow(dataset, 0.3);
  const name = (item: number): string => dataset.itemIds[item];
  const caseOf = (userId: string) => cases.find((one) => one.userId === userId)!;

  it('asks for all of the window who came back, from where it begins', () => {
    const { kind, history, relevant, context, momentContext } = caseOf('comes back');
    expect(kind).toBe('window');
    expect([...history.items].map(name)).toEqual(['a', 'b']);
    expect([...relevant].map(name)).toEqual(['c', 'd']);
    expect(context.now).toBe(7);
    expect(momentContext).toBeUndefined();
  });

  it('asks others for their last positive interaction before it, right after the one before', () => {
    const { kind, history, relevant, context, momentContext } = caseOf('stays away');
    expect(kind).toBe('next');
    expect([...history.items].map(name)).toEqual(['a', 'c']);
    expect([...relevant].map(name)).toEqual(['d']);
    expect(context.now).toBe(4);
    expect(momentContext).toMatchObject({ now: 4, hourOfDay: 0 });
  });

  it('trains on nothing of the window, on nothing after what is asked, and asks nobody else', () => {
    expect([...train.timestamps].toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4, 7]);
    expect(cases).toHaveLength(2);
  });

  it('asks half of the users in each way, and the same ones again', () => {
    const split = splitNextAndWindow(world, 0.2, 4, 20);
    const kinds = split.cases.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'window').length).toBeLessThanOrEqual(10);
    expect(kinds.filter((kind) => kind === 'window').length).toBeGreaterThan(5);
    expect(kinds.filter((kind) => kind === 'next').length).toBeGreaterThan(5);
    expect(splitNextAndWindow(world, 0.2, 4, 20).cases.map(({ userId }) => userId)).toEqual(
      split.cases.map(({ userId }) => userId),
    );
  });
});

describe('splitNewestPart', () => {
  it("takes the newest of each user's events, at least one", () => {
    const dataset = buildDataset([
      ...['a', 'b', 'c', 'd'].map((itemId, index) => ({ userId: 'u', itemId, timestamp: index })),
      { userId: 'v', itemId: 'a', timestamp: 0 },
      { userId: 'v', itemId: 'b', timestamp: 1 },
      { userId: 'w', itemId: 'a', timestamp: 9 },
    ]);
    const { cases } = splitNewestPart(dataset, 0.5);
    expect(cases.map((one) => [...one.relevant].map((item) => dataset.itemIds[item]))).toEqual([['c', 'd'], ['b']]);
  });
});

describe('splitColdItems', () => {
  it('takes whole items out of training and ranks only those', () => {
    const { train, cases, candidates = new Uint32Array(0) } = splitColdItems(world, 0.1, 3);
    expect(candidates.length).toBe(Math.round(new Set(world.itemIndices).size * 0.1));
    const cold = new Set(candidates);
    expect(train.itemIndices.some((item) => cold.has(item))).toBe(false);
    for (const one of cases) expect([...one.relevant].every((item) => cold.has(item))).toBe(true);
  });
});

describe('splitGiven', () => {
  const train = [
    { userId: 'u', itemId: 'a', value: 5 },
    { userId: 'u', itemId: 'b', value: 2 },
    { userId: 'v', itemId: 'b', value: 4 },
  ];

  it('counts right answers outside the catalogue, and asks about users without training', () => {
    const test = [
      { userId: 'v', itemId: 'a', value: 3 },
      { userId: 'v', itemId: 'unknown', value: 3 },
      { userId: 'new', itemId: 'b', value: 3 },
    ];
    const { cases } = splitGiven(train, test);
    expect(cases).toHaveLength(2);
    expect(cases[0].relevantCount).toBe(2);
    expect([...cases[0].relevant]).toEqual([0]);
    expect(cases[1].history.items).toHaveLength(0);
  });

  it('counts an answer once, and one that the user had in training as a miss', () => {
    const test = ['a', 'c', 'c', 'b'].map((itemId) => ({ userId: 'u', itemId, value: 3 }));
    const { cases } = splitGiven(train, test, [{ itemId: 'c' }]);
    expect(cases[0].relevantCount).toBe(3);
    expect([...cases[0].seen]).toEqual([0, 1]);
  });

  it('with a threshold, lower ratings are seen, speak against their item and are no answers', () => {
    const test = [
      { userId: 'u', itemId: 'c', value: 5 },
      { userId: 'v', itemId: 'a', value: 1 },
    ];
    const { cases } = splitGiven(train, test, [{ itemId: 'c' }], { positiveValue: 4 });
    expect(cases).toHaveLength(1);
    expect([...cases[0].history.weights].map(Math.sign)).toEqual([1, -1]);
    expect([...cases[0].seen]).toEqual([0, 1]);
  });

  it('without one, ratings are compared with the mean of the user in training', () => {
    const own = (userId: string, ratings: number[]) =>
      ratings.map((value, index) => ({ userId, itemId: `${index}`, value }));
    const rows = [...own('kind', [5, 5, 5, 5, 5, 5, 5, 5, 4, 4]), ...own('harsh', [1, 1, 1, 1, 1, 1, 1, 1, 2, 2])];
    const test = ['kind', 'harsh', 'new'].map((userId) => ({ userId, itemId: '9', value: 3 }));
    // The mean of all is 3, which a new user is compared with.
    expect(splitGiven(rows, test).cases).toHaveLength(2);
    expect(splitGiven(rows, test, [], { answersFrom: 3 }).cases).toHaveLength(3);
    expect(splitGiven(rows, test, [], { valueMeanings: { RATING: 'NONE' } }).cases).toHaveLength(3);
  });
});
