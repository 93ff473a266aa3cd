import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { RecordVersion } from '../shared/createVersionMetrics.ts';
import type { Attribution } from './attributionOf.ts';
import { countByVersion } from './countByVersion.ts';
import type { RecordPlacements } from './createPlacementMetrics.ts';
import { ShownItems } from './ShownItems.ts';

export interface Telling {
  client: DynamoDBDocumentClient;
  feedbackTable: string;
  /** Counts impressions and clicks of the versions of the model. */
  recordVersion: RecordVersion;
  /** Counts what people did with the lists of placements. */
  recordPlacements: RecordPlacements;
  /** Told of what went wrong without failing a record. */
  onTrouble: (what: string, cause: unknown) => void;
}

/** Makes the function that tells others what has been counted for lists: each thing once, and nothing that is not believed. */
export function createTelling({ client, feedbackTable, recordVersion, recordPlacements, onTrouble }: Telling) {
  const shownItems = new ShownItems(client, feedbackTable);
  return async (counted: Attribution[]): Promise<void> => {
    countByVersion(counted, recordVersion);
    recordPlacements(counted);
    // Items whose note is lost are noted when they are shown again.
    await shownItems.note(counted).catch((error: unknown) => onTrouble('Shown items were not noted', error));
  };
}
