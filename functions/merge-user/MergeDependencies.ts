import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { VisitorSignature } from '../shared/VisitorSignature.ts';
import type { ErasureArchive } from '../shared/ErasureArchive.ts';

/** What the steps of a merge work with. */
export interface MergeDependencies {
  client: DynamoDBDocumentClient;
  userDataTable: string;
  signature: Pick<VisitorSignature, 'verify'>;
  archive: Pick<ErasureArchive, 'mark' | 'unmark'>;
  /** A new id of a merge. */
  newId: () => string;
  /** Milliseconds since 1970. */
  clock: () => number;
}
