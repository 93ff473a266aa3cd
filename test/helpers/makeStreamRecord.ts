import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { interactionSortKey, userPartitionKey } from '../../schema/contract/keys.ts';

let made = 0;

/** The stream record of a new interaction, as Lambda delivers it; with an event id of its own. */
export function makeStreamRecord(interaction: {
  userId: string;
  itemId: string;
  eventType?: string;
  timestamp: string;
  recordedAt?: string;
  recommendationId?: string;
  position?: number;
  eventValue?: number;
  mergedFrom?: string;
}): DynamoDBRecord {
  made += 1;
  const { userId, itemId, eventType = 'VIEW', timestamp, recordedAt = timestamp, ...fields } = interaction;
  const keys = { pk: userPartitionKey(userId), sk: interactionSortKey(eventType, timestamp, `event-${made}`) };
  const image = { ...keys, userId, itemId, eventType, timestamp, recordedAt, eventId: `event-${made}` };
  return {
    eventID: `stream-${made}`,
    eventName: 'INSERT',
    eventSource: 'aws:dynamodb',
    eventSourceARN: 'arn:aws:dynamodb:us-east-1:123456789012:table/userData/stream/2026-11-21T00:00:00.000',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: Date.parse(recordedAt) / 1000,
      Keys: marshall(keys),
      NewImage: marshall({ ...image, ...fields }, { removeUndefinedValues: true }),
      SequenceNumber: String(made).padStart(21, '0'),
      StreamViewType: 'NEW_IMAGE',
    } as DynamoDBRecord['dynamodb'],
  };
}
