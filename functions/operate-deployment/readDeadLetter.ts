import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import type { WorkflowInput } from '../../schema/contract/scoring.ts';
import type { DeadLetter } from '../../schema/generated/types.ts';
import type { FailureMessage } from './FailureMessages.ts';

/** What a message holds that can be handled again (docs/architecture.md). */
export type Replayable = { record: DynamoDBRecord } | { input: WorkflowInput } | undefined;

const longestReason = 1000;

const attribute = z.object({ S: z.string() });
const interaction = z.object({
  record: z.looseObject({
    eventID: z.string().min(1),
    dynamodb: z.looseObject({
      NewImage: z.looseObject({ userId: attribute, itemId: attribute, eventId: attribute }).partial().optional(),
    }),
  }),
});
const push = z.object({
  input: z.object({
    userId: z.string(),
    placement: z.string(),
    basedOn: z.string(),
    itemIds: z.array(z.string()),
  } satisfies Record<keyof WorkflowInput, z.ZodType>),
});
const batch = z.object({ DDBStreamBatchInfo: z.looseObject({}) });
const failure = z.object({
  code: z.string().optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
});

/** What a message says, and what of it can be handled again. A message of any form is read. */
export function readDeadLetter({ messageId, body, sentAt }: FailureMessage): {
  letter: DeadLetter;
  replayable: Replayable;
} {
  const content = parseJson(body);
  const { code, reason } = failure.safeParse(content).data ?? {};
  const common = {
    messageId,
    code: code ?? null,
    reason: reason?.slice(0, longestReason) ?? null,
    sentAt: sentAt === undefined ? null : new Date(sentAt).toISOString(),
  };
  const ofInteraction = interaction.safeParse(content);
  if (ofInteraction.success) {
    const { record } = ofInteraction.data;
    const { userId, itemId, eventId } = record.dynamodb.NewImage ?? {};
    return {
      letter: {
        ...common,
        kind: 'INTERACTION',
        userId: userId?.S ?? null,
        itemId: itemId?.S ?? null,
        eventId: eventId?.S ?? null,
      },
      replayable: { record: record as DynamoDBRecord },
    };
  }
  const ofPush = push.safeParse(content);
  if (ofPush.success) {
    const { input } = ofPush.data;
    const { userId, placement } = input;
    return { letter: { ...common, kind: 'PUSH', userId, placement }, replayable: { input } };
  }
  const kind = batch.safeParse(content).success ? 'STREAM_BATCH' : 'UNKNOWN';
  return { letter: { ...common, kind }, replayable: undefined };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
