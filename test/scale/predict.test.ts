import { describe, expect, it } from 'vitest';
import { aws, quotaOf } from '../../scale/AwsTable.ts';
import type { CountedOperation, CountedOperations } from '../../scale/CountedOperation.ts';
import { costsOf, serversOf, totalOf } from '../../scale/costsOf.ts';
import { demandOf } from '../../scale/demandOf.ts';
import { drawScale, predict, readProfile, renderScale } from '../../scale/index.ts';
import { limitsOf } from '../../scale/limitsOf.ts';
import { erlangB } from '../../scale/queueing.ts';
import { rampOf } from '../../scale/rampOf.ts';
import blackFriday from '../../scale/profiles/black-friday.json' with { type: 'json' };

const operation = (name: string, given: Partial<CountedOperation> = {}): CountedOperation => ({
  ...{ name, note: '', calls: 1, answerBytes: 1000, units: {}, sharedKeys: [], functions: [] },
  ...{ appSyncOperations: 1, messages: { count: 0, updates: 0 }, executions: { count: 0, seconds: 0 } },
  ...{ bytes: { read: 0, written: 0 }, localProcessorSeconds: 0 },
  ...given,
});
const scoring = { function: 'ScoreCandidates', megabytes: 1024, calls: 1, seconds: 0.02 };
const streaming = (calls: number, seconds: number) => ({ function: 'OnInteraction', megabytes: 512, calls, seconds });

/** Round numbers, so that what comes of them can be worked out by hand. */
const counted: CountedOperations = {
  countedOn: '2026-11-28',
  version: '0',
  size: { items: 1, interactions: 1 },
  operations: [
    operation('item', { units: { catalogue: { read: 1, write: 0 } } }),
    operation('similarItems', { functions: [scoring] }),
    operation('popularItems', { functions: [scoring] }),
    operation('recommendationsStored', {
      units: { userData: { read: 10, write: 0 } },
      sharedKeys: [{ table: 'feedback', key: 'PLACEMENT#home#<shard>', read: 0.5, write: 0, partitions: 10 }],
    }),
    operation('recommendationsScored', { units: { userData: { read: 5, write: 30 } }, functions: [scoring] }),
    // A batch of one takes 10 ms, one of ten 28: 8 ms each and 2 ms for each interaction.
    operation('recordInteraction', {
      units: { userData: { read: 1, write: 1 }, counters: { read: 0, write: 4 } },
      functions: [streaming(1, 0.01)],
    }),
    operation('recordedTogether', {
      units: { userData: { read: 1, write: 1 }, counters: { read: 0, write: 4 } },
      functions: [streaming(0.1, 0.0028)],
    }),
    operation('recordAndPush', { functions: [streaming(1, 0.01), scoring] }),
    operation('listen'),
  ],
};
const profile = readProfile({ ...blackFriday, loads: [100] });
const only = (name: string) =>
  readProfile({
    ...blackFriday,
    mix: { ...Object.fromEntries(Object.keys(blackFriday.mix).map((one) => [one, 0])), [name]: 1 },
  });

describe('what a load takes', () => {
  it('is what its operations take, by their shares', () => {
    const { requests, interactions, pushes, connections, connects, tables } = demandOf(profile, counted, 100);
    expect({ requests, interactions, pushes, connections }).toEqual({
      ...{ requests: 100, interactions: 20, pushes: 6, connections: 150 },
    });
    expect(connects).toBeCloseTo(150 / 900, 10);
    // Stored 20 × 10, scored 20 × 5, interactions 20 × 1; a push takes no reads here, so the 6 who are pushed to count less.
    expect(tables.userData.read).toBeCloseTo(200 + 100 + 20 - 6, 6);
    expect(tables.catalogue.read).toBeCloseTo(25, 6);
  });

  it('fills batches of the stream as it grows, up to a hundred, and then falls behind', () => {
    const recording = only('recordInteraction');
    expect(demandOf(recording, counted, 1).batchSize).toBe(1);
    const many = demandOf({ ...recording, listeningShare: 0 }, counted, 1600);
    // Four shards with 400 a second: b = 400 (0.008 + 0.002 b), so b = 16; a hundred in 208 ms are the most.
    expect(many.shards).toBe(4);
    expect(many.batchSize).toBeCloseTo(16, 3);
    expect(many.shardUtilization).toBeCloseTo((400 / 100) * 0.208, 6);
    const most = demandOf({ ...recording, listeningShare: 0 }, counted, 2900);
    expect(most.batchSize).toBe(100);
    expect(most.shardUtilization).toBeCloseTo((2900 / 4 / 100) * 0.208, 6);
  });
});

describe('limits', () => {
  it('bind where the demand meets the quota', () => {
    const limits = limitsOf(only('recommendationsStored'), counted, 1e5, 0.001);
    const bindsAt = (name: string) => limits.find((limit) => limit.name === name)?.bindsAt;
    expect(bindsAt('AppSync request tokens')! / quotaOf('appSyncRequestTokens')).toBeCloseTo(1, 3);
    // 10 units a list, 40,000 a table.
    expect(bindsAt('Table userData, reads')! / 4000).toBeCloseTo(1, 3);
    // Half a unit for one of ten copies, 3,000 a partition.
    expect(bindsAt('Hot key PLACEMENT#home#<shard> of feedback, reads')! / 60_000).toBeCloseTo(1, 3);
    expect(limits.map((limit) => limit.bindsAt)).toEqual(
      limits.map((limit) => limit.bindsAt).toSorted((a, b) => a - b),
    );
  });

  it('of Lambda count no fewer executions than a tenth of the calls', () => {
    const limit = limitsOf(only('similarItems'), counted, 1000, 0.001).find(
      ({ name }) => name === 'Lambda executions at once',
    )!;
    // 1,000 calls of 20 ms keep 20 at work, but a tenth of the calls is 100.
    expect(limit.taken).toBeCloseTo(100, 6);
    expect(limit.bindsAt / 10_000).toBeCloseTo(1, 3);
  });
});

