import { setTimeout as sleep } from 'node:timers/promises';
import { postOperation } from '../../local/postOperation.ts';
import {
  BatchRecommendationDocument,
  RequestBatchRecommendationsDocument,
} from '../../schema/generated/client/graphql.ts';
import type { BatchRecommendation, RequestBatchRecommendationsInput } from '../../schema/generated/types.ts';

type Caller = Parameters<typeof postOperation>[0];

/** @returns the id of the batch */
export async function requestBatch(admin: Caller, input: RequestBatchRecommendationsInput): Promise<string> {
  const { requestBatchRecommendations } = await postOperation(admin, RequestBatchRecommendationsDocument, { input });
  return requestBatchRecommendations.batchId;
}

/** Waits until a batch is as wanted. Left out: until it has ended. */
export async function batchOnce(
  admin: Caller,
  batchId: string,
  isWanted: (batch: BatchRecommendation) => boolean = ({ status }) => status !== 'RUNNING',
): Promise<BatchRecommendation> {
  for (;;) {
    const { batchRecommendation } = await postOperation(admin, BatchRecommendationDocument, { batchId });
    if (batchRecommendation && isWanted(batchRecommendation)) return batchRecommendation;
    await sleep(50);
  }
}
