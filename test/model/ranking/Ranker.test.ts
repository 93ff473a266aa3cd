import { beforeAll, describe, expect, test } from 'vitest';
import { matchesFilter } from '../../../model/contract/index.ts';
import type { CatalogueItem, InvocationRequest, InvocationResponse } from '../../../model/contract/index.ts';
import type { Dataset } from '../../../model/data/Dataset.ts';
import { Ranker } from '../../../model/ranking/Ranker.ts';
import { RankingCatalogue } from '../../../model/ranking/RankingCatalogue.ts';
import { UnknownItemError } from '../../../model/ranking/UnknownItemError.ts';
import { smallModel, smallNow } from '../artifact/smallModel.ts';

let ranker: Ranker;
let dataset: Dataset;
let itemById: Map<string, CatalogueItem>;
beforeAll(() => {
  const small = smallModel();
  dataset = small.dataset;
  ranker = new Ranker(small.model, RankingCatalogue.of(dataset), 'v1');
  itemById = new Map(dataset.itemIds.map((itemId, index) => [itemId, dataset.items[index] ?? { itemId }]));
});

const view = (itemId: string, age: number): { itemId: string; eventType: string; timestamp: number } => ({
  itemId,
  eventType: 'VIEW',
  timestamp: smallNow - age * 3_600_000,
});
const history = [view('i0', 1), view('i3', 2), view('i6', 30)];
const request = (more: Partial<InvocationRequest> = {}): InvocationRequest => ({
  kind: 'RECOMMEND',
  now: smallNow,
  limit: 10,
  history,
  ...more,
});
const answer = (more: Partial<InvocationRequest> = {}): InvocationResponse => ranker.answer(request(more));
const ids = (response: InvocationResponse): string[] => response.items.map((item) => item.itemId);
const unshowable = ['i30', 'i33', 'i36'];

