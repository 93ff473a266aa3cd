import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoDBDataSource } from '../../../../appsync/index.ts';
import { hasDynoxide } from '../../../helpers/startEngine.ts';
import { call, key, startThings, type Things } from '../../helpers/startThings.ts';

describe.skipIf(!hasDynoxide)('a request that cannot be run (dynoxide; skipped where it has no package)', () => {
  let things: Things;
  beforeAll(async () => {
    things = await startThings();
  });
  afterAll(() => things?.stop());

  it.each([
    [{}, 'MappingTemplate', "Value for field '$[operation]' not found."],
    [{ operation: 'Sync' }, 'MappingTemplate', 'Sync needs a versioned data source'],
    [{ operation: 'toString' }, 'MappingTemplate', "Unsupported operation 'toString'"],
    [{ operation: 'GetItem' }, 'MappingTemplate', "Value for field '$[key]' not found."],
    [{ operation: 'GetItem', key: { pk: 'plain' } }, 'MappingTemplate', 'Unable to convert key.pk'],
    [
      { operation: 'PutItem', key: { pk: { S: 'a' }, sk: { S: 'b' } }, attributeValues: { a: { X: 1 } } },
      'MappingTemplate',
      'Unable to convert attributeValues.a',
    ],
    [{ operation: 'GetItem', key: { other: { S: 'a' } } }, 'DynamoDB:DynamoDbException', 'Status Code: 400'],
    [{ operation: 'Query', query: { expression: 'pk = ' } }, 'DynamoDB:DynamoDbException', 'Status Code: 400'],
    [
      { operation: 'TransactWriteItems', transactItems: [{ table: 'things', operation: 'Sing', key: {} }] },
      'MappingTemplate',
      "Unsupported operation 'Sing'",
    ],
  ])('%j is refused', async (request, type, message) => {
    await expect(things.run(request)).rejects.toMatchObject({
      type,
      message: expect.stringContaining(message),
    });
  });
  it('names a table that does not exist', async () => {
    const missing = createDynamoDBDataSource({ client: things.client, tableName: 'missing' });
    await expect(missing.invoke({ operation: 'GetItem', key: key('a', 'b') }, call)).rejects.toMatchObject({
      type: 'DynamoDB:ResourceNotFoundException',
    });
  });
  it('tells when no engine answers', async () => {
    const client = new DynamoDBClient({ ...things.configuration, endpoint: 'http://127.0.0.1:1', maxAttempts: 1 });
    const nowhere = createDynamoDBDataSource({ client, tableName: 'things' });
    await expect(nowhere.invoke({ operation: 'GetItem', key: key('a', 'b') }, call)).rejects.toMatchObject({
      type: 'DynamoDB:SdkClientException',
    });
  });
});
