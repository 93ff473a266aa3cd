import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { maximumPosition, streamPositionSeconds } from '../../schema/contract/limits.ts';
import { plainNumbers } from '../shared/createTableClient.ts';
import { InvalidRecordError } from './errors.ts';

const shape = z.object({
  userId: z.string(),
  itemId: z.string(),
  eventType: z.string(),
  timestamp: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  /** Only counted: of another form, it is not there. */
  recommendationId: z.string().optional().catch(undefined),
  /** Of the item in the list, from 0. */
  position: z.number().int().min(0).max(maximumPosition).optional().catch(undefined),
  eventValue: z.number().optional().catch(undefined),
  /** The visitor whose it was (schema/contract/merges.ts): it was counted when the visitor did it. */
  mergedFrom: z.string().optional(),
});

/** What the real-time path needs of an interaction. */
export interface RecordedInteraction extends z.infer<typeof shape> {
  /** Identifies the stream record; the same when it is delivered again. */
  streamEventId: string;
  /** The place of the record in its shard; undefined when somebody replays it. */
  sequenceNumber: string | undefined;
  /** ARN of the stream. */
  stream: string;
  /** When the row was written, in milliseconds since 1970, to the second; undefined where the stream does not say. */
  writtenAt?: number;
}

/** What the API writes is there within seconds; clocks may differ by minutes. */
const writingMilliseconds = 300_000;

/**
 * Whether somebody did it just now. An import and a merge write what happened before, and what was recorded yesterday
 * is no behaviour of today, even though a stream could still hold it.
 */
export const isLive = ({ recordedAt, writtenAt }: RecordedInteraction, now: number): boolean =>
  writtenAt === undefined
    ? now - Date.parse(recordedAt) <= streamPositionSeconds * 1000
    : writtenAt - Date.parse(recordedAt) <= writingMilliseconds;

export const isImpression = ({ eventType }: RecordedInteraction): boolean => eventType === 'IMPRESSION';

/**
 * Reads the interaction out of a stream record.
 * @throws InvalidRecordError naming each field that is wrong
 */
export function toRecordedInteraction(record: DynamoDBRecord): RecordedInteraction {
  const streamEventId = record.eventID ?? '';
  const {
    NewImage: image,
    SequenceNumber: sequenceNumber,
    ApproximateCreationDateTime: seconds,
  } = record.dynamodb ?? {};
  const stream = record.eventSourceARN ?? '';
  const writtenAt = seconds === undefined ? undefined : seconds * 1000;
  return { ...parseInteraction(read(image), streamEventId), streamEventId, sequenceNumber, stream, writtenAt };
}

/**
 * Reads an interaction out of plain values.
 * @throws InvalidRecordError naming each field that is wrong
 */
export function parseInteraction(image: unknown, streamEventId: string): z.infer<typeof shape> {
  const parsed = shape.safeParse(image);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'NewImage'}: ${message}`);
  throw new InvalidRecordError(streamEventId, problems.join('; '), { cause: parsed.error });
}

function read(image: unknown): unknown {
  try {
    return unmarshall(image as Parameters<typeof unmarshall>[0], plainNumbers());
  } catch {
    return undefined;
  }
}
