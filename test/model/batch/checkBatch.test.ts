import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BatchList } from '../../../schema/contract/batches.ts';
import { checkBatch } from '../../../model/batch/checkBatch.ts';
import { originOf } from '../../../schema/contract/recommendationId.ts';
import { BatchRoot, settings } from './BatchRoot.ts';

let job: BatchRoot;
beforeEach(async () => {
  job = await BatchRoot.create();
});
afterEach(() => job.remove());

const reasons = [{ code: 'POPULAR', evidence: { itemIds: [], attributes: [] }, share: 0.5 }];
const answer = (...itemIds: string[]) => ({
  modelVersion: 'm',
  source: 'MODEL',
  items: itemIds.map((itemId, index) => ({ itemId, score: 1 - index / 10, reasons })),
});
const shop = [
  { itemId: 'a' },
  { itemId: 'b' },
  { itemId: 'c' },
  { itemId: 'hidden', hidden: true },
  { itemId: 'later', availableFrom: '2026-11-28T12:00:00.001Z' },
  { itemId: 'over', availableUntil: '2026-11-28T12:00:00.000Z' },
  { itemId: 'now', availableFrom: '2026-11-28T12:00:00.000Z', availableUntil: '2026-11-28T12:00:00.001Z' },
];

describe('check-batch', () => {
  it('makes a list of what the catalogue allows at the time of the batch, at most as long as wanted', async () => {
    const answers = [answer('hidden', 'a', 'later', 'gone', 'b', 'c'), answer('over', 'now')];
    const report = await job.check({ 'part-00000': ['ann', 'bob'] }, { 'part-00000': answers }, shop);
    expect(report).toEqual({ lists: 2, items: 3, itemsLeftOut: 4, skipped: {} });
    const lists = await job.lines<BatchList>('lists/part-00000.jsonl');
    expect(lists[0]).toEqual({
      userId: 'ann',
      placement: 'mail',
      recommendationId: expect.stringMatching(/^[0-9a-f-]{36}\.20261127-030000-00aa\.MODEL\.1795867200\.mail$/),
      modelVersion: settings.modelVersion,
      source: 'MODEL',
      generatedAt: settings.startedAt,
      basedOn: '2026-11-27T00:00:00.000Z',
      items: [
        { itemId: 'a', score: 0.9, reasons },
        { itemId: 'b', score: 0.6, reasons },
      ],
    });
    expect(originOf(lists[0].recommendationId)).toMatchObject({ placement: 'mail', degraded: false });
    expect(lists[1].items.map(({ itemId }) => itemId)).toEqual(['now']);
    expect(lists[1].recommendationId).not.toBe(lists[0].recommendationId);
  });

  it('loses no list to a request that the model refused, nor to a part that cannot be used', async () => {
    const users = { 'part-00000': ['ann', 'bob', 'eve', 'joe'], 'part-00001': ['kim', 'lea'], 'part-00002': ['max'] };
    const refused = { error: { code: 'INVALID_REQUEST', message: 'no' } };
    const report = await job.check(
      users,
      { 'part-00000': [refused, answer('a'), answer('hidden'), { other: 1 }], 'part-00001': [answer('a')] },
      shop,
    );
    expect(report).toEqual({
      lists: 1,
      items: 1,
      itemsLeftOut: 1,
      skipped: { MODEL_REFUSED: 1, NO_ITEMS: 1, ANSWERS_UNUSABLE: 4 },
    });
    expect(await job.lines('lists/part-00000.jsonl')).toMatchObject([{ userId: 'bob' }]);
    expect(await job.lines('lists/part-00001.jsonl')).toEqual([]);
    expect(await job.lines('skipped/check.jsonl')).toEqual([
      { userId: 'ann', reason: 'MODEL_REFUSED' },
      { userId: 'eve', reason: 'NO_ITEMS' },
      { userId: 'joe', reason: 'ANSWERS_UNUSABLE' },
      { userId: 'kim', reason: 'ANSWERS_UNUSABLE' },
      { userId: 'lea', reason: 'ANSWERS_UNUSABLE' },
      { userId: 'max', reason: 'ANSWERS_UNUSABLE' },
    ]);
  });

  it('makes the same lists again, with the same ids', async () => {
    const answers = { 'part-00000': [answer('a'), answer('b', 'c')] };
    await job.check({ 'part-00000': ['ann', 'bob'] }, answers, shop);
    const first = await job.contents();
    await job.check({ 'part-00000': ['ann', 'bob'] }, answers, shop);
    expect(await job.contents()).toEqual(first);
  });

  it('refuses to work without the catalogue', async () => {
    await job.check({ 'part-00000': ['ann'] }, { 'part-00000': [answer('a')] }, shop);
    await rm(`${job.input}/exports`, { recursive: true });
    await expect(checkBatch(job.root)).rejects.toMatchObject({ code: 'EXPORT_INCOMPLETE' });
  });
});
