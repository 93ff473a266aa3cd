import { describe, expect, it } from 'vitest';
import { Random } from '../../data/demo/Random.ts';
import { packRankedItems } from '../../schema/contract/rankedItems.ts';
import { lateSortKey } from '../../schema/contract/keys.ts';
import { lateMilliseconds } from '../../schema/contract/limits.ts';
import { toInstant } from '../../schema/contract/instant.ts';
import { environment, now, people } from './helpers/bundles.ts';
import { names, payloadOf, items, requestTo, scored, stored, type List } from './helpers/recommend.ts';
import { runField, type Answer } from './helpers/runField.ts';

const historySize = 20;
const seed = 20_261_130;

interface Row {
  sk: string;
  itemId?: string;
  timestamp?: string;
  recordedAt?: string;
}

/** A partition that answers Queries: from a place on, backwards, so many rows. */
function partition(rows: Row[]) {
  const sorted = [...rows].sort((one, other) => (one.sk < other.sk ? 1 : -1));
  return ({ limit, nextToken, query }: Record<string, unknown>): Answer => {
    const { expressionValues } = query as { expressionValues: Record<string, { S: string }> };
    const prefix = expressionValues[':prefix']?.S;
    const within = prefix ? sorted.filter(({ sk }) => sk.startsWith(prefix)) : sorted;
    const from = Number(nextToken ?? 0);
    const to = from + Number(limit);
    return { result: { items: within.slice(from, to), nextToken: to < within.length ? String(to) : null } };
  };
}

function ask(rows: Row[], args: Record<string, unknown> = {}) {
  const read = partition(rows);
  const context = {
    ...{ identity: people.ada, arguments: { limit: 3, ...args } },
    env: { ...environment, HISTORY_SIZE: String(historySize) },
  };
  const run = runField('Query.recommendations', context, {
    ...{ readUser: read, readHistory: read, readPlacement: () => ({ result: null }) },
    ...{ scoreCandidates: scored(items(6, 9)), storeRecommendations: stored },
  });
  return { ...run, list: run.value as List };
}

const listRow = (basedOn: string) => ({
  ...{ sk: 'REC#home', recommendationId: 'stored-1', placement: 'home', generatedAt: toInstant(now - 60_000) },
  ...{
    basedOn,
    modelVersion: 'v7',
    source: 'MODEL',
    degraded: false,
    listSize: 5,
    items: packRankedItems(items(1, 5)),
  },
});
const interaction = (index: number, happened: number, recorded = happened): Row & { recordedAt: string } => ({
  ...{ sk: `EVT#${toInstant(happened)}#e${index}`, itemId: `seen-${index}`, eventType: 'VIEW' },
  ...{ timestamp: toInstant(happened), recordedAt: toInstant(recorded) },
});
/** What `markLate` leaves beside those that came late. */
const marksOf = (rows: (Row & { recordedAt: string })[]): Row[] =>
  rows
    .filter(({ timestamp, recordedAt }) => Date.parse(recordedAt) - Date.parse(timestamp!) > lateMilliseconds)
    .map(({ recordedAt }) => ({ sk: lateSortKey(recordedAt) }));
/** One a quarter of an hour, oldest first. */
const quarters = Array.from({ length: 30 }, (_, index) => interaction(index, now - (30 - index) * 900_000));
const newest = quarters.at(-1)!.recordedAt;

