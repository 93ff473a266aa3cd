import { describe, expect, it } from 'vitest';
import { startMetrics } from '../../../emulator/test/cloudwatch/startMetrics.ts';
import { countCosts } from '../../../functions/operate-deployment/countCosts.ts';

const now = Date.now();
const hour = 3_600_000;
const version = '20261129-081500-0a1b';
const workflowArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:pushes';

/** A real CloudWatch, in which values lie that were told so many hours ago. */
async function setUp() {
  const { client, store, ...rest } = await startMetrics();
  const put = (
    namespace: string,
    name: string,
    dimensions: Record<string, string>,
    values: number[],
    hoursAgo = 2,
  ): void => store.put({ namespace, name, dimensions, timestamp: now - hoursAgo * hour, values });
  const dependencies = {
    cloudWatch: client,
    apiId: 'api',
    tableNames: ['catalogue', 'user-data'],
    memory: new Map([
      ['score', 1024],
      ['watch', 512],
    ]),
    workflowArn,
    endpointPrefix: 'shop',
    clock: () => now,
  };
  const unitsOf = async (hours: number): Promise<Record<string, number>> => {
    const { rows } = await countCosts(hours, dependencies);
    return Object.fromEntries(rows.map(({ unit, units }) => [unit, Number(units.toPrecision(9))]));
  };
  return { ...rest, put, dependencies, unitsOf };
}

