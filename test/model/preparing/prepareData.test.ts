import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readTrainingData } from '../../../model/data/read/readTrainingData.ts';
import type { JudgedCase } from '../../../model/preparing/holdOut.ts';
import { suspectItemSortKey, suspectSortKey } from '../../../schema/contract/anomalies.ts';
import { JobRoot, pseudonym } from './JobRoot.ts';
import { fullLine, incrementalLine, interaction, item, writeExport } from './writeExport.ts';

let job: JobRoot;
beforeEach(async () => {
  job = await JobRoot.create();
});
afterEach(() => job.remove());

const userData = (): string => join(job.input, 'exports', 'userData');
const catalogue = (): string => join(job.input, 'exports', 'catalogue');

/** 60 users who touch one item a day for 20 days; in the last two days everybody likes something new to them. */
function twentyDays(): Record<string, unknown>[] {
  const rows = [];
  for (let user = 0; user < 60; user += 1) {
    for (let day = 0; day < 20; day += 1) {
      const timestamp = `2026-03-${String(day + 1).padStart(2, '0')}T12:00:${String(user).padStart(2, '0')}.000Z`;
      // User 0 comes on the last day; item 99 is new on it.
      if (user === 0 && day < 19) continue;
      rows.push(interaction(`u${user}`, user === 1 && day === 19 ? 'i99' : `i${day}`, timestamp));
    }
  }
  return rows;
}

describe('what is held out', () => {
  test('is the newest window; training ends before it, and its fingerprint is that of training', async () => {
    await writeExport(userData(), twentyDays().map(fullLine));
    const report = await job.prepare();
    expect(report.tooLittle).toBeUndefined();
    // 1,181 interactions, a tenth of which is 118: the last day and 58 of the 59 of the day before.
    expect(report).toMatchObject({ judgedInteractions: 118, interactions: 1063, judgedUsers: 60, refusals: [] });
    expect(report.trainedUntil).toBe('2026-03-19T12:00:01.000Z');
    const training = await readTrainingData(join(job.output, 'training'));
    expect(training.fingerprint).toBe(report.fingerprint);
    expect(training.acceptedInteractions).toBe(1063);

    const cases = await job.lines<JudgedCase>('judging/cases.jsonl.gz');
    const of = (user: string): JudgedCase => cases.find(({ userId }) => userId === pseudonym(user)) as JudgedCase;
    expect(of('u0')).toMatchObject({ isNewUser: true, history: [], liked: ['i19'], cold: ['i19'] });
    expect(of('u1')).toMatchObject({ isNewUser: false, liked: ['i99'], cold: ['i99'] });
    expect(of('u50')).toMatchObject({ isNewUser: false, liked: ['i18', 'i19'], cold: ['i19'] });
    expect(of('u50').history).toHaveLength(18);
    expect(of('u50').now).toBe(Date.parse('2026-03-19T12:00:02.000Z'));
  });

  test('does not depend on the order of the export, nor on how many runs collected it', async () => {
    const rows = twentyDays();
    await writeExport(userData(), rows.map(fullLine));
    const atOnce = await job.prepare();
    await rm(job.output, { recursive: true });
    await rm(join(job.input, 'exports'), { recursive: true });
    await writeExport(userData(), rows.slice(500).reverse().map(fullLine));
    await job.prepare();
    await job.upload();
    await writeExport(userData(), rows.slice(0, 500).map(incrementalLine), { incremental: true });
    const inTwo = await job.prepare({ runId: 'run-2' });
    expect(inTwo.fingerprint).toBe(atOnce.fingerprint);
    expect(inTwo.judgedUsers).toBe(atOnce.judgedUsers);
  });

  test('is nothing where too few people would judge', async () => {
    await writeExport(
      userData(),
      twentyDays()
        .filter(({ userId }) => ['u3', 'u4', 'u5'].includes(userId as string))
        .map(fullLine),
    );
    const report = await job.prepare({ minimumInteractions: 10 });
    expect(report).toMatchObject({ judgedInteractions: 0, judgedUsers: 0, interactions: 60 });
    expect(report.tooLittle).toBeUndefined();
    expect(await job.lines('judging/cases.jsonl.gz')).toEqual([]);
  });
});

