import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import type { CountHeldRequest } from '../../schema/contract/anomalies.ts';
import type { ReplayRecordsRequest } from '../../schema/contract/deployment.ts';
import { InvalidEventError } from './errors.ts';

const countHeld = z.object({
  kind: z.literal('COUNT_HELD'),
  anomalyId: z.string().min(1),
} satisfies Record<keyof CountHeldRequest, z.ZodType>);

/** What is in the records is looked at record by record. */
const replay = z.object({
  kind: z.literal('REPLAY'),
  records: z.array(z.looseObject({ eventID: z.string().min(1) })).min(1),
} satisfies Record<keyof ReplayRecordsRequest<DynamoDBRecord>, z.ZodType>);

/**
 * What the function is invoked with: records of the stream, records that were set aside and are replayed, or the API's
 * request to count what a mark has held back.
 * @throws InvalidEventError
 */
export function parseEvent(
  event: unknown,
): DynamoDBStreamEvent | CountHeldRequest | ReplayRecordsRequest<DynamoDBRecord> {
  if (Array.isArray((event as Partial<DynamoDBStreamEvent> | null)?.Records)) return event as DynamoDBStreamEvent;
  const parsed = z.discriminatedUnion('kind', [countHeld, replay]).safeParse(event);
  if (parsed.success) return parsed.data as CountHeldRequest | ReplayRecordsRequest<DynamoDBRecord>;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new InvalidEventError(problems.join('; '), { cause: parsed.error });
}