describe('a ramp', () => {
  const plenty = { executions: 1e9, provisioned: 1e9, containers: 1e6, containersAreWarm: true, tokens: 1e9 };
  const listing = only('similarItems');

  it('degrades and refuses nothing where there is plenty', () => {
    const outcome = rampOf(listing, counted, 1000, 0.001, plenty);
    for (const share of Object.values(outcome)) expect(share).toBeCloseTo(0, 9);
  });

  it('loses at the endpoint what Erlang says', () => {
    // 10,000 inferences of 1 ms and what is assumed of the way.
    const load = 10_000 * (0.001 + aws.assumptions.endpointSeconds.value);
    const { degradedAtPeak } = rampOf(listing, counted, 10_000, 0.001, { ...plenty, containers: 60 });
    expect(degradedAtPeak).toBeCloseTo(erlangB(60, load), 9);
  });

  it('refuses at the peak what there are no tokens and no executions for', () => {
    expect(rampOf(listing, counted, 10_000, 0.001, { ...plenty, tokens: 5000 }).refusedAtPeak).toBeCloseTo(0.5, 6);
    const few = { ...plenty, provisioned: 0, executions: 250 };
    expect(rampOf(listing, counted, 10_000, 0.001, few).refusedAtPeak).toBeCloseTo(0.75, 6);
  });

  it('meets new environments on its way, and waits for Lambda where it rises faster than Lambda makes them', () => {
    const { coldInRamp, refusedInRamp } = rampOf(listing, counted, 10_000, 0.001, { ...plenty, provisioned: 0 });
    // From 50 to 1,000 environments in a minute: 950 of the 317,625 lists that are asked for on the way.
    expect(coldInRamp).toBeCloseTo(950 / 317_625, 4);
    expect(refusedInRamp).toBe(0);
    const steep = rampOf({ ...listing, rampSeconds: 1 }, counted, 10_000, 0.001, { ...plenty, provisioned: 0 });
    expect(steep.refusedInRamp).toBeCloseTo(1 - 150 / 1000, 6);
    expect(steep.refusedAtPeak).toBe(0);
  });
});

describe('costs', () => {
  it('are units times prices', () => {
    const stored = { ...only('recommendationsStored'), listeningShare: 0 };
    const costs = costsOf(demandOf(stored, counted, 1000), 0.001);
    expect(costs.appSync).toBeCloseTo(1000 * 3600 * 4e-6, 6);
    expect(costs.tables).toBeCloseTo(10_000 * 3600 * 0.125e-6, 6);
    expect(costs.transfer).toBeCloseTo(3.6 * 0.05, 6);
    expect({ ...costs, appSync: 0, tables: 0, transfer: 0 }).toEqual({
      ...{ appSync: 0, tables: 0, functions: 0, endpoint: 0, workflow: 0, transfer: 0 },
    });
    expect(totalOf(costs)).toBeCloseTo(14.4 + 4.5 + 0.18, 6);
  });

  it('of a push are an update for each 5 KB, the mutation and the workflow', () => {
    const recording = { ...only('recordInteraction'), listeningShare: 1, peopleSecondsPerRequest: 1e-6 };
    const of = (answerBytes: number) => {
      const operations = counted.operations.map((one) =>
        one.name === 'recordAndPush' ? { ...one, answerBytes } : one,
      );
      return costsOf(demandOf(recording, { ...counted, operations }, 1000), 0.001).appSync;
    };
    // 1,000 interactions and 1,000 pushes a second.
    expect(of(5120)).toBeCloseTo(1000 * 3600 * (4e-6 + 4e-6 + 2e-6), 4);
    expect(of(5121) - of(5120)).toBeCloseTo(1000 * 3600 * 2e-6, 4);
  });

  it('of servers are a fleet of the size that is stated', () => {
    // 4 ms of 2 processors at a half: 250 requests a second for each.
    expect(serversOf(demandOf({ ...only('item'), listeningShare: 0 }, counted, 1000), 0.001)).toBe(4);
  });
});

describe('a profile', () => {
  it.each([
    [{ ...blackFriday, mix: { item: 0.5 } }, 'The sum of mix is 0.5; it must be 1.'],
    [{ ...blackFriday, mix: { item: 1, other: 0 } }, 'mix is "other"'],
    [{ ...blackFriday, listeningShare: 2 }, 'listeningShare is 2; it must be a number from 0 to 1.'],
    [{ ...blackFriday, hoursOfDay: [1] }, 'it must be a list of 24 numbers.'],
    [null, 'The profile is null; it must be an object.'],
  ])('that cannot be reckoned with is refused: %#', (given, message) => {
    expect(() => readProfile(given)).toThrow(message);
  });

  it('of one load is told in a table and a picture', () => {
    const predictions = predict(profile, counted, 0.001);
    expect(renderScale(profile, counted, predictions)).toMatch(/nothing binds|What binds/);
    expect(drawScale(profile, predictions)).toMatch(/^<svg .*\n[\s\S]*<\/svg>\n$/);
  });
});

describe('the table of quotas and prices', () => {
  it('says of each where it is from and how sure it is', () => {
    for (const one of [...Object.values(aws.quotas), ...Object.values(aws.prices)]) {
      expect(one.source).toMatch(/^https:\/\//);
      expect(Object.keys(aws.kinds)).toContain(one.kind);
    }
  });
});
