import type { DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import type { CountHeldRequest } from '../../schema/contract/anomalies.ts';
import { InvalidEventError } from './errors.ts';

const countHeld = z.object({
  kind: z.literal('COUNT_HELD'),
  anomalyId: z.string().min(1),
} satisfies Record<keyof CountHeldRequest, z.ZodType>);

/**
 * What the function is invoked with: records of the stream, or the API's request to count what a mark has held back.
 * @throws InvalidEventError
 */
export function parseEvent(event: unknown): DynamoDBStreamEvent | CountHeldRequest {
  if (Array.isArray((event as Partial<DynamoDBStreamEvent> | null)?.Records)) return event as DynamoDBStreamEvent;
  const parsed = countHeld.safeParse(event);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new InvalidEventError(problems.join('; '), { cause: parsed.error });
}
