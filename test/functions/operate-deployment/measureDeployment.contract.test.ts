import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMetrics } from '../../../emulator/test/cloudwatch/startMetrics.ts';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { queueArn, queueUrl, startQueue } from '../../../emulator/test/sqs/startQueue.ts';
import { EndpointUnknownError, InvalidOperateRequestError } from '../../../functions/operate-deployment/errors.ts';
import { FailureMessages } from '../../../functions/operate-deployment/FailureMessages.ts';
import { measureDeployment } from '../../../functions/operate-deployment/measureDeployment.ts';
import { parseRequest } from '../../../functions/operate-deployment/parseRequest.ts';
import { createQueueCaller } from '../../../functions/shared/createQueueCaller.ts';
import { ModelsTable } from '../../../functions/shared/ModelsTable.ts';
import { startTables } from '../../helpers/startTables.ts';

const alarm = {
  Namespace: 'shop',
  MetricName: 'Errors',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 3,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
};

/** CloudWatch, tables and queue, real; SageMaker answers by `describeEndpoint`. */
async function setUp() {
  const [tables, { client: cloudWatch, store }, { queues, endpoint, credentials }] = await Promise.all([
    startTables(),
    startMetrics({
      'shop-operations-StreamAge': { ...alarm, AlarmDescription: 'Interactions wait.' },
      'shop-operations-Errors': alarm,
      'other-operations-Errors': alarm,
    }),
    startQueue(),
  ]);
  onTestFinished(() => tables.stop());
  const troubles: string[] = [];
  const now = Date.now();
  const dependencies = {
    cloudWatch,
    tables: tables.client,
    tableArns: ['userData', 'models'].map((name) => `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`),
    models: new ModelsTable(tables.client, tables.models),
    messages: new FailureMessages(
      createQueueCaller({ queueUrl, endpoint, region: 'us-east-1', credentials, timeout: 5_000 }),
    ),
    describeEndpoint: async (name: string) => (name === 'shop-v1' ? 'InService' : 'NotFound'),
    streamFunction: 'on-interaction',
    alarmPrefix: 'shop-operations-',
    clock: () => now,
    onTrouble: (what: string) => void troubles.push(what),
  };
  const measure = (name: string, minutesAgo: number, value: number, functionName = 'on-interaction'): void =>
    store.put({
      namespace: 'AWS/Lambda',
      name,
      dimensions: { FunctionName: functionName },
      timestamp: now - minutesAgo * 60_000,
      values: [value],
    });
  const goLive = () =>
    tables.put(tables.models, { pk: 'LIVE', sk: 'LIVE', champion: { modelVersion: 'v1', endpointName: 'shop-v1' } });
  return { tables, queues, dependencies, troubles, cloudWatch, measure, goLive };
}

describe.skipIf(!hasDynoxide)('the health of a deployment', () => {
  it('is that of its alarms, tables, stream, endpoint and dead letters, and of no other deployment', async () => {
    const { tables, queues, dependencies, troubles, cloudWatch, measure, goLive } = await setUp();
    await goLive();
    await tables.put(tables.userData, { pk: 'USER#a', sk: 'EVT#1' }, { pk: 'USER#a', sk: 'EVT#2' });
    queues.send(queueArn, '{}');
    for (const [minutes, age] of [
      [3, 250],
      [5, 1200],
      [40, 90_000],
    ]) {
      measure('IteratorAge', minutes, age);
      measure('Invocations', minutes, 2);
    }
    measure('Errors', 4, 1);
    measure('IteratorAge', 2, 70_000, 'another');
    await cloudWatch.send(
      new SetAlarmStateCommand({
        AlarmName: 'shop-operations-StreamAge',
        StateValue: 'ALARM',
        StateReason: 'Too old.',
      }),
    );
    const { checkedAt, alarms, ...health } = await measureDeployment(dependencies);
    expect(new Date(checkedAt).getTime()).toBe(dependencies.clock());
    expect(alarms?.map(({ name, state }) => [name, state])).toEqual([
      ['shop-operations-Errors', expect.stringMatching(/^(OK|INSUFFICIENT_DATA)$/)],
      ['shop-operations-StreamAge', 'ALARM'],
    ]);
    expect(alarms?.[1]).toMatchObject({ reason: 'Too old.', description: 'Interactions wait.' });
    expect(health).toMatchObject({
      stream: { iteratorAgeMs: 1200, batches: 4, errors: 1 },
      endpoint: { modelVersion: 'v1', status: 'InService' },
      deadLetters: 1,
      tables: [
        { name: 'userData', status: 'ACTIVE' },
        { name: 'models', status: 'ACTIVE' },
      ],
    });
    expect(troubles).toEqual([]);
  });

  it('says so where nothing came and nothing is live', async () => {
    const { dependencies } = await setUp();
    expect(await measureDeployment(dependencies)).toMatchObject({
      stream: { iteratorAgeMs: null, batches: 0, errors: 0 },
      endpoint: null,
      deadLetters: 0,
    });
  });

  it('leaves out a part that does not answer, and no other', async () => {
    const { dependencies, troubles, goLive } = await setUp();
    await goLive();
    const health = await measureDeployment({
      ...dependencies,
      tableArns: ['arn:aws:dynamodb:us-east-1:000000000000:table/none'],
      describeEndpoint: () => Promise.reject(new EndpointUnknownError('it is away')),
    });
    expect(health).toMatchObject({ tables: null, endpoint: null, deadLetters: 0 });
    expect(health.alarms).toHaveLength(2);
    expect(troubles.sort()).toEqual(['DynamoDB did not answer', 'SageMaker did not answer']);
  });
});

describe('what the function is asked', () => {
  it('is one of four things, within bounds', () => {
    expect(parseRequest({ kind: 'REPLAY', limit: 25 })).toEqual({ kind: 'REPLAY', limit: 25 });
    expect(parseRequest({ kind: 'COSTS', hours: 336 })).toEqual({ kind: 'COSTS', hours: 336 });
    for (const wrong of [
      { kind: 'COSTS', hours: 337 },
      { kind: 'REPLAY', limit: 26 },
      { kind: 'DEAD_LETTERS', limit: 0 },
      { kind: 'ELSE' },
      null,
    ]) {
      expect(() => parseRequest(wrong)).toThrow(InvalidOperateRequestError);
    }
  });
});
