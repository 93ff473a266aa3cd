import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CountedOperation, CountedOperations } from '../../scale/CountedOperation.ts';
import {
  costMarks,
  partsOf,
  readProfile,
  reckon,
  renderCost,
  reportCost,
  times,
  together,
  withTables,
  type CountedWork,
} from '../../scale/index.ts';
import { costOfOperation, costsOfMonth } from '../../scale/operationCosts.ts';

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const shop = readProfile(json('scale/profiles/shop.json'));

const operation = (name: string, given: Partial<CountedOperation> = {}): CountedOperation => ({
  ...{ name, note: '', calls: 1, answerBytes: 0, units: {}, sharedKeys: [], functions: [], appSyncOperations: 1 },
  ...{ messages: { count: 0, updates: 0 }, executions: { count: 0, seconds: 0 }, bytes: { read: 0, written: 0 } },
  localProcessorSeconds: 0,
  ...given,
});
const streaming = { function: 'OnInteraction', megabytes: 512, calls: 1, seconds: 0.01 };
const scoring = { function: 'ScoreCandidates', megabytes: 1024, calls: 1, seconds: 0.02 };

describe('units', () => {
  it('cost what the table says', () => {
    expect(reckon({})).toBe(0);
    // Worked out by hand: $0.025 and $0.625 and an hour of ml.c5.xlarge at $0.204.
    expect(reckon({ stateTransition: 1000, writeUnit: 1_000_000, instanceSecond: 3600 })).toBeCloseTo(0.854, 10);
  });

  it('of several works are those of each', () => {
    const units = together({ objectWrite: 2, objectRead: 1 }, times({ objectWrite: 3, writeUnit: 4 }, 10));
    expect(units).toEqual({ objectWrite: 32, objectRead: 1, writeUnit: 40 });
  });

  it('are shown with the dearest first, and without what is below a hundredth', () => {
    const parts = partsOf({ readUnit: 1, writeUnit: 2e6, appSyncOperation: 1e6 });
    expect(parts.map(({ unit, cost }) => [unit, cost])).toEqual([
      ['appSyncOperation', 4],
      ['writeUnit', 1.25],
    ]);
  });
});

describe('a million of an operation', () => {
  it('is each of its units at its price', () => {
    const cost = costOfOperation(
      operation('all', {
        units: { userData: { read: 2, write: 8 }, catalogue: { read: 1, write: 0 } },
        functions: [streaming, scoring],
        appSyncOperations: 2,
        messages: { count: 1, updates: 3 },
        executions: { count: 1, seconds: 0.5 },
        answerBytes: 10_000,
      }),
      0.004,
    );
    expect(cost).toMatchObject({ readUnits: 3, writeUnits: 8, invocations: 2, appSyncOperations: 2 });
    expect(cost.milliseconds).toBeCloseTo(30, 10);
    // AppSync 2 × $4 and 3 × $2; tables 3 × $0.125 and 8 × $0.625; functions 2 × $0.2 and 25,000 GB-seconds; the endpoint
    // 10 ms of 2 GB each, 20,000 GB-seconds at $0.00002; the workflow $1 and 31,250 GB-seconds; 10 GB at $0.05.
    const functions = 0.4 + 25_000 * 0.0000133334;
    const expected = 8 + 6 + 0.375 + 5 + functions + 0.4 + 1 + 31_250 * 0.00001667 + 0.5;
    expect(cost.dollarsPerMillion).toBeCloseTo(expected, 6);
  });

  it('that nothing runs for is what AppSync takes', () => {
    expect(costOfOperation(operation('plain'), 0.001).dollarsPerMillion).toBeCloseTo(4, 10);
  });
});

describe('a report', () => {
  const counted: CountedOperations = {
    ...{ countedOn: '2026-11-29', version: '0', size: { items: 1, interactions: 1 } },
    operations: [
      operation('item', { units: { catalogue: { read: 1, write: 0 } } }),
      ...['similarItems', 'popularItems', 'recommendationsStored', 'recommendationsScored', 'listen'].map((name) =>
        operation(name),
      ),
      operation('recordInteraction', { units: { userData: { read: 0, write: 3 } }, functions: [streaming] }),
      operation('recordedTogether', { functions: [{ ...streaming, calls: 0.1, seconds: 0.001 }] }),
      operation('recordAndPush', {
        appSyncOperations: 2,
        units: { userData: { read: 1, write: 12 } },
        functions: [{ ...streaming, calls: 2 }, scoring],
        messages: { count: 1, updates: 2 },
      }),
    ],
  };
  const works: CountedWork[] = [{ name: 'a training', note: '', units: { stateTransition: 40 } }];
  const report = reportCost({ ...shop, loads: [2] }, counted, works, 0.001);

  it('tells a push apart from the interaction that it answers', () => {
    const push = report.operations.find(({ name }) => name === 'push');
    expect(push).toMatchObject({ appSyncOperations: 1, readUnits: 1, writeUnits: 9, invocations: 2 });
    expect(push?.messages).toEqual({ count: 1, updates: 2 });
    expect(report.operations.map(({ name }) => name)).not.toContain('recordAndPush');
  });

  it('has a month of the hours of its days', () => {
    const flat = { ...shop, hoursOfDay: Array.from({ length: 24 }, () => 1), listeningShare: 0 };
    const items = { ...flat, mix: { ...times(flat.mix as never, 0), item: 1 } as typeof flat.mix };
    const { requests, costs } = costsOfMonth(items, counted, 10, 0.001);
    expect(requests).toBeCloseTo(10 * 365 * 24 * 300, 3);
    expect(costs.appSync).toBeCloseTo(requests * 0.000004, 6);
    expect(costs.tables).toBeCloseTo(requests * 0.000000125, 6);
    // Half of the hours, half of the requests.
    const half = { ...items, hoursOfDay: items.hoursOfDay.map((_, hour) => hour % 2) };
    expect(costsOfMonth(half, counted, 10, 0.001).requests).toBeCloseTo(requests / 2, 3);
  });

  it('names what it was counted and priced by, each operation, work and month', () => {
    const text = renderCost(report);
    expect(text).toContain('counted on the local cloud on 2026-11-29; a million of them at list prices');
    expect(text).toContain('| item | 0 | 0 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | $4.13 | AppSync $4, reading $0.125 |');
    expect(text).toContain('| a training | 40 | 0 | 0 | 0 | $0.001 |');
    expect(text).toContain('A month of an ordinary shop');
  });
});

it('docs/costs.md shows what is counted and reckoned now', () => {
  const { works } = json('bench/results/costs.json') as { works: CountedWork[] };
  const report = reportCost(shop, json('scale/operations.json') as CountedOperations, works, 0.00083);
  const document = readFileSync('docs/costs.md', 'utf8');
  expect(withTables(document, renderCost(report), costMarks)).toBe(document);
});
