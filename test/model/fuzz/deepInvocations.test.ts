import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CatalogueItem } from '../../../model/contract/index.ts';
import { Ranker } from '../../../model/ranking/Ranker.ts';
import { RankingCatalogue } from '../../../model/ranking/RankingCatalogue.ts';
import { InvocationServer } from '../../../model/server/InvocationServer.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import type { Random } from '../../../model/statistics/createRandom.ts';
import { smallItems, smallModel, smallNow } from '../artifact/smallModel.ts';
import { pick } from './hostileValues.ts';

const runs = Number(process.env.RECSYNC_RUNS ?? 300);
const seed = Number(process.env.RECSYNC_SEED ?? 20261128);

interface DeepRequest {
  kind: 'RECOMMEND' | 'SIMILAR' | 'POPULAR' | 'RERANK' | 'EXPLAIN';
  now: number;
  limit: number;
  history?: { itemId: string; eventType: string; eventValue?: number; timestamp: number }[];
  itemId?: string;
  candidateItemIds?: string[];
  excludeItemIds?: string[];
  excludeSeen?: boolean;
  filter?: object;
  [name: string]: unknown;
}
interface Answer {
  items: { itemId: string; score: number; reasons: { share: number }[] }[];
  error?: { code: string };
}

/** What is allowed and hardly ever sent. */
const strangeTexts = [
  '😀',
  'é'.repeat(128),
  '\u0000',
  '__proto__',
  'constructor',
  '\u202e\ufeff',
  'İ',
  'x'.repeat(256),
  ' ',
];
const times = [-8.64e15, 0, smallNow - 1, smallNow, smallNow + 1, 8.64e15];
const values = [0, -0, 5e-324, 1e-300, 0.5, 5, 1e15, -1e15];
const factors = [5e-324, 1e-300, 1e-9, 0.5, 1, 2, 1e9, 1e300, 1.7e308];

