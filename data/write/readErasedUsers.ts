import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
  type KeysAndAttributes,
} from '@aws-sdk/client-dynamodb';
import { erasedSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import { backOff } from './writeRows.ts';

/** The most keys that BatchGetItem takes. */
const keysPerRead = 100;

/** Those of the users whose data were erased: an import must not bring back what somebody wanted gone. */
export async function readErasedUsers(
  client: DynamoDBClient,
  table: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  const byKey = new Map(userIds.map((userId) => [userPartitionKey(userId), userId]));
  const erased = new Set<string>();
  const keys = [...byKey.keys()];
  for (let start = 0; start < keys.length; start += keysPerRead) {
    let request: KeysAndAttributes | undefined = {
      Keys: keys.slice(start, start + keysPerRead).map((pk) => ({ pk: { S: pk }, sk: { S: erasedSortKey } })),
      ProjectionExpression: 'pk',
    };
    for (let attempt = 0; request?.Keys?.length; attempt += 1) {
      await backOff(attempt);
      const { Responses, UnprocessedKeys }: BatchGetItemCommandOutput = await client.send(
        new BatchGetItemCommand({ RequestItems: { [table]: request } }),
      );
      for (const { pk } of Responses?.[table] ?? []) erased.add(byKey.get(pk.S as string) as string);
      request = UnprocessedKeys?.[table];
    }
  }
  return erased;
}