describe('how much is read of a user for a list', () => {
  it('is ten rows for a stored list that is fresh, and three calls for one that is not', () => {
    const fresh = ask([listRow(newest), ...quarters]);
    expect(fresh.list).toMatchObject({ source: 'STORED', basedOn: newest });
    expect(names(fresh)).toEqual(['readUser', 'readPlacement']);
    expect(requestTo(fresh, 'readUser').limit).toBe(10);

    const stale = ask([listRow(quarters.at(-2)!.recordedAt), ...quarters]);
    expect(names(stale)).toEqual([
      'readUser',
      'readPlacement',
      'readHistory',
      'scoreCandidates',
      'storeRecommendations',
    ]);
    // It goes on behind the list and nine interactions.
    expect(requestTo(stale, 'readHistory')).toMatchObject({ limit: historySize, nextToken: '10' });
    const { history } = payloadOf(stale) as { history: { itemId: string }[] };
    expect(history.map(({ itemId }) => itemId)).toEqual(
      [...quarters]
        .reverse()
        .slice(0, historySize)
        .map(({ itemId }) => itemId),
    );
  });

  it('is all at once where no stored list can serve', () => {
    const run = ask([listRow(newest), ...quarters], { excludeItemIds: ['i1'] });
    expect(names(run)).toEqual(['readUser', 'readPlacement', 'scoreCandidates']);
    expect(requestTo(run, 'readUser').limit).toBe(historySize + 8);
  });

  it('is the rest too when the newest do not reach back far enough, which may show that the list is fresh', () => {
    const inOneMinute = Array.from({ length: 15 }, (_, index) => interaction(index, now - 60_000 + index * 1000));
    const run = ask([listRow(inOneMinute.at(-1)!.recordedAt), ...inOneMinute]);
    expect(names(run)).toEqual(['readUser', 'readPlacement', 'readHistory']);
    expect(run.list.source).toBe('STORED');
  });

  it('is the rest too when something came late after the list, and not when it came before', () => {
    const late = interaction(99, now - 29 * 900_000 - 1, Date.parse(newest) + 500);
    const run = (basedOn: string) => ask([listRow(basedOn), ...quarters, late, ...marksOf([late])]);
    const missed = run(newest);
    expect(missed.list.source).toBe('STORED');
    expect(names(missed)).toContain('readHistory');
    // Within the history, it makes the list stale.
    const near = interaction(98, now - 12 * 900_000 - 1, Date.parse(newest) + 500);
    const stale = ask([listRow(newest), ...quarters, near, ...marksOf([near])]);
    expect(stale.list).toMatchObject({ source: 'MODEL', basedOn: near.recordedAt });
    const afterwards = ask([listRow(toInstant(Date.parse(newest) + 120_000)), ...quarters, near, ...marksOf([near])]);
    expect(afterwards.list.source).toBe('STORED');
    expect(names(afterwards)).not.toContain('readHistory');
  });

  it('tells of an erasure that lies behind the newest rows', () => {
    const run = ask([...quarters.slice(0, 15), { sk: 'ERASED' }]);
    expect(names(run)).toEqual(['readUser', 'readHistory', 'scoreCandidates']);
  });

  it('never makes another list fresh than the whole history would', () => {
    console.log(`seed ${seed}`);
    const random = new Random(seed);
    const between = (from: number, to: number): number => from + Math.floor(random.next() * (to - from));
    let [fresh, short] = [0, 0];
    for (let round = 0; round < 2000; round += 1) {
      // Sometimes hours apart, sometimes seconds; some come late, and some clocks are ahead.
      const span = [10_000, 300_000, 86_400_000][between(0, 3)];
      const lateShare = [0, 0.05, 0.3][between(0, 3)];
      const rows = Array.from({ length: between(1, 45) }, (_, index) => {
        const happened = now - between(0, span);
        const delay = random.next() < lateShare ? between(-5000, span) : between(0, lateMilliseconds);
        return interaction(index, happened, happened + delay);
      });
      const history = [...rows].sort((one, other) => (one.sk < other.sk ? 1 : -1)).slice(0, historySize);
      const recorded = history.map(({ recordedAt }) => recordedAt).sort();
      const basedOn = recorded[between(Math.floor(recorded.length / 2), recorded.length)];
      const run = ask([listRow(basedOn), ...rows, ...marksOf(rows)]);
      const isFresh = recorded.at(-1)! <= basedOn;
      expect(run.list.source, `round ${round}`).toBe(isFresh ? 'STORED' : 'MODEL');
      if (isFresh) fresh += 1;
      if (!names(run).includes('readHistory') && rows.length > 15) short += 1;
    }
    // Both happen, and often.
    expect(fresh).toBeGreaterThan(200);
    expect(short).toBeGreaterThan(50);
  });
});