describe('a recommended list', () => {
  test('is ordered by score, says where it comes from, and leaves out what was seen', () => {
    const response = answer();
    expect(response).toMatchObject({ modelVersion: 'v1', source: 'MODEL' });
    expect(response.items).toHaveLength(10);
    const scores = response.items.map((item) => item.score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(ids(response)).not.toEqual(expect.arrayContaining(['i0']));
    expect(new Set(ids(response)).size).toBe(10);
    expect(ids(answer({ excludeSeen: false, limit: 60 }))).toEqual(expect.arrayContaining(['i0', 'i3', 'i6']));
  });

  test('follows the taste in the history', () => {
    const drama = [view('i1', 1), view('i4', 1), view('i7', 1)];
    const share = (list: string[], category: string): number =>
      list.filter((itemId) => itemById.get(itemId)?.categories?.[0] === category).length / list.length;
    expect(share(ids(answer()), 'Comedy')).toBeGreaterThan(0.5);
    expect(share(ids(answer({ history: drama })), 'Drama')).toBeGreaterThan(0.5);
  });

  test('an impression does not count as seen', () => {
    const first = ids(answer())[0];
    const shown = { ...view(first, 0), eventType: 'IMPRESSION' };
    expect(ids(answer({ history: [...history, shown] }))).toContain(first);
  });

  test('unknown items in the history are ignored; a history of nothing known gives what is popular', () => {
    expect(answer({ history: [...history, view('gone', 0)] })).toEqual(answer());
    const popular = answer({ kind: 'POPULAR', history: undefined });
    expect(popular.source).toBe('POPULAR');
    expect(answer({ history: [] })).toEqual(popular);
    expect(answer({ history: [view('gone', 1)] })).toEqual(popular);
    expect(popular.items).toHaveLength(10);
  });

  test('never shows hidden items or items out of their time, in any kind of list', () => {
    const lists = [
      answer({ limit: 60, excludeSeen: false }),
      answer({ kind: 'POPULAR', limit: 60 }),
      answer({ kind: 'SIMILAR', itemId: 'i3', limit: 60 }),
      answer({ kind: 'RERANK', candidateItemIds: [...unshowable, 'i1'], pinnedItemIds: unshowable }),
      answer({ limit: 60, exploration: 1, pinnedItemIds: unshowable, boosts: { i30: 100, i33: 100 } }),
    ];
    for (const list of lists) expect(ids(list).filter((itemId) => unshowable.includes(itemId))).toEqual([]);
    expect(ids(answer({ limit: 60, now: smallNow + 2 * 86_400_000 }))).toContain('i33');
    expect(ids(answer({ limit: 60, now: smallNow - 2 * 86_400_000 }))).toContain('i36');
  });

  test('ends early rather than break a rule', () => {
    expect(answer({ limit: 500 }).items.length).toBe(60 - 3 - unshowable.length);
    expect(answer({ filter: { itemId: { eq: 'nothing' } } }).items).toEqual([]);
  });
});

describe('hard filters and exclusions', () => {
  const filter = { price: { ge: 20 }, categories: { containsAny: ['Drama', 'Space'] } };
  test.each([
    ['plain', {}],
    ['diversity', { diversity: 0.7 }],
    ['exploration', { exploration: 0.5, seed: 3 }],
    ['pins and boosts', { pinnedItemIds: ['i1', 'i40'], boosts: { i9: 50 } }],
    ['freshness', { freshness: 1 }],
  ])('are never violated: %s', (_name, more) => {
    const list = ids(answer({ filter, excludeItemIds: ['i41', 'i43'], ...more }));
    expect(list.length).toBeGreaterThan(5);
    for (const itemId of list) {
      expect(matchesFilter(filter, itemById.get(itemId) as CatalogueItem), itemId).toBe(true);
      expect(['i41', 'i43']).not.toContain(itemId);
    }
  });

  test('equal the unfiltered order with the others taken out', () => {
    const all = ids(answer({ limit: 60 }));
    const expected = all.filter((itemId) => matchesFilter(filter, itemById.get(itemId) as CatalogueItem)).slice(0, 10);
    expect(ids(answer({ filter }))).toEqual(expected);
  });
});

describe('reasons', () => {
  test('shares add up to the score, and evidence names the history', () => {
    for (const more of [
      {},
      { freshness: 0.6, boosts: { i9: 3, i12: 0.5 } },
      { history: [] },
      { exploration: 0.4, seed: 1 },
    ]) {
      for (const { score, reasons } of answer({ limit: 50, ...more }).items) {
        const sum = reasons.reduce((total, reason) => total + reason.share, 0);
        const magnitude = reasons.reduce((total, reason) => total + Math.abs(reason.share), 0);
        expect(Math.abs(sum - score)).toBeLessThanOrEqual(1e-5 * Math.max(magnitude, 1e-6));
      }
    }
    const evidence = answer().items[0].reasons.flatMap((reason) => reason.evidence.itemIds);
    expect(evidence.length).toBeGreaterThan(0);
    expect(history.map((event) => event.itemId)).toEqual(expect.arrayContaining(evidence));
  });

  test('can be left out without changing the list', () => {
    const without = answer({ explain: false });
    expect(without.items.every((item) => item.reasons.length === 0)).toBe(true);
    expect(without.items.map(({ itemId, score }) => [itemId, score])).toEqual(
      answer().items.map(({ itemId, score }) => [itemId, score]),
    );
  });
});

describe('diversity', () => {
  const alikeness = (list: string[]): number => {
    let sum = 0;
    for (const left of list) {
      for (const right of list) {
        if (left >= right) continue;
        const a = new Set([...(itemById.get(left)?.categories ?? []), ...(itemById.get(left)?.tags ?? [])]);
        const b = [...(itemById.get(right)?.categories ?? []), ...(itemById.get(right)?.tags ?? [])];
        sum += b.filter((value) => a.has(value)).length;
      }
    }
    return sum;
  };

  test('0 changes nothing; more makes the list less alike; the best item stays first', () => {
    expect(answer({ diversity: 0 })).toEqual(answer());
    // Over the lists of thirty tastes: attributes in common are not quite what likeness is measured by, so one list may differ.
    const tastes = Array.from({ length: 30 }, (_, first) => [view(`i${first}`, 1), view(`i${first + 3}`, 2)]);
    const lists = [0, 0.5, 1].map((diversity) => tastes.map((taste) => ids(answer({ history: taste, diversity }))));
    const [plain, half, full] = lists.map((list) => list.reduce((sum, one) => sum + alikeness(one), 0));
    expect(half).toBeLessThan(plain);
    expect(full).toBeLessThan(half);
    const [first, ...others] = lists.map((list) => list.map(([best]) => best));
    for (const other of others) expect(other).toEqual(first);
  });
});

test('diversity in a catalogue without attributes goes by shared users', () => {
  const bare = smallModel([]);
  const plainRanker = new Ranker(bare.model, RankingCatalogue.of(bare.dataset), 'v1');
  const families = (diversity: number): number => {
    const { items } = plainRanker.answer(request({ diversity }));
    return new Set(items.map(({ itemId }) => Number(itemId.slice(1)) % 3)).size;
  };
  const plain = ids(plainRanker.answer(request()));
  expect(ids(plainRanker.answer(request({ diversity: 0 })))).toEqual(plain);
  expect(ids(plainRanker.answer(request({ diversity: 1 })))).not.toEqual(plain);
  expect(families(1)).toBe(3);
});

describe('exploration', () => {
  test('0 changes nothing; the same seed gives the same list; it fills exactly its share', () => {
    expect(answer({ exploration: 0, seed: 9 })).toEqual(answer());
    const explored = answer({ exploration: 0.3, seed: 9 });
    expect(answer({ exploration: 0.3, seed: 9 })).toEqual(explored);
    const isExplored = (item: InvocationResponse['items'][number]): boolean =>
      item.reasons.some((reason) => reason.code === 'EXPLORATION');
    expect(explored.items.filter(isExplored)).toHaveLength(3);
    // What was drawn says how, and nothing else does.
    expect(explored.items.filter((item) => item.explored !== undefined)).toEqual(explored.items.filter(isExplored));
    const kept = explored.items.filter((item) => !isExplored(item)).map((item) => item.itemId);
    expect(kept).toEqual(ids(answer()).slice(0, 7));
    const different = [1, 2, 3, 4].map((seed) => ids(answer({ exploration: 0.3, seed })).join());
    expect(new Set(different).size).toBeGreaterThan(1);
  });

  test('is calibrated: better items are explored more often', () => {
    const ranked = ids(answer({ limit: 50 }));
    let ranks = 0;
    let count = 0;
    for (let seed = 0; seed < 100; seed += 1) {
      for (const { itemId, reasons } of answer({ exploration: 0.3, seed }).items) {
        if (!reasons.some((reason) => reason.code === 'EXPLORATION')) continue;
        ranks += ranked.indexOf(itemId);
        count += 1;
      }
    }
    // Uniform draws from places 7 to 49 would have a mean rank of 28.
    expect(count).toBe(300);
    expect(ranks / count).toBeLessThan(25);
    expect(ranks / count).toBeGreaterThan(7);
  });
});

describe('pinned items', () => {
  test('come first in their order, once, when the rules allow them', () => {
    const list = ids(answer({ pinnedItemIds: ['i50', 'i0', 'i30', 'unknown', 'i5', 'i50'], excludeItemIds: ['i7'] }));
    expect(list.slice(0, 2)).toEqual(['i50', 'i5']);
    expect(list).toHaveLength(10);
    expect(new Set(list).size).toBe(10);
    const plain = ids(answer({ excludeItemIds: ['i7'] }));
    expect(list.slice(2)).toEqual(plain.filter((itemId) => itemId !== 'i50' && itemId !== 'i5').slice(0, 8));
    expect(answer({ pinnedItemIds: ['i50'] }).items[0].reasons.map((reason) => reason.code)).toContain('PINNED');
    expect(ids(answer({ pinnedItemIds: ['i50', 'i51', 'i52'], limit: 2 }))).toEqual(['i50', 'i51']);
  });
});

describe('boosts', () => {
  test('a factor above 1 never lowers an item, one below 1 never raises it, 1 changes nothing', () => {
    const plain = ids(answer({ limit: 60 }));
    expect(answer({ boosts: { i20: 1, unknown: 3 } })).toEqual(answer());
    for (const factor of [1.7e308, 5e-324]) {
      const extreme = answer({ limit: 60, boosts: { i9: factor, i20: factor }, categoryBoosts: { Comedy: factor } });
      expect(extreme.items.every(({ score }) => Number.isFinite(score))).toBe(true);
      expect(new Set(ids(extreme)).size).toBe(extreme.items.length);
    }
    for (const itemId of [plain[3], plain[20], plain[plain.length - 2]]) {
      const place = plain.indexOf(itemId);
      for (const factor of [1.1, 2, 10]) {
        expect(ids(answer({ limit: 60, boosts: { [itemId]: factor } })).indexOf(itemId)).toBeLessThanOrEqual(place);
      }
      expect(ids(answer({ limit: 60, boosts: { [itemId]: 0.3 } })).indexOf(itemId)).toBeGreaterThanOrEqual(place);
    }
    const boosted = answer({ limit: 60, boosts: { [plain[20]]: 50 } });
    expect(boosted.items[0].itemId).toBe(plain[20]);
    expect(boosted.items[0].reasons.map((reason) => reason.code)).toContain('BOOSTED');
  });
});

describe('freshness', () => {
  test('0 changes nothing; more lowers the mean age of the list; a gain has its reason', () => {
    expect(answer({ freshness: 0 })).toEqual(answer());
    const meanAge = (freshness: number): number => {
      const list = answer({ freshness }).items;
      return list.reduce((sum, { itemId }) => sum - Date.parse(itemById.get(itemId)?.createdAt ?? ''), 0) / list.length;
    };
    expect(meanAge(0.5)).toBeLessThanOrEqual(meanAge(0));
    expect(meanAge(1)).toBeLessThan(meanAge(0));
    expect(answer({ freshness: 1 }).items[0].reasons.map((reason) => reason.code)).toContain('NEW');
  });
});

describe('SIMILAR', () => {
  test('never contains the item itself and names it as evidence', () => {
    const response = answer({ kind: 'SIMILAR', itemId: 'i3', history: undefined });
    expect(ids(response)).not.toContain('i3');
    expect(response.items).toHaveLength(10);
    expect(response.items[0].reasons.flatMap((reason) => reason.evidence.itemIds)).toContain('i3');
  });

  test('of an unknown item is an error that names it', () => {
    expect(() => answer({ kind: 'SIMILAR', itemId: 'gone' })).toThrow(UnknownItemError);
    expect(() => answer({ kind: 'SIMILAR', itemId: 'gone' })).toThrow('"gone"');
  });
});

describe('RERANK', () => {
  test('orders the candidates as the full list would, unknown ones last in the order received', () => {
    const candidateItemIds = ['new2', 'i0', 'i44', 'i9', 'new1', 'i2', 'i9'];
    const list = ids(answer({ kind: 'RERANK', candidateItemIds }));
    const full = ids(answer({ limit: 60, excludeSeen: false }));
    expect(list).toEqual([...full.filter((itemId) => ['i0', 'i44', 'i9', 'i2'].includes(itemId)), 'new2', 'new1']);
    expect(ids(answer({ kind: 'RERANK', candidateItemIds, excludeSeen: true }))).not.toContain('i0');
    const seen = [{ itemId: 'new2', eventType: 'VIEW', timestamp: smallNow - 1 }];
    const unseen = answer({ kind: 'RERANK', candidateItemIds, excludeSeen: true, history: seen });
    expect(ids(unseen)).toEqual(expect.arrayContaining(['new1', 'i0']));
    expect(ids(unseen)).not.toContain('new2');
    expect(ids(answer({ kind: 'RERANK', candidateItemIds, excludeItemIds: ['new1'] }))).not.toContain('new1');
    expect(ids(answer({ kind: 'RERANK', candidateItemIds, limit: 2 }))).toEqual(list.slice(0, 2));
    expect(ids(answer({ kind: 'RERANK', candidateItemIds, filter: { price: { ge: 3 } } }))).toEqual(
      list.filter((itemId) => itemId === 'i9' || itemId === 'i44'),
    );
  });
});

describe('an explained item', () => {
  const standingOf = (itemId: string, more: Partial<InvocationRequest> = {}) =>
    answer({ kind: 'EXPLAIN', itemId, ...more }).standing!;

  test('stands where the list has it', () => {
    const list = answer({ limit: 30 });
    for (const place of [0, 7, 29]) {
      const { itemId, score } = list.items[place];
      const explained = answer({ kind: 'EXPLAIN', itemId });
      expect(explained.items).toEqual([list.items[place]]);
      expect(explained.standing).toMatchObject({ eligibleRank: place + 1, items: dataset.itemIds.length });
      expect(explained.standing?.score).toBeCloseTo(score, 5);
      const sum = explained.standing!.components.reduce((total, { share }) => total + share, 0);
      expect(sum).toBeCloseTo(score, 4);
    }
  });

  test('is told the boost that would bring it into the list', () => {
    const { itemId } = answer({ limit: 30 }).items[20];
    const { factorNeeded } = standingOf(itemId, { limit: 5 });
    expect(factorNeeded).toBeGreaterThan(1);
    const boosted = (factor: number): string[] => ids(answer({ limit: 5, boosts: { [itemId]: factor } }));
    expect(boosted(factorNeeded! * 1.001)).toContain(itemId);
    expect(boosted(factorNeeded! * 0.999)).not.toContain(itemId);
    expect(standingOf(itemId, { limit: 21 }).factorNeeded).toBeUndefined();
  });

  test('stands behind fewer where rules leave others out, and before them among all', () => {
    const list = answer({ limit: 10 });
    const { itemId } = list.items[6];
    const excludeItemIds = ids(list).slice(0, 3);
    expect(standingOf(itemId, { excludeItemIds }).eligibleRank).toBe(4);
    const filter = { itemId: { eq: itemId } };
    expect(standingOf(itemId, { filter })).toMatchObject({ eligibleRank: 1 });
    expect(standingOf(itemId).rank).toBe(standingOf(itemId, { filter }).rank);
    // What was seen has a rank as well.
    expect(standingOf('i0').rank).toBeGreaterThan(0);
  });

  test('ranks by each component as that component alone does', () => {
    const { components, rank } = standingOf(ids(answer())[0]);
    expect(components.length).toBeGreaterThan(0);
    for (const component of components) expect(component.rank).toBeGreaterThanOrEqual(1);
    if (components.length === 1) expect(components[0].rank).toBe(rank);
  });

  test('must be known', () => {
    expect(() => answer({ kind: 'EXPLAIN', itemId: 'never seen' })).toThrow(UnknownItemError);
  });
});
