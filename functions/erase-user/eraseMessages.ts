import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { erasurePartitionKey, erasureTaskSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import { additionOf } from './countErased.ts';
import type { Erasure, ErasureDependencies } from './Erasure.ts';

interface Message {
  ReceiptHandle: string;
  Body?: string;
}

/** How long what was received is hidden from others, in seconds: longer than a step takes. */
const hiddenSeconds = 60;
/** SQS may leave messages out of an answer; with a wait it asks all of its servers, and so often in a row it is believed. */
const emptyAnswers = 2;

/**
 * Deletes the messages about the user from the queue of failures. Those about others are shown again at once.
 * @param deadline milliseconds since 1970
 * @returns whether nothing is left
 */
export async function eraseMessages(
  erasure: Erasure,
  deadline: number,
  dependencies: ErasureDependencies,
): Promise<boolean> {
  const { callQueue, clock } = dependencies;
  const others: Message[] = [];
  let empty = 0;
  try {
    while (empty < emptyAnswers) {
      if (clock() > deadline) return false;
      const { Messages: messages = [] } = (await callQueue('ReceiveMessage', {
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
        VisibilityTimeout: hiddenSeconds,
      })) as { Messages?: Message[] };
      empty = messages.length === 0 ? empty + 1 : 0;
      for (const message of messages) {
        if (!isAbout(message.Body ?? '', erasure.userId)) {
          others.push(message);
          continue;
        }
        await callQueue('DeleteMessage', { ReceiptHandle: message.ReceiptHandle });
        await count(erasure, dependencies);
      }
    }
    return true;
  } finally {
    for (const { ReceiptHandle } of others) {
      await callQueue('ChangeMessageVisibility', { ReceiptHandle, VisibilityTimeout: 0 });
    }
  }
}

/** Whether a message names the user: as `userId`, plain or as DynamoDB writes texts, or in the key of a row. */
export function isAbout(body: string, userId: string): boolean {
  const names = (value: unknown): boolean => {
    if (typeof value === 'string') return value === userPartitionKey(userId);
    if (typeof value !== 'object' || value === null) return false;
    return Object.entries(value).some(([name, member]) => {
      const text = (member as { S?: unknown } | null)?.S ?? member;
      return (name === 'userId' && text === userId) || names(member);
    });
  };
  try {
    return names(JSON.parse(body));
  } catch {
    return body.includes(userId);
  }
}

async function count({ erasureId }: Erasure, { client, userDataTable }: ErasureDependencies): Promise<void> {
  await client.send(
    new UpdateCommand({
      TableName: userDataTable,
      Key: { pk: erasurePartitionKey(erasureId), sk: erasureTaskSortKey },
      ...additionOf({ FAILED_MESSAGE: 1 }),
    }),
  );
}
