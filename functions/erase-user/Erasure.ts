import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CallQueue } from '../shared/createQueueCaller.ts';
import type { ErasureArchive } from '../shared/ErasureArchive.ts';

/** What the steps of an erasure work with. */
export interface ErasureDependencies {
  client: DynamoDBDocumentClient;
  userDataTable: string;
  modelsTable: string;
  feedbackTable: string;
  archive: ErasureArchive;
  /** The queue of failures. */
  callQueue: CallQueue;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** An erasure at work. */
export interface Erasure {
  erasureId: string;
  userId: string;
  /** Which of its sweeps. */
  sweep: string;
}
