import { describe, expect, it } from 'vitest';
import type { Listening } from '../../../functions/on-interaction/listenersOf.ts';
import type { RecordedInteraction } from '../../../functions/on-interaction/RecordedInteraction.ts';
import { startWorkflows } from '../../../functions/on-interaction/startWorkflows.ts';
import type { WorkflowStart } from '../../../schema/contract/scoring.ts';

const at = (milliseconds: number): string => new Date(Date.UTC(2026, 10, 29, 12) + milliseconds).toISOString();
const recorded = (itemId: string, recordedAt: string) => ({ userId: 'ada', itemId, recordedAt }) as RecordedInteraction;

describe('what a list is based on', () => {
  const basedOn = async (recordedAt: string, ...listening: Listening[]): Promise<string[]> => {
    const started: WorkflowStart[] = [];
    const start = async (input: WorkflowStart): Promise<void> => void started.push(input);
    const interactions = [recorded('one', at(-60_000)), recorded('two', recordedAt)];
    await startWorkflows(start, interactions, new Map([['ada', listening]]));
    expect(started.map(({ itemIds }) => itemIds)).toEqual(listening.map(() => ['one', 'two']));
    return started.map((input) => input.basedOn);
  };

  it.each([
    ['when it was recorded, before the first request', undefined, at(0)],
    ['when it was recorded, after an older request', at(-1), at(0)],
    ['more than a request that was recorded in the same millisecond', at(0), at(1)],
    ['more than a request that a host whose clock is ahead recorded before', at(2_500), at(2_501)],
  ])('is %s', async (_, request, expected) => {
    expect(await basedOn(at(0), { placement: 'home', request, asksForItems: true })).toEqual([expected]);
  });

  it('is said of each placement by itself', async () => {
    const listening = [
      { placement: 'home', request: at(5), asksForItems: true },
      { placement: 'basket', asksForItems: true },
    ];
    expect(await basedOn(at(0), ...listening)).toEqual([at(6), at(0)]);
  });
});

it('says of each execution whether anybody asks for items', async () => {
  const started: WorkflowStart[] = [];
  const listening: Listening[] = [
    { placement: 'home', asksForItems: true },
    { placement: 'basket', asksForItems: false },
  ];
  const start = async (input: WorkflowStart): Promise<void> => void started.push(input);
  await startWorkflows(start, [recorded('one', at(0))], new Map([['ada', listening]]));
  const input = { userId: 'ada', basedOn: at(0), itemIds: ['one'] };
  expect(started).toEqual([
    { ...input, placement: 'home' },
    { ...input, placement: 'basket', asksForItems: false },
  ]);
});