describe(
  `/invocations by requests that are right and extreme (seed ${seed}, ${runs} runs)`,
  {
    timeout: 60_000 + runs * 300,
  },
  () => {
    let server: InvocationServer;
    let url: string;
    const errors: unknown[] = [];
    const items = new Map<string, CatalogueItem>();

    beforeAll(async () => {
      const { model, dataset } = smallModel();
      smallItems().forEach((item) => items.set(item.itemId, item));
      server = new InvocationServer({ queueLimit: 100, logError: (error) => errors.push(error) });
      server.setRanker(new Ranker(model, RankingCatalogue.of(dataset), 'v1'));
      url = `http://127.0.0.1:${(await server.listen(0, '127.0.0.1')).port}/invocations`;
    });
    afterAll(() => server.drain(1000));

    const idOf = (random: Random): string =>
      random() < 0.15 ? pick(strangeTexts, random) : `i${Math.floor(random() * 64)}`;
    const many = <T>(most: number, random: Random, make: () => T): T[] =>
      Array.from({ length: Math.floor(random() ** 3 * (most + 1)) }, make);

    /** With an oracle of its own, which knows the two fields that it filters by. */
    const filterOf = (random: Random, depth = 4): { filter: object; holds: (item: CatalogueItem) => boolean } => {
      if (depth === 0 || random() < 0.4) {
        const price = Math.floor(random() * 60);
        const category = pick(['Comedy', 'Drama', 'Space', 'Nothing'], random);
        return pick(
          [
            { filter: { price: { lt: price } }, holds: (item) => (item.price ?? NaN) < price },
            {
              filter: { price: { between: [price, price + 9] } },
              holds: ({ price: p = NaN }) => p >= price && p <= price + 9,
            },
            {
              filter: { price: { in: Array.from({ length: 50 }, (_, n) => n) } },
              holds: ({ price: p = NaN }) => p < 50,
            },
            {
              filter: { categories: { contains: category } },
              holds: (item) => item.categories?.includes(category) === true,
            },
            {
              filter: { categories: { containsAny: [category, 'Comedy'] } },
              holds: ({ categories = [] }) => categories.includes(category) || categories.includes('Comedy'),
            },
          ],
          random,
        );
      }
      const parts = Array.from({ length: 1 + Math.floor(random() * 3) }, () => filterOf(random, depth - 1));
      const filters = parts.map(({ filter }) => filter);
      return pick(
        [
          { filter: { and: filters }, holds: (item: CatalogueItem) => parts.every(({ holds }) => holds(item)) },
          { filter: { or: filters }, holds: (item: CatalogueItem) => parts.some(({ holds }) => holds(item)) },
        ],
        random,
      );
    };

    const requestOf = (random: Random) => {
      const maybe = <T>(make: () => T): T | undefined => (random() < 0.5 ? make() : undefined);
      const boosts = (): Record<string, number> =>
        Object.fromEntries(many(200, random, () => [idOf(random), pick(factors, random)]));
      const filtered = maybe(() => filterOf(random));
      const request: DeepRequest = {
        kind: pick(['RECOMMEND', 'RECOMMEND', 'SIMILAR', 'POPULAR', 'RERANK', 'EXPLAIN'], random),
        now: random() < 0.8 ? smallNow : pick([0, 8.64e15], random),
        limit: pick([1, 2, 20, 500], random),
        history: maybe(() =>
          many(10_000, random, () => ({
            itemId: idOf(random),
            eventType: pick(['VIEW', 'RATING', 'DISLIKE', 'WATCH', 'IMPRESSION', '😀'.repeat(500)], random),
            eventValue: maybe(() => pick(values, random)),
            timestamp: pick(times, random),
          })),
        ),
        itemId: idOf(random),
        candidateItemIds: many(10_000, random, () => idOf(random)),
        excludeItemIds: maybe(() => many(10_000, random, () => idOf(random))),
        excludeSeen: maybe(() => random() < 0.5),
        filter: filtered?.filter,
        context: maybe(() => ({
          device: pick(strangeTexts, random),
          locale: pick(strangeTexts, random),
          hourOfDay: 23,
          dayOfWeek: 0,
          attributes: Object.fromEntries(
            many(500, random, () => [pick(strangeTexts, random), pick(strangeTexts, random)]),
          ),
        })),
        diversity: maybe(() => pick([0, 5e-324, 0.5, 1], random)),
        exploration: maybe(() => pick([0, 0.5, 1], random)),
        explorationDepth: maybe(() => pick([1, 2, 20], random)),
        seed: maybe(() => pick([0, Number.MAX_SAFE_INTEGER], random)),
        pinnedItemIds: maybe(() => many(500, random, () => idOf(random))),
        boosts: maybe(boosts),
        categoryBoosts: maybe(() => ({ Comedy: pick(factors, random), [pick(strangeTexts, random)]: 2 })),
        freshness: maybe(() => pick([0, 1], random)),
        explain: maybe(() => random() < 0.5),
      };
      return { request, holds: filtered?.holds ?? (() => true) };
    };

    const ask = async (body: unknown): Promise<{ status: number; answer: unknown }> => {
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
      return { status: response.status, answer: await response.json() };
    };

    /** What must hold of any answer to a request. */
    const judge = (request: DeepRequest, holds: (item: CatalogueItem) => boolean, answer: Answer): string[] => {
      const found: string[] = [];
      const ids = answer.items.map(({ itemId }) => itemId);
      // EXPLAIN says where the item stands, whether or not it may be shown.
      const isList = request.kind !== 'EXPLAIN';
      if (new Set(ids).size !== ids.length) found.push('an item twice');
      if (isList && ids.length > request.limit) found.push('more than the limit');
      if (isList && ids.some((id) => request.excludeItemIds?.includes(id))) found.push('what is excluded');
      const seen = (request.history ?? [])
        .filter(({ eventType }) => eventType !== 'IMPRESSION')
        .map(({ itemId }) => itemId);
      const excludesSeen = request.excludeSeen ?? request.kind === 'RECOMMEND';
      if (isList && excludesSeen && ids.some((id) => seen.includes(id))) found.push('what was seen');
      if (isList && ids.some((id) => !holds(items.get(id) ?? { itemId: id }))) found.push('what the filter keeps out');
      if (isList && ids.includes('i30')) found.push('a hidden item');
      for (const { itemId, score, reasons } of answer.items) {
        const shares = reasons.map(({ share }) => share);
        if (![score, ...shares].every(Number.isFinite)) found.push(`${itemId}: a number that is none`);
        const sum = shares.reduce((total, share) => total + share, 0);
        const size = Math.max(1e-9, Math.abs(score), ...shares.map(Math.abs));
        if (reasons.length > 0 && Math.abs(sum - score) > 1e-4 * size)
          found.push(`${itemId}: shares of ${sum} for ${score}`);
      }
      return found;
    };

    test('keeps every promise of the contract', async () => {
      const outcomes = new Map<string, number>();
      const wrong: string[] = [];
      for (let run = 0; run < runs; run += 1) {
        const random = createRandom(seed + run);
        const { request, holds } = requestOf(random);
        const { status, answer } = await ask(request);
        const { error } = answer as Answer;
        const outcome = error ? `${status} ${error.code}` : `${status}`;
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        const allowed = ['SIMILAR', 'EXPLAIN'].includes(request.kind) ? ['200', '404 UNKNOWN_ITEM'] : ['200'];
        const found = allowed.includes(outcome) ? [] : [`${outcome}: ${JSON.stringify(error)}`];
        if (outcome === '200') {
          found.push(...judge(request, holds, answer as Answer));
          // What is larger than a body may be is refused, twice as large sooner.
          if (run % 10 === 0 && JSON.stringify(request).length < 500_000) {
            const batch = (await ask({ requests: [request, request] })).answer as { responses: Answer[] };
            expect(batch.responses, `seed ${seed} run ${run}`).toEqual([answer, answer]);
          }
        }
        if (found.length > 0) {
          wrong.push(`run ${run}: ${[...new Set(found)].slice(0, 3).join('; ')}`);
          console.log(wrong.at(-1), JSON.stringify(request).slice(0, 800));
        }
      }
      console.log(`${runs} right requests, seed ${seed}:`, Object.fromEntries(outcomes));
      expect(wrong).toEqual([]);
      expect(errors).toEqual([]);
      expect(outcomes.get('200')).toBeGreaterThan(runs / 2);
    });
  },
);
