import { ScanCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The ids of all items in the catalogue: an interaction may only name one of these. */
export async function readItemIds(client: DynamoDBClient, table: string): Promise<Set<string>> {
  const itemIds = new Set<string>();
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        ProjectionExpression: 'itemId',
        ExclusiveStartKey: from,
        ConsistentRead: true,
      }),
    );
    for (const item of page.Items ?? []) itemIds.add(item.itemId.S as string);
    from = page.LastEvaluatedKey;
  } while (from);
  return itemIds;
}
