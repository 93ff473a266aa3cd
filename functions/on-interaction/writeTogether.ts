import { setTimeout } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TransactionAction } from './UserDay.ts';

const attempts = 7;
/** Milliseconds before the second attempt; twice as long before each further one. */
const firstWait = 20;

/**
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html, "TransactionCanceledException".
 * The SDK repeats throttled requests and not cancelled transactions.
 */
const passing = ['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

/**
 * Writes everything or nothing. Waits and tries again when rows are busy; leaves out optional writes that DynamoDB
 * refuses for what is in the row.
 * @returns how many optional writes were left out
 * @throws whatever else DynamoDB answers
 */
export async function writeTogether(
  client: DynamoDBDocumentClient,
  required: TransactionAction[],
  optional: TransactionAction[],
): Promise<number> {
  let left = optional;
  for (let attempt = 1; ;) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [...required, ...left] }));
      return optional.length - left.length;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
      const acceptable = left.filter((_, index) => codes[required.length + index] !== 'ValidationError');
      if (acceptable.length < left.length) {
        left = acceptable;
        continue;
      }
      if (attempt === attempts || !codes.every((code) => passing.includes(code))) throw error;
      // Instances that met must not meet again.
      await setTimeout(firstWait * 2 ** (attempt - 1) * (0.5 + Math.random() / 2));
      attempt += 1;
    }
  }
}
