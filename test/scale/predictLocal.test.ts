import { expect, it } from 'vitest';
import type { CountedOperation } from '../../scale/CountedOperation.ts';
import { readProfile } from '../../scale/index.ts';
import { operationNames } from '../../scale/Profile.ts';
import { localDemandOf, waitsOf } from '../../scale/predictLocal.ts';
import blackFriday from '../../scale/profiles/black-friday.json' with { type: 'json' };

it('a request takes the processor time that its operations took where they were counted', () => {
  const operation = (name: string, localProcessorSeconds: number): CountedOperation => ({
    ...{ name, note: '', calls: 1, answerBytes: 1, units: {}, sharedKeys: [], functions: [], localProcessorSeconds },
    ...{ appSyncOperations: 1, messages: { count: 0, updates: 0 }, executions: { count: 0, seconds: 0 } },
    bytes: { read: 0, written: 0 },
  });
  const operations = [
    ...operationNames.filter((name) => name !== 'recordInteraction').map((name) => operation(name, 0.01)),
    ...[operation('recordInteraction', 0.02), operation('recordedTogether', 0.02), operation('listen', 0)],
    operation('recordAndPush', 0.12),
  ];
  const counted = { countedOn: '2026-11-29', version: '0', size: { items: 1, interactions: 1 }, operations };
  const profile = readProfile({ ...blackFriday, loads: [10] });
  const { recordInteraction } = profile.mix;
  const ofPushes = recordInteraction * profile.listeningShare * 0.1;
  expect(localDemandOf(profile, counted, 10).busySeconds).toBeCloseTo(
    0.01 * (1 - recordInteraction) + 0.02 * recordInteraction + ofPushes,
    9,
  );
});

it('one machine waits as M/M/1 does while it keeps up', () => {
  // 100 ms of one processor: ten a second; at eight, rho / (mu - lambda) = 0.8 / 2.
  expect(waitsOf([8], [1], 0.1)[0]).toBeCloseTo(0.4, 9);
  expect(waitsOf([8], [2], 0.1)[0]).toBeCloseTo(0.4 / 12, 9);
});

it('leaves over what it cannot do, and works it off', () => {
  const waits = waitsOf([30, 30, 0, 0, 0, 0, 5], [1, 1, 1, 1, 1, 1, 1], 0.1);
  // 20 and 40 left over, ten of them done in each second after.
  expect(waits.slice(0, 5)).toEqual([2, 4, 3, 2, 1]);
  expect(waits[5]).toBe(0);
  expect(waits[6]).toBeCloseTo(0.5 / 5, 9);
});
