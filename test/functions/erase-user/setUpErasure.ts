import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { startBuckets } from '../../../emulator/test/s3/startBuckets.ts';
import { queueUrl, startQueue } from '../../../emulator/test/sqs/startQueue.ts';
import { eraseUser } from '../../../functions/erase-user/eraseUser.ts';
import { createQueueCaller } from '../../../functions/shared/createQueueCaller.ts';
import { ErasureArchive } from '../../../functions/shared/ErasureArchive.ts';
import type { EraseUserInput } from '../../../schema/contract/erasure.ts';
import type { TestTables } from '../../helpers/startTables.ts';

/** When erasures are asked for, in milliseconds since 1970. */
export const erasureStart = Date.UTC(2026, 10, 28, 12);

/** A user with an erasure that was asked for, and every store that the function reaches. */
export async function setUpErasure(tables: TestTables, userId: string, erasureId: string) {
  await tables.put(
    tables.userData,
    {
      pk: `USER#${userId}`,
      sk: 'ERASED',
      erasureId,
      status: 'ERASING',
      requestedAt: 'r',
      counts: '{"IMPRESSION":5}',
    },
    { pk: `ERASURE#${erasureId}`, sk: 'TASK', userId },
  );
  const { client: s3 } = await startBuckets();
  const { queues, endpoint, credentials } = await startQueue();
  const options = { queueUrl, endpoint, region: 'us-east-1', credentials, timeout: 5_000 };
  const clock = { now: erasureStart };
  const dependencies = {
    client: tables.client,
    userDataTable: tables.userData,
    modelsTable: tables.models,
    feedbackTable: tables.feedback,
    archive: new ErasureArchive(s3, 'archive', () => new Uint8Array(32).fill(7)),
    callQueue: createQueueCaller(options),
    clock: () => clock.now,
  };
  return {
    queues,
    s3,
    clock,
    step: (step: EraseUserInput['step'], sweep = 'only') => eraseUser({ step, erasureId, sweep }, dependencies),
    mark: async () => (await tables.partition(tables.userData, `USER#${userId}`)).find(({ sk }) => sk === 'ERASED')!,
    marks: async () =>
      ((await s3.send(new ListObjectsV2Command({ Bucket: 'archive' }))).Contents ?? []).map(({ Key }) => Key),
  };
}
