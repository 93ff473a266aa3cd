import { BatchWriteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Operator } from '../../cli/loop/Operator.ts';
import { cloudwatchService, eventsService, snsService } from '../../emulator/index.ts';
import { postOperation } from '../../local/postOperation.ts';
import { listMetrics } from '../../schema/contract/modelHealth.ts';
import { ModelHealthDocument, TrainingRunsDocument } from '../../schema/generated/client/graphql.ts';
import { postGraphql } from '../helpers/postGraphql.ts';
import { startTestCloud, type TestCloud } from '../helpers/startTestCloud.ts';

const timeout = 120_000;
const hour = 3_600_000;
const hourOf = (moment: number): number => Math.floor(moment / hour) * hour;

/** 36 days by rows, as earlier looks left them, and the last hours in CloudWatch, in which lists come from elsewhere. */
describe('watching what is live', () => {
  let test: TestCloud;
  let operator: Operator;
  let watchRule: string;

  beforeAll(async () => {
    test = await startTestCloud();
    const { cloud } = test;
    operator = new Operator(cloud);
    watchRule = cloud.emulator
      .service(eventsService)
      .all()
      .find(({ arn }) => arn.includes('Watch'))!.arn;
    const rows = DynamoDBDocumentClient.from(cloud.dynamodb);
    const champion = { modelVersion: '20261101-030000-00aa', endpointName: 'recsync-none' };
    await rows.send(
      new PutCommand({
        TableName: cloud.tables.models,
        Item: { pk: 'LIVE', sk: 'LIVE', revision: 1, champion, updatedAt: '2026-11-01T03:00:00.000Z', updatedBy: 'me' },
      }),
    );
    const past = Array.from({ length: 35 * 24 }, (_, index) => ({
      pk: 'HOUR',
      sk: new Date(hourOf(Date.now()) - (25 + index) * hour).toISOString(),
      lists: { MODEL: 90 + (index % 7), POPULAR: 10 },
      repetition: { sum: 5, count: 90 },
      scoreSpread: { sum: 40, count: 90 },
      impressions: 900,
      clicks: 45,
    }));
    for (let first = 0; first < past.length; first += 25) {
      const requests = past.slice(first, first + 25).map((Item) => ({ PutRequest: { Item } }));
      await rows.send(new BatchWriteCommand({ RequestItems: { [cloud.tables.models]: requests } }));
    }
  }, timeout);
  afterAll(() => test?.close());

  it('measures the lists that are made', { timeout }, async () => {
    const { graphqlUrl, emulator, token } = test.cloud;
    const answer = await postGraphql<{ recommendations: { source: string } }>(
      graphqlUrl,
      { token: await token('ada') },
      '{ recommendations(limit: 5) { source } }',
      {},
    );
    const { source } = answer.data.recommendations;
    const { metrics } = emulator.service(cloudwatchService);
    const name = listMetrics.sources[source as keyof typeof listMetrics.sources];
    await expect
      .poll(() => metrics.list().filter((metric) => metric.name === name))
      .toEqual([{ namespace: 'recsync', name, dimensions: { service: 'score-candidates' } }]);
  });

  it('sees a drift, tells the alarm, and starts a training', { timeout }, async () => {
    const { emulator } = test.cloud;
    const { metrics, alarms } = emulator.service(cloudwatchService);
    for (let back = 1; back <= 24; back += 1) {
      metrics.put({
        namespace: 'recsync',
        name: listMetrics.sources.TRENDING,
        dimensions: { service: 'score-candidates' },
        timestamp: hourOf(Date.now()) - back * hour + hour / 2,
        values: [100],
      });
    }
    await emulator.service(eventsService).fire(watchRule);
    const health = async () => (await postOperation(await operator.admin(), ModelHealthDocument, {})).modelHealth;
    await expect.poll(health, { timeout: 30_000 }).toMatchObject({ drifted: true });
    const seen = (await health())!;
    expect(seen.measures.find(({ name }) => name === 'SOURCES')!.value).toBeGreaterThan(1);

    const run = await operator.ends(seen.retrainingRunId!);
    expect(run).toMatchObject({ trigger: 'DRIFT', requestedBy: null, status: 'SKIPPED' });
    expect(run.reason).toMatch(/^TOO_LITTLE_DATA: /);

    // A second look within the day starts no other.
    await emulator.service(eventsService).fire(watchRule);
    alarms.evaluate(Date.now() + hour);
    const topic = emulator.template.ofType('AWS::SNS::Topic')[0].ref;
    const told = emulator.service(snsService).messages(topic);
    expect(told.map(({ subject }) => subject)).toContainEqual(expect.stringMatching(/^ALARM: .*ModelDrift/));
    const { trainingRuns } = await postOperation(await operator.admin(), TrainingRunsDocument, {});
    expect(trainingRuns.items).toHaveLength(1);
  });
});
