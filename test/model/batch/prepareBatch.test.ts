import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseInvocationRequest } from '../../../model/contract/index.ts';
import type { InvocationRequest } from '../../../model/contract/index.ts';
import type { BatchUser } from '../../../schema/contract/batches.ts';
import { key } from '../preparing/JobRoot.ts';
import { interaction, jsonLines, put } from '../preparing/writeExport.ts';
import { BatchRoot } from './BatchRoot.ts';

let job: BatchRoot;
beforeEach(async () => {
  job = await BatchRoot.create();
});
afterEach(() => job.remove());

const pseudonym = (id: string): string => createHmac('sha256', key).update(id).digest('base64url').slice(0, 22);
const instant = (minute: number): string => new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString();
/** What the job made, by user. */
async function requests(parts: string[]): Promise<Map<string, { request: InvocationRequest; user: BatchUser }>> {
  const made = new Map<string, { request: InvocationRequest; user: BatchUser }>();
  for (const part of parts) {
    const [lines, users] = [
      await job.lines<InvocationRequest>(`requests/${part}.jsonl`),
      await job.lines<BatchUser>(`users/${part}.jsonl`),
    ];
    expect(lines).toHaveLength(users.length);
    users.forEach((user, index) => made.set(user.userId, { user, request: lines[index] }));
  }
  return made;
}

