import {
  anomalySeconds,
  heldPartitionKey,
  isAboutItem,
  suspectItemSortKey,
  type AnomalyRow,
  type HeldRow,
} from '../../schema/contract/anomalies.ts';
import { userPartitionKey } from '../../schema/contract/keys.ts';
import { InvalidRecordError } from './errors.ts';
import { parseInteraction } from './RecordedInteraction.ts';
import type { RecordedInteraction } from './RecordedInteraction.ts';
import type { TransactionAction } from './UserDay.ts';

export interface HeldTables {
  userDataTable: string;
  feedbackTable: string;
}

/**
 * The writes by which an interaction is held back: what the stream said of it, and that training leaves it out. A mark of
 * a user says so itself.
 */
export function holdBack(
  interaction: RecordedInteraction,
  { sk: anomalyId, kind }: AnomalyRow,
  now: number,
  { userDataTable, feedbackTable }: HeldTables,
): TransactionAction[] {
  const Item: HeldRow = {
    pk: heldPartitionKey(anomalyId),
    sk: interaction.streamEventId,
    interaction: JSON.stringify(interaction),
    expiresAt: Math.floor(now / 1000) + anomalySeconds,
  };
  return [
    { Put: { TableName: feedbackTable, Item } },
    ...(isAboutItem(kind) ? [suspectAction(interaction, anomalyId, 'ADD', userDataTable)] : []),
  ];
}

/** The writes by which an interaction that was held back ceases to be, and only once. */
export function release(
  interaction: RecordedInteraction,
  anomalyId: string,
  isOfItem: boolean,
  { userDataTable, feedbackTable }: HeldTables,
): TransactionAction[] {
  return [
    {
      Delete: {
        TableName: feedbackTable,
        Key: { pk: heldPartitionKey(anomalyId), sk: interaction.streamEventId },
        ConditionExpression: 'attribute_exists(pk)',
      },
    },
    ...(isOfItem ? [suspectAction(interaction, anomalyId, 'DELETE', userDataTable)] : []),
  ];
}

/** @throws InvalidRecordError */
export function readHeld({ sk, interaction }: HeldRow): RecordedInteraction {
  try {
    // A record without a sequence number is a replay.
    return {
      ...parseInteraction(JSON.parse(interaction), sk),
      streamEventId: sk,
      sequenceNumber: undefined,
      stream: '',
    };
  } catch (cause) {
    if (cause instanceof InvalidRecordError) throw cause;
    throw new InvalidRecordError(sk, 'interaction: no JSON', { cause });
  }
}

function suspectAction(
  { userId, itemId }: RecordedInteraction,
  anomalyId: string,
  verb: 'ADD' | 'DELETE',
  TableName: string,
): TransactionAction {
  return {
    Update: {
      TableName,
      Key: { pk: userPartitionKey(userId), sk: suspectItemSortKey(itemId) },
      UpdateExpression: `${verb} #open :open SET #userId = :userId, #itemId = :itemId`,
      ExpressionAttributeNames: { '#open': 'open', '#userId': 'userId', '#itemId': 'itemId' },
      ExpressionAttributeValues: { ':open': new Set([anomalyId]), ':userId': userId, ':itemId': itemId },
    },
  };
}
