import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runJob } from '../../../model/jobs/runJob.ts';
import { prepareData } from '../../../model/preparing/prepareData.ts';
import { interactionPrefix } from '../../../schema/contract/keys.ts';
import { JobRoot, pseudonym } from './JobRoot.ts';
import { deletionLine, fullLine, incrementalLine, interaction, item, put, writeExport } from './writeExport.ts';

let job: JobRoot;
beforeEach(async () => {
  job = await JobRoot.create();
});
afterEach(() => job.remove());

const userData = (): string => join(job.input, 'exports', 'userData');
const catalogue = (): string => join(job.input, 'exports', 'catalogue');

describe('the archive', () => {
  test('that is cut off, or holds another day, is named or left out', async () => {
    const row = interaction('ann', 'i1', '2026-03-01T10:00:00.000Z');
    await writeExport(userData(), [fullLine(row)]);
    await job.prepare();
    await job.upload();
    const part = join(job.input, 'archive', 'day=2026-03-01', 'run-1.jsonl.gz');
    const packed = await readFile(part);
    await put(part, packed.subarray(0, 30));
    expect(await runJob(job.root, prepareData)).toBe(1);
    expect(await readFile(join(job.root, 'output', 'message'), 'utf8')).toMatch(
      /^UNREADABLE_FILE: .*day=2026-03-01\/run-1\.jsonl\.gz cannot be read/,
    );
    await put(part, packed);
    await put(join(job.input, 'archive', 'day=2026-03-02', 'run-1.jsonl.gz'), packed);
    // In more layers than can be written as JSON again; somebody who is to be forgotten makes the part be written.
    const line = JSON.parse(gunzipSync(packed).toString()) as object;
    const layers = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const deep = JSON.stringify({ ...line, userId: 'foreign', eventId: 'e' }).replace('}', `,"more":${layers}}`);
    const forgotten = JSON.stringify({ ...line, userId: 'forgotten' });
    await put(join(job.input, 'archive', 'day=2026-03-01', 'foreign.jsonl.gz'), gzipSync(`${deep}\n${forgotten}\n`));
    await put(join(job.input, 'erased', 'forgotten'), '');
    expect(await job.prepare({ runId: 'run-2' })).toMatchObject({ interactions: 1, rejected: { 'the archive': 2 } });
  });

  test('takes interactions of a full export under pseudonyms, by day, and nothing else of the table', async () => {
    const rating = interaction('ann', 'i2', '2026-03-02T00:00:00.000Z', {
      eventType: 'RATING',
      eventValue: 4.1 as unknown as string,
      sessionId: 'session of ann',
      properties: { note: 'my name is Ann' } as unknown as string,
      context: { device: 'phone', locale: 'de' } as unknown as string,
    });
    await writeExport(userData(), [
      fullLine(interaction('ann', 'i1', '2026-03-01T23:59:59.999Z')),
      fullLine(rating),
      fullLine(interaction('bob', 'i1', '2026-03-01T10:00:00.000Z', { eventType: 'IMPRESSION' })),
      fullLine({ pk: 'USER#ann', sk: 'PRESENCE', expiresAt: 1 }),
      fullLine({ pk: 'USER#ann', sk: 'SEEN#2026-03-01', items: '[]' }),
    ]);
    await writeExport(catalogue(), [fullLine(item({ itemId: 'i2', title: 'Two', attributes: { pages: 3 } }))]);
    const report = await job.prepare();

    expect(await job.files('archive')).toEqual(['day=2026-03-01/run-1.jsonl.gz', 'day=2026-03-02/run-1.jsonl.gz']);
    const [later] = await job.lines('archive/day=2026-03-02/run-1.jsonl.gz');
    expect(later).toEqual({
      userId: pseudonym('ann'),
      itemId: 'i2',
      eventType: 'RATING',
      eventValue: 4.1,
      eventId: pseudonym('ann-i2-2026-03-02T00:00:00.000Z'),
      timestamp: '2026-03-02T00:00:00.000Z',
      sessionId: pseudonym('session of ann'),
      device: 'phone',
    });
    expect(await job.lines('items/items.jsonl.gz')).toEqual([
      expect.objectContaining({ itemId: 'i2', title: 'Two', attributes: { pages: 3 } }),
    ]);
    expect(report).toMatchObject({ interactions: 3, users: 2, items: 2, newInteractions: 3, rejected: {} });
    expect(report.tooLittle).toMatch(/^TOO_LITTLE_DATA: 2 interactions, .* from 100 on/);
    expect(report.trainedUntil).toBe('2026-03-02T00:00:00.000Z');
    for (const file of await job.files('')) {
      const text = await readFile(join(job.output, file));
      expect(text.includes('ann') || text.includes('my name')).toBe(false);
    }
  });

  test('adds what is new by an incremental export, late events on their own day, and nothing twice', async () => {
    const first = interaction('ann', 'i1', '2026-03-01T10:00:00.000Z');
    await writeExport(userData(), [fullLine(first)]);
    await job.prepare();
    await job.upload();
    const late = interaction('bob', 'i1', '2026-03-01T11:00:00.000Z');
    const sameInstant = interaction('ann', 'i1', '2026-03-01T10:00:00.000Z', { eventId: 'another' });
    const lines = [first, late, sameInstant, interaction('ann', 'i2', '2026-03-05T00:00:00.000Z')].map(incrementalLine);
    const gone = deletionLine(interaction('eve', 'i9', '2026-03-01T12:00:00.000Z'));
    await writeExport(userData(), [...lines, gone, incrementalLine(late)], { incremental: true });
    const report = await job.prepare({ runId: 'run-2' });

    expect(report).toMatchObject({ newInteractions: 3, interactions: 4, rejected: {} });
    expect(await job.files('archive')).toEqual(['day=2026-03-01/run-2.jsonl.gz', 'day=2026-03-05/run-2.jsonl.gz']);
    expect(await job.lines('archive/day=2026-03-01/run-2.jsonl.gz')).toHaveLength(2);
  });

  test('keeps what is older than 2026 by month, and finds what was kept by day', async () => {
    const kept = [
      interaction('ann', 'i1', '2018-09-03T10:00:00.000Z'),
      interaction('bob', 'i2', '2018-09-04T10:00:00.000Z'),
    ];
    await writeExport(userData(), kept.map(fullLine));
    await job.prepare();
    expect(await job.files('archive')).toEqual(['month=2018-09/run-1.jsonl.gz']);
    const lines = await job.lines('archive/month=2018-09/run-1.jsonl.gz');
    const packed = (line: unknown): Buffer => gzipSync(`${JSON.stringify(line)}\n`);
    await put(join(job.input, 'archive', 'day=2018-09-03', 'run-0.jsonl.gz'), packed(lines[0]));
    await put(join(job.input, 'archive', 'month=2026-03', 'run-0.jsonl.gz'), packed(lines[1]));
    await writeExport(userData(), [
      ...kept.map(fullLine),
      fullLine(interaction('ann', 'i3', '2025-12-31T23:59:59.999Z')),
      fullLine(interaction('ann', 'i3', '2026-01-01T00:00:00.000Z')),
    ]);
    const report = await job.prepare({ runId: 'run-2' });

    expect((await job.files('archive')).filter((file) => file.includes('run-2'))).toEqual([
      'day=2026-01-01/run-2.jsonl.gz',
      'month=2018-09/run-2.jsonl.gz',
      'month=2025-12/run-2.jsonl.gz',
    ]);
    expect(await job.lines('archive/month=2018-09/run-2.jsonl.gz')).toEqual([lines[1]]);
    expect(report).toMatchObject({ interactions: 4, newInteractions: 3 });
    // A line in a partition that is not its own is none of the archive's.
    expect(report.rejected).not.toEqual({});

    await put(join(job.input, 'erased', pseudonym('ann')), '{}');
    await writeExport(userData(), []);
    const without = await job.prepare({ runId: 'run-3' });
    expect(await job.lines('archive/day=2018-09-03/run-0.jsonl.gz')).toEqual([]);
    expect(without).toMatchObject({ interactions: 0 });
  });

  test('a run that is repeated ends with the same archive', async () => {
    const rows = [
      interaction('ann', 'i1', '2026-03-01T10:00:00.000Z'),
      interaction('bob', 'i2', '2026-03-01T11:00:00.000Z'),
    ];
    await writeExport(userData(), rows.slice(0, 1).map(fullLine));
    await job.prepare();
    await job.upload();
    await writeExport(userData(), rows.map(fullLine));
    await job.prepare();
    expect(await job.lines('archive/day=2026-03-01/run-1.jsonl.gz')).toHaveLength(2);
  });

  test('parts that hold erased people are written anew without them', async () => {
    await writeExport(userData(), [
      fullLine(interaction('ann', 'i1', '2026-03-01T10:00:00.000Z')),
      fullLine(interaction('bob', 'i1', '2026-03-01T10:00:00.000Z')),
      fullLine(interaction('ann', 'i1', '2026-03-02T10:00:00.000Z')),
      fullLine(interaction('bob', 'i2', '2026-03-03T10:00:00.000Z')),
    ]);
    await job.prepare();
    await job.upload();
    await put(join(job.input, 'erased', pseudonym('ann')), '{}');
    await writeExport(userData(), [incrementalLine(interaction('ann', 'i3', '2026-03-04T10:00:00.000Z'))], {
      incremental: true,
    });
    const report = await job.prepare({ runId: 'run-2' });

    expect(await job.files('archive')).toEqual(['day=2026-03-01/run-1.jsonl.gz', 'day=2026-03-02/run-1.jsonl.gz']);
    expect(await job.lines('archive/day=2026-03-01/run-1.jsonl.gz')).toMatchObject([{ userId: pseudonym('bob') }]);
    expect(await job.lines('archive/day=2026-03-02/run-1.jsonl.gz')).toEqual([]);
    expect(report).toMatchObject({ interactions: 2, users: 1, newInteractions: 0, refusals: [] });

    // A mark that is still there has nothing more to do, and keeps its person out of what is exported again.
    await job.upload();
    await writeExport(userData(), [fullLine(interaction('ann', 'i1', '2026-03-01T10:00:00.000Z'))]);
    const again = await job.prepare({ runId: 'run-3' });
    expect(await job.files('archive')).toEqual([]);
    expect(again).toMatchObject({ interactions: 2, users: 1, newInteractions: 0 });
  });

  test('rows that cannot be read cost themselves and are counted by field, without what they held', async () => {
    const good = interaction('ann', 'i1', '2026-03-01T10:00:00.000Z');
    await writeExport(userData(), [
      fullLine(good),
      'not JSON',
      fullLine({ ...good, itemId: undefined }),
      fullLine({ ...good, sk: `${interactionPrefix}x`, timestamp: 'secret of ann' }),
      { Item: 'no item' },
      // Numbers that DynamoDB holds and nobody may record.
      ...['12345678901234567890', '1234567890123456789.5', '1E-120', '1E+120'].map((N, index) => {
        const { Item } = fullLine(interaction('ann', 'i1', '2026-03-01T11:00:00.000Z', { eventId: `${index}` }));
        return { Item: { ...(Item as object), eventValue: { N } } };
      }),
    ]);
    const report = await job.prepare();
    expect(report).toMatchObject({
      newInteractions: 1,
      rejected: { 'the row': 2, itemId: 1, timestamp: 1, eventValue: 4 },
    });
    expect(JSON.stringify(report)).not.toContain('secret');
  });

  test.each([
    [
      'a data file',
      'AWSDynamoDB/01600000000000-abcd0123/data/01600000000000-abcd0123bbbb.json.gz',
      'is in the manifest',
    ],
    ['the manifest', 'AWSDynamoDB/01600000000000-abcd0123/manifest-files.json', 'manifest-files.json is missing'],
    ['the summary', 'AWSDynamoDB/01600000000000-abcd0123/manifest-summary.json', 'manifest-summary.json is missing'],
  ])('an export without %s is not taken in part', async (_, file, message) => {
    await writeExport(userData(), [fullLine(interaction('ann', 'i1', '2026-03-01T10:00:00.000Z'))]);
    await rm(join(userData(), file));
    const failure = job.prepare();
    await expect(failure).rejects.toMatchObject({ code: 'EXPORT_INCOMPLETE' });
    await expect(failure).rejects.toThrow(message);
    expect(await job.files('archive')).toEqual([]);
  });

  test('refuses settings and keys that it cannot work with', async () => {
    await expect(job.prepare({ runId: '../x' })).rejects.toMatchObject({ code: 'INVALID_SETTINGS' });
    await expect(job.prepare({ holdOutShare: 2 })).rejects.toThrow(
      'holdOutShare must be a number from 0 to 0.5; received 2',
    );
    await put(join(job.input, 'key', 'pseudonyms'), 'short');
    await expect(job.prepare()).rejects.toThrow('at least 32 bytes; received 5 bytes');
  });
});