describe('what was counted', () => {
  it('is what each service told, times its list price, and nothing of another deployment', async () => {
    const { put, dependencies } = await setUp();
    put('AWS/DynamoDB', 'ConsumedReadCapacityUnits', { TableName: 'catalogue' }, [600_000, 300_000]);
    const index = { TableName: 'user-data', GlobalSecondaryIndexName: 'EvidenceByItem' };
    put('AWS/DynamoDB', 'ConsumedReadCapacityUnits', index, [100_000]);
    put('AWS/DynamoDB', 'ConsumedWriteCapacityUnits', { TableName: 'user-data' }, [1_000_000]);
    put('AWS/DynamoDB', 'ConsumedWriteCapacityUnits', { TableName: 'somebody else' }, [1_000_000]);
    put('AWS/Lambda', 'Invocations', { FunctionName: 'score' }, [600_000]);
    put('AWS/Lambda', 'Invocations', { FunctionName: 'watch' }, [400_000]);
    put('AWS/Lambda', 'Duration', { FunctionName: 'score' }, [600_000_000]);
    put('AWS/Lambda', 'Duration', { FunctionName: 'watch' }, [800_000_000]);
    put('AWS/Lambda', 'Invocations', { FunctionName: 'score-elsewhere' }, [5]);
    put('AWS/AppSync', 'Latency', { GraphQLAPIId: 'api' }, [5, 7, 9]);
    put('AWS/AppSync', 'Latency', { GraphQLAPIId: 'other' }, [5]);
    put('AWS/AppSync', 'OutboundMessages', { GraphQLAPIId: 'api' }, [1, 2]);
    put('AWS/AppSync', 'ConnectionDuration', { GraphQLAPIId: 'api' }, [90_000, 30_000]);
    put('AWS/States', 'ExecutionsStarted', { StateMachineArn: workflowArn }, [1, 1]);
    put('AWS/States', 'ExecutionsStarted', { StateMachineArn: `${workflowArn}-2` }, [1]);
    put('AWS/States', 'ExpressExecutionBilledDuration', { StateMachineArn: workflowArn }, [8_000_000, 8_000_000]);
    put('AWS/States', 'ConsumedCapacity', { ServiceMetric: 'StateTransition' }, [30, 10]);
    const task = (name: string) => ({
      ServiceIntegrationResourceArn: `arn:aws:states:us-east-1:000000000000:${name}`,
    });
    put('AWS/States', 'ServiceIntegrationRunTime', task('sagemaker:createTrainingJob.sync'), [90_000]);
    put('AWS/States', 'ServiceIntegrationRunTime', task('sagemaker:createTransformJob.sync'), [30_000]);
    put('AWS/States', 'ServiceIntegrationRunTime', task('lambda:invoke'), [7_000_000]);
    const endpoint = (EndpointName: string) => ({ EndpointName, VariantName: 'all' });
    put('AWS/SageMaker', 'ModelLatency', endpoint(`shop-${version}`), [2_000_000, 3_000_000]);
    put('AWS/SageMaker', 'ModelLatency', endpoint(`shop-beta-${version}`), [2_000_000]);

    const { rows, from, until, ...priced } = await countCosts(72, dependencies);
    expect(Date.parse(until)).toBe(now);
    expect(Date.parse(from)).toBe(now - 72 * hour);
    expect(priced).toEqual({ region: 'us-east-1', pricedOn: expect.stringMatching(/^2026-\d\d-\d\d$/) });
    const told = rows.map(({ service, unit, units, dollars, scope }) => [
      `${service}: ${unit}`,
      [units, dollars].map((value) => Number(value.toPrecision(6))),
      scope,
    ]);
    expect(told).toEqual([
      ['AppSync: queries and mutations', [3, 0.000012], 'DEPLOYMENT'],
      ['AppSync: real-time messages, by 5 KB', [3, 0.000006], 'DEPLOYMENT'],
      ['AppSync: minutes of connections that ended', [2, 1.6e-7], 'DEPLOYMENT'],
      ['DynamoDB: read request units', [1_000_000, 0.125], 'DEPLOYMENT'],
      ['DynamoDB: write request units', [1_000_000, 0.625], 'DEPLOYMENT'],
      ['Lambda: invocations', [1_000_000, 0.2], 'DEPLOYMENT'],
      ['Lambda: GB-seconds', [1_000_000, 13.3334], 'DEPLOYMENT'],
      ['Step Functions: transitions of Standard executions', [40, 0.001], 'ACCOUNT'],
      ['Step Functions: Express executions', [2, 0.000002], 'DEPLOYMENT'],
      ['Step Functions: GB-seconds of Express executions', [1000, 0.01667], 'DEPLOYMENT'],
      ['SageMaker: seconds of the endpoint, with 2 GB', [5, 0.0002], 'DEPLOYMENT'],
      ['SageMaker: seconds of jobs with their start, on ml.c5.xlarge', [120, 0.0068], 'ACCOUNT'],
    ]);
  });

  it('is of the hours that were asked for', async () => {
    const { put, unitsOf } = await setUp();
    const ago = [0, 0.9, 1.1, 23, 25, 71];
    ago.forEach((hours, index) => put('AWS/Lambda', 'Invocations', { FunctionName: 'score' }, [10 ** index], hours));
    expect((await unitsOf(1)).invocations).toBe(11);
    expect((await unitsOf(24)).invocations).toBe(1111);
    expect((await unitsOf(72)).invocations).toBe(111_111);
    expect((await unitsOf(336)).invocations).toBe(111_111);
  });

  it('is nothing where nothing was done', async () => {
    const { unitsOf } = await setUp();
    const units = Object.values(await unitsOf(24));
    expect(units).toHaveLength(12);
    expect(units.every((one) => one === 0)).toBe(true);
  });

  it('is added up over every page of more metrics than one request takes', async () => {
    const { put, dependencies, unitsOf } = await setUp();
    for (let n = 0; n < 600; n++) {
      const name = `function-${n}`;
      dependencies.memory.set(name, 128);
      put('AWS/Lambda', 'Invocations', { FunctionName: name }, [1]);
      put('AWS/SageMaker', 'ModelLatency', { EndpointName: `other-${n}`, VariantName: 'all' }, [1]);
    }
    put('AWS/SageMaker', 'ModelLatency', { EndpointName: `shop-${version}`, VariantName: 'all' }, [4_000_000]);
    expect(await unitsOf(24)).toMatchObject({ invocations: 600, 'seconds of the endpoint, with 2 GB': 4 });
  });
});
