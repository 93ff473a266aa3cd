import type { DynamoDBRecord } from 'aws-lambda';
import type { ReplayRecordsResult } from '../../schema/contract/deployment.ts';
import type { WorkflowInput } from '../../schema/contract/scoring.ts';
import type { ReplayedDeadLetters, ReplayFailure } from '../../schema/generated/types.ts';
import type { FailureMessage, FailureMessages } from './FailureMessages.ts';
import { readDeadLetter } from './readDeadLetter.ts';

export interface ReplayDependencies {
  messages: FailureMessages;
  /** Has `on-interaction` deal with records. Throws ReplayFailedError. */
  replayRecords(records: DynamoDBRecord[]): Promise<ReplayRecordsResult>;
  startWorkflow(input: WorkflowInput): Promise<void>;
  onTrouble(what: string, cause: unknown): void;
}

/** How long an empty queue is waited for, in seconds: another look may hide what is there for one. */
export const queuePatience = 2;

type Outcome = Omit<ReplayFailure, 'messageId'> | undefined;

/**
 * Handles up to so many dead letters again. A message leaves the queue once what is in it was handled; a call that ends
 * between the two leaves it there, and the next one changes nothing: interactions are taken in once, and pushes are made
 * by conditional writes. What fails is shown again and waits on.
 */
export async function replayDeadLetters(limit: number, dependencies: ReplayDependencies): Promise<ReplayedDeadLetters> {
  const { messages, onTrouble } = dependencies;
  const taken = await messages.take(limit, queuePatience);
  const read = taken.map((message) => ({ message, replayable: readDeadLetter(message).replayable }));
  const records = read.flatMap(({ message, replayable }) =>
    replayable && 'record' in replayable ? [{ message, record: replayable.record }] : [],
  );
  const outcomes = await replayRecords(records, dependencies);
  await Promise.all(
    read.map(async ({ message, replayable }) => {
      if (!replayable) outcomes.set(message, notReplayable);
      else if ('input' in replayable) outcomes.set(message, await startPush(replayable.input, dependencies));
    }),
  );
  const [handled, left] = [
    taken.filter((message) => !outcomes.get(message)),
    taken.filter((message) => outcomes.get(message)),
  ];
  await Promise.all(
    handled.map((message) =>
      messages.remove(message).catch((cause: unknown) => onTrouble('What was replayed will be replayed again', cause)),
    ),
  );
  await messages.giveBack(left).catch((cause: unknown) => onTrouble('Messages stay hidden for a while', cause));
  return {
    replayed: handled.length,
    failures: left.map((message) => ({ messageId: message.messageId, ...outcomes.get(message)! })),
    waiting: await messages.waiting().catch((cause: unknown) => {
      onTrouble('The queue does not say how many wait', cause);
      return null;
    }),
  };
}

const notReplayable: Outcome = {
  code: 'NOT_REPLAYABLE',
  reason: 'The message holds neither an interaction nor a push; docs/architecture.md says what to do with it.',
};
const unavailable: Outcome = {
  code: 'UNAVAILABLE',
  reason: 'What handles it did not answer. Try again later; the log of operate-deployment says more.',
};

async function replayRecords(
  given: { message: FailureMessage; record: DynamoDBRecord }[],
  { replayRecords, onTrouble }: ReplayDependencies,
): Promise<Map<FailureMessage, Outcome>> {
  if (given.length === 0) return new Map();
  try {
    const { failures } = await replayRecords(given.map(({ record }) => withoutSequenceNumber(record)));
    const byEvent = new Map(failures.map(({ streamEventId, code, reason }) => [streamEventId, { code, reason }]));
    return new Map(given.map(({ message, record }) => [message, byEvent.get(record.eventID ?? '')]));
  } catch (cause) {
    onTrouble('Records were not replayed', cause);
    return new Map(given.map(({ message }) => [message, unavailable]));
  }
}

async function startPush(input: WorkflowInput, { startWorkflow, onTrouble }: ReplayDependencies): Promise<Outcome> {
  try {
    await startWorkflow(input);
    return undefined;
  } catch (cause) {
    onTrouble('A push was not begun', cause);
    return unavailable;
  }
}

/** What is behind it in the stream has been taken in. */
function withoutSequenceNumber({ dynamodb, ...record }: DynamoDBRecord): DynamoDBRecord {
  const { SequenceNumber: _sequenceNumber, ...rest } = dynamodb ?? {};
  return { ...record, dynamodb: rest };
}