describe('data that is refused', () => {
  test('a catalogue that lost more than half of itself', async () => {
    const items = Array.from({ length: 20 }, (_, index) => fullLine(item({ itemId: `i${index}` })));
    await writeExport(userData(), twentyDays().map(fullLine));
    await writeExport(catalogue(), items);
    await job.prepare();
    await job.upload();
    await writeExport(catalogue(), items.slice(0, 9));
    expect((await job.prepare({ runId: 'run-2' })).refusals).toEqual([
      'CATALOGUE_SHRANK: the catalogue has 9 items, 20 at the run before. Put the items back; where they are meant to be gone, the next run goes on.',
    ]);
  });

  test('rows of which too many cannot be read', async () => {
    const rows = twentyDays();
    await writeExport(userData(), [
      ...rows.map(fullLine),
      ...rows.slice(0, 70).map((row) => fullLine({ ...row, eventId: 5 })),
    ]);
    const report = await job.prepare();
    expect(report.refusals).toEqual([expect.stringMatching(/^UNREADABLE_ROWS: 70 of 1251 rows/)]);
    expect(report.rejected).toEqual({ eventId: 70 });
  });

  test('an archive that lost more than half of itself', async () => {
    await writeExport(userData(), twentyDays().map(fullLine));
    await job.prepare();
    await job.upload();
    for (let day = 1; day < 15; day += 1) {
      await rm(join(job.input, 'archive', `day=2026-03-${String(day).padStart(2, '0')}`), { recursive: true });
    }
    expect((await job.prepare({ runId: 'run-2' })).refusals).toEqual([expect.stringMatching(/^ARCHIVE_SHRANK: /)]);
  });
});

describe('whom the anomaly guard has marked', () => {
  const mark = (userId: string, itemId?: string, open: string[] = ['mark']) => ({
    pk: `USER#${userId}`,
    sk: itemId === undefined ? suspectSortKey : suspectItemSortKey(itemId),
    userId,
    itemId,
    // Without members DynamoDB has no set.
    ...(open.length > 0 && { open: new Set(open) }),
  });
  const learned = async () => {
    const files = (await job.files('training')).filter((file) => file.startsWith('interactions/'));
    const lines = await Promise.all(
      files.map((file) => job.lines<{ userId: string; itemId: string }>(`training/${file}`)),
    );
    return lines.flat().map(({ userId, itemId }) => [userId, itemId]);
  };

  test('training leaves out until the mark is cleared; the archive keeps it', async () => {
    const day = '2026-03-01T00:00:00.000Z';
    const done = ['bot', 'ann', 'bob'].flatMap((user) => ['i1', 'i2'].map((itemId) => interaction(user, itemId, day)));
    await writeExport(userData(), [
      ...done.map(fullLine),
      fullLine(mark('bot')),
      fullLine(mark('ann', 'i1')),
      fullLine(mark('bob', undefined, [])),
      fullLine({ pk: 'USER#x', sk: 'SUSPECT', open: 'all' }),
    ]);
    await writeExport(catalogue(), [fullLine(item({ itemId: 'i1' })), fullLine(item({ itemId: 'i2' }))]);
    expect((await job.prepare()).rejected).toEqual({});
    expect(await learned()).toEqual(
      [
        ['ann', 'i2'],
        ['bob', 'i1'],
        ['bob', 'i2'],
      ]
        .map(([user, itemId]) => [pseudonym(user), itemId])
        .sort(),
    );
    expect(await job.lines('archive/day=2026-03-01/run-1.jsonl.gz')).toHaveLength(6);
    const kept = await readFile(join(job.output, 'items', 'suspects.json'), 'utf8');
    expect(kept).not.toMatch(/bot|ann/);

    // The next run has what changed only: one mark is cleared, the other is not.
    await job.upload();
    await writeExport(userData(), [incrementalLine(mark('bot', undefined, []))], { incremental: true });
    await job.prepare({ runId: 'run-2' });
    const users = (await learned()).map(([userId]) => userId);
    expect(users.filter((user) => user === pseudonym('bot'))).toHaveLength(2);
    expect(users.filter((user) => user === pseudonym('ann'))).toHaveLength(1);
  });
});