describe('prepare-batch', () => {
  it('asks for each user with a history as the API would: newest first, without impressions, more than wanted', async () => {
    const rating = interaction('ann', 'i2', instant(9), { eventType: 'RATING', eventValue: 4 as unknown as string });
    const report = await job.prepare([
      interaction('ann', 'i1', instant(1)),
      { ...rating, recordedAt: instant(30) },
      { ...interaction('ann', 'i3', instant(5)), recordedAt: instant(40) },
      interaction('ann', 'i4', instant(6), { eventType: 'IMPRESSION' }),
      interaction('bob', 'i1', instant(2)),
      interaction('eve', 'i1', instant(2), { eventType: 'IMPRESSION' }),
      { pk: 'USER#eve', sk: 'PRESENCE', expiresAt: 1 },
    ]);
    expect(report).toEqual({ parts: ['part-00000'], users: 2, skipped: {}, rejected: {} });
    const made = await requests(report.parts);
    expect([...made.keys()].sort()).toEqual(['ann', 'bob']);
    const { user, request } = made.get('ann')!;
    expect(user.basedOn).toBe(instant(40));
    expect(request).toEqual({
      kind: 'RECOMMEND',
      now: Date.parse('2026-11-28T12:00:00.000Z'),
      limit: 12,
      history: [
        { itemId: 'i2', eventType: 'RATING', eventValue: 4, timestamp: Date.parse(instant(9)) },
        { itemId: 'i3', eventType: 'VIEW', timestamp: Date.parse(instant(5)) },
        { itemId: 'i1', eventType: 'VIEW', timestamp: Date.parse(instant(1)) },
      ],
    });
    expect(parseInvocationRequest(request)).toMatchObject({ kind: 'RECOMMEND' });
  });

  it('leaves out what the user ever touched, also behind the fifty interactions of the history', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => interaction('ann', `i${index}`, instant(index)));
    const { parts } = await job.prepare([...rows, interaction('ann', 'i59', instant(0), { eventId: 'again' })]);
    const { request } = (await requests(parts)).get('ann')!;
    expect(request.history).toHaveLength(50);
    expect(request.history![49].itemId).toBe('i10');
    expect(request.excludeItemIds).toEqual(['i9', 'i8', 'i7', 'i6', 'i5', 'i4', 'i3', 'i2', 'i1', 'i0']);
  });

  it('keeps a line below a MiB however much a user has touched', async () => {
    const long = (index: number): string => `${index}-`.padEnd(250, 'x');
    const rows = Array.from({ length: 4000 }, (_, index) => interaction('ann', long(index), instant(index)));
    const { parts } = await job.prepare(rows);
    const { request } = (await requests(parts)).get('ann')!;
    expect(Buffer.byteLength(JSON.stringify(request))).toBeLessThan(600_000);
    expect(request.excludeItemIds![0]).toBe(long(3949));
    expect(request.excludeItemIds!.length).toBeGreaterThan(2000);
  });

  it('tells of each line of a file why it has no list, and makes the lists of the others', async () => {
    await put(
      join(job.input, 'wanted', 'newsletter.jsonl'),
      jsonLines([
        { userId: 'ann' },
        'no JSON',
        { userId: 'nobody' },
        { userId: 'ann' },
        { userId: '' },
        { userId: 'eve' },
        { userId: 'gone' },
        { userId: 'broken' },
      ]),
    );
    for (const userId of ['gone', 'other']) await put(join(job.input, 'erased', pseudonym(userId)), '{}');
    const report = await job.prepare(
      [
        interaction('ann', 'i1', instant(1)),
        interaction('bob', 'i1', instant(1)),
        { pk: 'USER#eve', sk: 'PRESENCE', expiresAt: 1 },
        interaction('gone', 'i1', instant(1)),
        { ...interaction('broken', 'i1', instant(1)), itemId: 7 },
        { ...interaction('ann', 'i2', instant(2)), timestamp: 'yesterday' },
      ],
      { usersFile: 'newsletter.jsonl' },
    );
    expect(report).toEqual({
      parts: ['part-00000'],
      users: 2,
      skipped: { INVALID_LINE: 2, REPEATED: 1, UNKNOWN_USER: 1, NO_HISTORY: 1, ERASED: 1 },
      rejected: { timestamp: 1 },
    });
    expect([...(await requests(report.parts)).keys()].sort()).toEqual(['ann', 'broken']);
    const skipped = await job.lines<{ line: number }>('skipped/prepare.jsonl');
    expect(skipped.toSorted((a, b) => a.line - b.line)).toEqual([
      { line: 2, reason: 'INVALID_LINE' },
      { userId: 'nobody', line: 3, reason: 'UNKNOWN_USER' },
      { userId: 'ann', line: 4, reason: 'REPEATED' },
      { line: 5, reason: 'INVALID_LINE' },
      { userId: 'eve', line: 6, reason: 'NO_HISTORY' },
      { userId: 'gone', line: 7, reason: 'ERASED' },
    ]);
  });

  it('makes parts of at least two thousand users, the same from the same export in any order', async () => {
    const rows = Array.from({ length: 4500 }, (_, index) => interaction(`u${index}`, 'i1', instant(index % 60)));
    const first = await job.prepare(rows);
    const made = await job.contents();
    expect(first).toMatchObject({ parts: ['part-00000', 'part-00001', 'part-00002'], users: 4500 });
    const sizes = await Promise.all(first.parts.map(async (part) => (await job.lines(`users/${part}.jsonl`)).length));
    expect(sizes.slice(0, 2).every((size) => size >= 2000 && size < 2100)).toBe(true);
    await job.prepare(rows.toReversed());
    expect(await job.contents()).toEqual(made);
  });

  it('says that there is nobody where there is nobody', async () => {
    const report = await job.prepare([{ pk: 'USER#eve', sk: 'PRESENCE', expiresAt: 1 }]);
    expect(report).toEqual({ parts: [], users: 0, skipped: {}, rejected: {} });
  });

  it('refuses settings that it cannot work with', async () => {
    await expect(job.prepare([], { listSize: 501 })).rejects.toMatchObject({ code: 'INVALID_SETTINGS' });
    await expect(job.prepare([], { usersFile: '../key' })).rejects.toMatchObject({ code: 'INVALID_SETTINGS' });
    await expect(job.prepare([], { usersFile: 'missing.jsonl' })).rejects.toMatchObject({
      code: 'USERS_FILE_UNREADABLE',
    });
  });
});
