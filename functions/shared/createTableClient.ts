import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Tracer } from '@aws-lambda-powertools/tracer';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * Numbers as JavaScript has them. Without this the SDK makes a BigInt of what is 2^53 or more, which no JSON holds, and
 * fails the whole answer for a large number with decimals: one row would stop everybody's.
 * A new object each time, because the SDK's client writes into its options.
 */
export const plainNumbers = () => ({ wrapNumbers: (text: string): number => Number(text) });

/** A DynamoDB client that is traced, leaves absent fields out of what it writes, and reads every number. */
export function createTableClient(tracer: Tracer): DynamoDBDocumentClient {
  const client = tracer.captureAWSv3Client(new DynamoDBClient({}));
  return DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
    unmarshallOptions: plainNumbers(),
  });
}
