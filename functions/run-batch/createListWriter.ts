import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { BatchList, StoredLists } from '../../schema/contract/batches.ts';
import { erasedSortKey, storedListSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import { storedListLifeSeconds, storedListSize } from '../../schema/contract/limits.ts';
import { storedListCondition } from '../../schema/contract/rows.ts';
import type { RankedItem, StoredListRow } from '../../schema/contract/rows.ts';
import { packItems } from '../shared/packItems.ts';

/** A list of a batch whose reasons are those of the API. */
export interface StorableList extends BatchList {
  items: RankedItem[];
}

/** What became of a list. */
export type WriteStoredList = (list: StorableList) => Promise<keyof StoredLists>;

/**
 * Of two lists from the same history the newer one stays: an answer to a request that came after the batch began is as
 * good, and fresher.
 */
const condition = `(${storedListCondition}) AND (attribute_not_exists(generatedAt) OR generatedAt <= :generatedAt)`;

/**
 * Writes lists of batches as stored lists (rows.ts). The same list again changes nothing. A user who was erased since the
 * batch began gets none: it is `superseded`.
 */
export function createListWriter(client: DynamoDBDocumentClient, table: string): WriteStoredList {
  return async (list) => {
    const Item = storedListRow(list);
    try {
      const Key = { pk: Item.pk, sk: erasedSortKey };
      const mark = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      if (mark.Item) return 'superseded';
      await client.send(
        new PutCommand({
          TableName: table,
          Item,
          ConditionExpression: condition,
          ExpressionAttributeValues: { ':basedOn': Item.basedOn, ':generatedAt': Item.generatedAt },
        }),
      );
      return 'stored';
    } catch (error) {
      const { name } = error as Error;
      if (name === 'ConditionalCheckFailedException') return 'superseded';
      // A row that is too large, or a key that is: the next one may be well.
      if (name === 'ValidationException') return 'unstorable';
      throw error;
    }
  };
}

function storedListRow(list: StorableList): StoredListRow {
  const { userId, placement, recommendationId, modelVersion, source, generatedAt, basedOn } = list;
  const items = list.items.slice(0, storedListSize);
  return {
    pk: userPartitionKey(userId),
    sk: storedListSortKey(placement),
    ...{ recommendationId, userId, placement, generatedAt, basedOn, modelVersion },
    source: source as StoredListRow['source'],
    degraded: false,
    listSize: items.length,
    items: packItems(items),
    expiresAt: Math.floor(Date.parse(generatedAt) / 1000) + storedListLifeSeconds,
  };
}
