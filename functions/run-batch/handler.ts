import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { BatchStep, EndBatchAnswer } from '../../schema/contract/batchSteps.ts';
import { Archive } from '../shared/Archive.ts';
import { createTableClient } from '../shared/createTableClient.ts';
import { readEnvironment } from '../shared/environment.ts';
import { createObservability, observe } from '../shared/observe.ts';
import type { BatchDependencies } from './BatchDependencies.ts';
import { BatchRows } from './BatchRows.ts';
import { createListWriter } from './createListWriter.ts';
import { runBatch } from './runBatch.ts';

const environment = readEnvironment('run-batch', process.env);
const observability = createObservability();
const { metrics, tracer } = observability;
const tables = createTableClient(tracer);
const nameOf = (tableArn: string): string => tableArn.slice(tableArn.lastIndexOf('/') + 1);

const dependencies: BatchDependencies = {
  rows: new BatchRows(tables, environment.MODELS_TABLE),
  archive: new Archive(tracer.captureAWSv3Client(new S3Client({})), environment.ARCHIVE_BUCKET),
  prefix: environment.NAME_PREFIX,
  userDataTable: environment.USER_DATA_TABLE_ARN,
  catalogueTable: environment.CATALOGUE_TABLE_ARN,
  countRows: async (tableArn) => {
    const { Table } = await tables.send(new DescribeTableCommand({ TableName: nameOf(tableArn) }));
    return Table?.ItemCount ?? 0;
  },
  makeKey: () => randomBytes(32),
  writeList: createListWriter(tables, nameOf(environment.USER_DATA_TABLE_ARN)),
  listsPerSecond: environment.LISTS_PER_SECOND,
  sleep: (milliseconds) => setTimeout(milliseconds),
  clock: Date.now,
  // The function has five minutes; what is under way then ends well within the last.
  storingMilliseconds: 240_000,
};

/** Does one step of a batch. */
export const handler = observe(observability, async (event: BatchStep): Promise<object> => {
  const answer = await runBatch(event, dependencies);
  if (event.step === 'end') {
    const { status } = answer as EndBatchAnswer;
    metrics.addMetric('BatchesFailed', MetricUnit.Count, status === 'FAILED' ? 1 : 0);
  }
  return answer;
});
