import type { DynamoDBRecord } from 'aws-lambda';
import { InvalidRecordError } from './errors.ts';

/** What the queue of failures keeps of a record: enough to see why, and to deal with it later (docs/architecture.md). */
export interface FailedRecord {
  /** Of the error. */
  code: string;
  reason: string;
  failedAt: string;
  record: DynamoDBRecord;
}

export type SendToQueue = (message: FailedRecord) => Promise<void>;

/**
 * How long a record may fail before it makes room for those behind it, in milliseconds. Lambda itself keeps only the
 * sequence numbers of what it gives up, and the stream forgets their records after a day.
 */
export const patience = 10 * 60_000;

/**
 * Sends failed records to the queue: at once those that no repetition makes good, the others when they have failed for
 * long. What the queue does not take goes on failing.
 * @param failures stream event id to error; what is set aside is taken out
 * @param now milliseconds since 1970
 * @returns how many were set aside
 */
export async function setAside(
  records: DynamoDBRecord[],
  failures: Map<string, Error>,
  now: number,
  send: SendToQueue,
): Promise<number> {
  const hopeless = records.filter((record) => isHopeless(record, failures.get(record.eventID ?? ''), now));
  const sent = await Promise.all(
    hopeless.map(async (record) => {
      const id = record.eventID ?? '';
      const error = failures.get(id) as Error & { code?: string };
      const failedAt = new Date(now).toISOString();
      try {
        await send({ code: error.code ?? error.name, reason: error.message, failedAt, record });
        return [id];
      } catch (queueError) {
        failures.set(id, queueError as Error);
        return [];
      }
    }),
  );
  for (const id of sent.flat()) failures.delete(id);
  return sent.flat().length;
}

function isHopeless({ dynamodb }: DynamoDBRecord, error: Error | undefined, now: number): boolean {
  if (!error) return false;
  const createdAt = dynamodb?.ApproximateCreationDateTime;
  return error instanceof InvalidRecordError || (createdAt !== undefined && now - createdAt * 1000 > patience);
}
