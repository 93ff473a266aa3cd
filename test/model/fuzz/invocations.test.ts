import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InvocationFailure, InvocationResponse } from '../../../model/contract/index.ts';
import { Ranker } from '../../../model/ranking/Ranker.ts';
import { RankingCatalogue } from '../../../model/ranking/RankingCatalogue.ts';
import { InvocationServer } from '../../../model/server/InvocationServer.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import type { Random } from '../../../model/statistics/createRandom.ts';
import { smallModel, smallNow } from '../artifact/smallModel.ts';
import { hostileText, pick, spoiled } from './hostileValues.ts';

/** A longer run: `RECSYNC_RUNS=20000 RECSYNC_SEED=7 npx vitest run test/model/fuzz`. */
const runs = Number(process.env.RECSYNC_RUNS ?? 600);
const seed = Number(process.env.RECSYNC_SEED ?? 20261128);

let server: InvocationServer;
let url: string;
const errors: unknown[] = [];

beforeAll(async () => {
  const { model, dataset } = smallModel();
  server = new InvocationServer({ queueLimit: 100, logError: (error) => errors.push(error) });
  server.setRanker(new Ranker(model, RankingCatalogue.of(dataset), 'v1'));
  url = `http://127.0.0.1:${(await server.listen(0, '127.0.0.1')).port}/invocations`;
});
afterAll(() => server.drain(1000));

const itemId = (random: Random): string => `i${Math.floor(random() * 64)}`;
const list = <T>(most: number, random: Random, make: () => T): T[] =>
  Array.from({ length: Math.floor(random() * (most + 1)) }, make);

/** A request that is right, with any of the fields there are. */
function rightRequest(random: Random): Record<string, unknown> {
  const ids = (most: number): string[] => list(most, random, () => itemId(random));
  const maybe = <T>(value: T): T | undefined => (random() < 0.4 ? value : undefined);
  return {
    kind: pick(['RECOMMEND', 'RECOMMEND', 'SIMILAR', 'POPULAR', 'RERANK', 'EXPLAIN'], random),
    now: smallNow,
    limit: 1 + Math.floor(random() * 70),
    history: maybe(
      list(8, random, () => ({
        itemId: itemId(random),
        eventType: pick(['VIEW', 'RATING', 'DISLIKE', 'WATCH', 'IMPRESSION', 'OTHER'], random),
        eventValue: random() < 0.6 ? pick([0, 0.5, 1, 3, 5, -2, 1e15], random) : undefined,
        timestamp: smallNow - Math.floor(random() * 1e9),
      })),
    ),
    itemId: itemId(random),
    candidateItemIds: ids(12),
    excludeItemIds: maybe(ids(5)),
    excludeSeen: maybe(random() < 0.5),
    filter: maybe({ price: { gt: 10 * random() }, not: { categories: { contains: 'Drama' } } }),
    context: maybe({ device: 'phone', hourOfDay: 12, attributes: { plan: 'free' } }),
    diversity: maybe(random()),
    exploration: maybe(random()),
    seed: maybe(7),
    pinnedItemIds: maybe(ids(3)),
    boosts: maybe({ [itemId(random)]: 2 }),
    freshness: maybe(random()),
    explain: maybe(random() < 0.5),
  };
}

function bodyOf(run: number): string {
  const random = createRandom(seed + run);
  const rate = pick([0, 0.02, 0.05, 0.2], random);
  const draw = random();
  if (draw < 0.03) return hostileText(random);
  if (draw < 0.15) return spoiled({ requests: list(4, random, () => rightRequest(random)) }, random, rate);
  const text = spoiled(rightRequest(random), random, rate);
  return random() < 0.03 ? text.slice(0, Math.floor(random() * text.length)) : text;
}

describe(`/invocations against hostile bodies (seed ${seed}, ${runs} runs)`, { timeout: 60_000 + runs * 100 }, () => {
  test('answers lists of finite scores or a refusal that says what is wrong, and never fails', async () => {
    const statuses = new Map<number, number>();
    for (let run = 0; run < runs; run += 1) {
      const body = bodyOf(run);
      const response = await fetch(url, { method: 'POST', body });
      const answer = (await response.json()) as
        InvocationResponse | { responses: InvocationResponse[] } | InvocationFailure;
      const place = `seed ${seed} run ${run}: ${body.slice(0, 2000)}`;
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      if ('error' in answer) {
        expect([400, 404], place).toContain(response.status);
        expect(answer.error.code, place).toBe(response.status === 400 ? 'INVALID_REQUEST' : 'UNKNOWN_ITEM');
        expect(answer.error.message, place).toMatch(/^[^\n]{5,600}\.$/s);
        continue;
      }
      expect(response.status, place).toBe(200);
      for (const { items } of 'responses' in answer ? answer.responses : [answer]) {
        expect(new Set(items.map((item) => item.itemId)).size, place).toBe(items.length);
        const numbers = items.flatMap(({ score, reasons }) => [score, ...reasons.map(({ share }) => share)]);
        expect(numbers.every(Number.isFinite), place).toBe(true);
      }
    }
    expect(errors).toEqual([]);
    // The bodies were neither all right nor all wrong.
    expect(statuses.get(200)).toBeGreaterThan(runs / 10);
    expect(statuses.get(400)).toBeGreaterThan(runs / 10);
  });
});
