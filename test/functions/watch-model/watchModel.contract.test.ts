import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMetrics } from '../../../emulator/test/cloudwatch/startMetrics.ts';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { createVersionMetrics } from '../../../functions/shared/createVersionMetrics.ts';
import { createHourReader } from '../../../functions/watch-model/createHourReader.ts';
import { HealthRows, hourMilliseconds } from '../../../functions/watch-model/HealthRows.ts';
import { watchModel } from '../../../functions/watch-model/watchModel.ts';
import { listMetrics, listSources } from '../../../schema/contract/modelHealth.ts';
import type { ListHour } from '../../../schema/contract/modelHealth.ts';
import { startTables } from '../../helpers/startTables.ts';
import { simulateHours } from './simulateHours.ts';
import type { PlantedHours } from './simulateHours.ts';

const world = { listsPerDay: 2000, clickRate: 0.05, dayNoise: 0.05 };
const seed = Number(process.env.RECSYNC_SEED ?? 20_261_128);
/** The metrics are in CloudWatch for the newest hours; the rows have those before, as earlier looks left them. */
const hoursInMetrics = 30;
const champion = '20261101-030000-00aa';

/** The table and CloudWatch, real, with 36 days of a shop, and a function that looks at them. */
async function startWatch(planted: PlantedHours = {}) {
  const [tables, { client, log }] = await Promise.all([startTables(), startMetrics()]);
  onTestFinished(() => tables.stop());
  const rows = new HealthRows(tables.client, tables.models);
  const end = Math.floor(Date.now() / hourMilliseconds) * hourMilliseconds;
  const now = { value: end + 10 * 60_000 };
  const started: string[] = [];
  const hours = simulateHours(36, world, seed, planted);
  const put = (Item: object) => tables.client.send(new PutCommand({ TableName: tables.models, Item }));
  await put({ pk: 'VERSION', sk: champion, modelVersion: champion, endpointName: 'shop' });
  await put({ pk: 'VERSION', sk: 'gone', modelVersion: 'gone' });
  await put({ pk: 'LIVE', sk: 'LIVE', champion: { modelVersion: champion, endpointName: 'shop' } });
  for (const [index, hour] of hours.entries()) {
    const begin = end - (index + 1) * hourMilliseconds;
    if (index < hoursInMetrics) measure(begin, hour, log);
    else await rows.writeHour(begin, hour);
  }
  await rows.writeHealth({ watchedUntil: new Date(end - hoursInMetrics * hourMilliseconds).toISOString(), report: '' });
  const readHours = createHourReader(client, 'recsync');
  const startTraining = async (runId: string) => void started.push(runId);
  return {
    rows,
    put,
    hours,
    started,
    now,
    end,
    look: () => watchModel({ rows, readHours, startTraining, clock: () => now.value }),
  };
}

/** Writes an hour as the functions do, in the middle of it. */
function measure(begin: number, hour: ListHour, log: (text: string) => void): void {
  const timestamp = begin + hourMilliseconds / 2;
  const spread = ({ sum, count }: ListHour['repetition']) => Array.from({ length: count }, () => sum / count);
  const values = {
    ...Object.fromEntries(listSources.map((source) => [listMetrics.sources[source], hour.lists[source] ?? []])),
    [listMetrics.repetition]: spread(hour.repetition),
    [listMetrics.scoreSpread]: spread(hour.scoreSpread),
  };
  const directive = {
    Namespace: 'recsync',
    Dimensions: [['service']],
    Metrics: Object.keys(values).map((Name) => ({ Name })),
  };
  const header = { Timestamp: timestamp, CloudWatchMetrics: [directive] };
  log(`${JSON.stringify({ _aws: header, service: 'score-candidates', ...values })}\n`);
  const { impressions, clicks } = hour;
  createVersionMetrics(
    'recsync',
    () => timestamp,
    (line) => log(`${line}\n`),
  )(champion, { impressions, clicks });
}

describe.skipIf(!hasDynoxide)('watching what is live', () => {
  it('keeps what CloudWatch has of each hour, and looks at all of them', async () => {
    const { rows, hours, started, look, end } = await startWatch();
    const report = await look();
    const kept = await rows.hoursBefore(end);
    expect(kept).toHaveLength(36 * 24);
    const [first] = kept;
    expect(first).toMatchObject({ lists: hours[0].lists, impressions: hours[0].impressions, clicks: hours[0].clicks });
    expect(first?.repetition.count).toBe(hours[0].repetition.count);
    expect(first?.repetition.sum).toBeCloseTo(hours[0].repetition.sum, 6);
    expect(first?.scoreSpread.sum).toBeCloseTo(hours[0].scoreSpread.sum, 6);
    expect(report).toMatchObject({ drifted: false, days: 28 });
    expect(report.measures.map(({ name }) => name)).toEqual(['SOURCES', 'COVERAGE', 'SCORES', 'CLICK_RATE']);
    expect(started).toEqual([]);
    expect(await rows.health()).toMatchObject({
      watchedUntil: new Date(end).toISOString(),
      report: JSON.stringify(report),
    });
  });

  it('starts one training when it drifts, and no other while that day shows', async () => {
    const { rows, started, now, look } = await startWatch({ clickTimes: 0.4 });
    const { drifted, measures } = await look();
    expect(drifted).toBe(true);
    expect(measures.filter(({ value, threshold }) => value > threshold).map(({ name }) => name)).toEqual([
      'CLICK_RATE',
    ]);
    expect(started).toEqual([expect.stringMatching(/^\d{8}-\d{6}-[0-9a-f]{4}$/)]);
    expect(await rows.health()).toMatchObject({ retrainingRunId: started[0] });
    // The next hours have no lists: the day still has the drift of those before.
    for (let hour = 0; hour < 6; hour += 1) {
      now.value += hourMilliseconds;
      expect(await look()).toMatchObject({ drifted: true });
    }
    expect(started).toHaveLength(1);
    expect(await rows.health()).toMatchObject({ retrainingRunId: started[0] });
  });

  it('starts the same training when it was ended before it had written down that it did', async () => {
    const { rows, started, look } = await startWatch({ clickTimes: 0.4 });
    const before = await rows.health();
    await look();
    await rows.writeHealth({ watchedUntil: before!.watchedUntil, report: '' });
    await look();
    expect(new Set(started).size).toBe(1);
    expect(started).toHaveLength(2);
  });

  it('starts none while one is at work', async () => {
    const { started, put, look } = await startWatch({ clickTimes: 0.4 });
    await put({ pk: 'LOCK', sk: 'TRAINING', runId: 'r', executionArn: 'arn' });
    expect(await look()).toMatchObject({ drifted: true });
    expect(started).toEqual([]);
  });

  it('catches up with what it missed, two days at most, and says nothing of a shop that was just opened', async () => {
    const { rows, look, end } = await startWatch();
    await rows.writeHealth({ watchedUntil: new Date(end - 40 * hourMilliseconds).toISOString(), report: '' });
    await look();
    expect((await rows.hoursBefore(end)).slice(0, hoursInMetrics).every((hour) => hour !== undefined)).toBe(true);

    const empty = await startTables();
    onTestFinished(() => empty.stop());
    const { client } = await startMetrics();
    const report = await watchModel({
      rows: new HealthRows(empty.client, empty.models),
      readHours: createHourReader(client, 'recsync'),
      startTraining: async () => expect.unreachable(),
      clock: Date.now,
    });
    expect(report).toEqual({ measures: [], drifted: false, days: 0, lists: 0, sources: [] });
  });
});
