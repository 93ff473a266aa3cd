import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mergeUser } from '../../../functions/merge-user/mergeUser.ts';
import type { MergeUserInput } from '../../../schema/contract/merges.ts';

/** The function `merge-user` itself on the tables of the API; only here an id is signed when it ends in `~signed`. */
export function createMergeRunner(database: DynamoDBClient): (request: unknown) => Promise<unknown> {
  const client = DynamoDBDocumentClient.from(database, { marshallOptions: { removeUndefinedValues: true } });
  const dependencies = {
    client,
    userDataTable: 'user-data',
    signature: { verify: async (id: string) => (id.endsWith('~signed') ? id.split('~')[0] : undefined) },
    archive: { mark: async () => undefined, unmark: async () => undefined },
    newId: randomUUID,
    clock: Date.now,
  };
  return async (request) =>
    // As Lambda hands it over.
    JSON.parse(
      JSON.stringify(await mergeUser((request as { payload: MergeUserInput }).payload, dependencies)),
    ) as unknown;
}
