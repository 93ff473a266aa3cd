import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { startBuckets } from '../../../emulator/test/s3/startBuckets.ts';
import type { BatchDependencies } from '../../../functions/run-batch/BatchDependencies.ts';
import { BatchRows } from '../../../functions/run-batch/BatchRows.ts';
import { createListWriter } from '../../../functions/run-batch/createListWriter.ts';
import { runBatch } from '../../../functions/run-batch/runBatch.ts';
import { Archive } from '../../../functions/shared/Archive.ts';
import type { BatchList, BatchWorkflowInput } from '../../../schema/contract/batches.ts';
import type * as Steps from '../../../schema/contract/batchSteps.ts';
import { startTables } from '../../helpers/startTables.ts';

export const batchId = '20261128-120000-0a1b';
export const modelVersion = '20261127-030000-00aa';
export const startedAt = '2026-11-28T12:00:00.000Z';
const executionArn = `arn:aws:states:us-east-1:000000000000:execution:batch:${batchId}`;
export const wanted: BatchWorkflowInput = { placement: 'home', listSize: 50, store: true, requestedBy: 'admin' };

export const list = (userId: string, more: Partial<BatchList> = {}): BatchList => ({
  userId,
  placement: 'home',
  recommendationId: `id-of-${userId}`,
  modelVersion,
  source: 'MODEL',
  generatedAt: startedAt,
  basedOn: '2026-11-27T00:00:00.000Z',
  items: [
    { itemId: 'a', score: 1, reasons: [{ code: 'POPULAR', evidence: { itemIds: [], attributes: [] }, share: 1 / 3 }] },
  ],
  ...more,
});

type Answers = {
  begin: Steps.BeginBatchAnswer;
  checkPrepared: Steps.CheckPreparedAnswer;
  checkLists: Steps.CheckListsAnswer;
  storePart: Steps.StorePartAnswer;
  end: Steps.EndBatchAnswer;
};

/** What the steps work with, real: DynamoDB's engine and S3 of the emulator. */
export async function startBatch() {
  const [tables, { client: s3 }] = await Promise.all([startTables(), startBuckets()]);
  onTestFinished(() => tables.stop());
  const time = { now: Date.parse(startedAt) };
  const pauses: number[] = [];
  const dependencies: BatchDependencies = {
    rows: new BatchRows(tables.client, tables.models),
    archive: new Archive(s3, 'archive'),
    prefix: 'shop',
    userDataTable: 'arn:aws:dynamodb:us-east-1:0:table/userData',
    catalogueTable: 'arn:aws:dynamodb:us-east-1:0:table/catalogue',
    countRows: async () => 5_000_000,
    makeKey: () => new Uint8Array(32).fill(7),
    writeList: createListWriter(tables.client, tables.userData),
    listsPerSecond: 2,
    sleep: async (milliseconds) => {
      pauses.push(milliseconds);
      time.now += milliseconds;
    },
    clock: () => time.now,
    storingMilliseconds: 3000,
  };
  const once = <Step extends Steps.BatchStep>(input: Step): Promise<Answers[Step['step']]> =>
    runBatch(input, dependencies) as never;
  return {
    tables,
    dependencies,
    pauses,
    time,
    once,
    /** Twice, because every step may run twice, and must then answer the same. */
    step: async <Step extends Steps.BatchStep>(input: Step): Promise<Answers[Step['step']]> => {
      const first = await once(input);
      const second = await once(input);
      if (JSON.stringify(first) !== JSON.stringify(second)) {
        throw new Error(`${input.step} answered ${JSON.stringify(first)}, then ${JSON.stringify(second)}`);
      }
      return first;
    },
    begin: (input: Partial<BatchWorkflowInput> = {}): Steps.BeginBatchInput => ({
      step: 'begin',
      executionArn,
      startedAt,
      input: { ...wanted, ...input },
    }),
    haveModel: async (version = modelVersion, endpointName: string | undefined = `shop-${version}`) => {
      await tables.put(tables.models, { pk: 'VERSION', sk: version, modelVersion: version, endpointName });
      const champion = { modelVersion: version, endpointName };
      await tables.put(tables.models, { pk: 'LIVE', sk: 'LIVE', revision: 1, champion });
    },
    put: async (key: string, body: unknown) => {
      const Body = typeof body === 'string' ? body : JSON.stringify(body);
      await s3.send(new PutObjectCommand({ Bucket: 'archive', Key: key, Body }));
    },
    read: async (key: string): Promise<unknown> => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'archive', Key: key }));
      return JSON.parse((await Body?.transformToString()) ?? 'null');
    },
    row: () => dependencies.rows.batch(batchId),
  };
}
