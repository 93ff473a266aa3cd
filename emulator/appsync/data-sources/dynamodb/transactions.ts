import {
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { DataSourceError } from '../../errors.ts';
import type { DynamoDBDataSourceOptions } from './DynamoDBDataSourceOptions.ts';
import { plainItem, toItem } from './attributeValues.ts';
import { expressionParts, required } from './expressions.ts';
import type { ConditionExpression, Expression } from './expressions.ts';
import { translateError } from './translateError.ts';

interface TransactItem {
  table?: string;
  operation?: string;
  key?: unknown;
  attributeValues?: unknown;
  update?: Expression | null;
  condition?: ConditionExpression | null;
  projection?: Expression | null;
}

/** `{items, cancellationReasons}`. https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-transact-get-items.html */
export async function transactGetItems(
  options: DynamoDBDataSourceOptions,
  request: { transactItems?: TransactItem[] },
): Promise<unknown> {
  const items = required(request.transactItems, 'transactItems');
  return withReasons({ items: null }, async () => {
    const { Responses = [] } = await options.client.send(
      new TransactGetItemsCommand({
        TransactItems: items.map((item, index) => ({
          Get: {
            TableName: required(item.table, `transactItems[${index}].table`),
            Key: toItem(required(item.key, `transactItems[${index}].key`), 'key'),
            ProjectionExpression: item.projection?.expression || undefined,
            ...expressionParts(item.projection),
          },
        })),
      }),
    );
    return { items: Responses.map((response) => plainItem(response.Item)), cancellationReasons: null };
  });
}

/** `{keys, cancellationReasons}`. https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-transact-write-items.html */
export async function transactWriteItems(
  options: DynamoDBDataSourceOptions,
  request: { transactItems?: TransactItem[] },
): Promise<unknown> {
  const items = required(request.transactItems, 'transactItems');
  return withReasons({ keys: null }, async () => {
    await options.client.send(new TransactWriteItemsCommand({ TransactItems: items.map(toWrite) }));
    return { keys: items.map((item) => plainItem(toItem(item.key, 'key'))), cancellationReasons: null };
  });
}

function toWrite(item: TransactItem, index: number): TransactWriteItem {
  const { condition } = item;
  const key = toItem(required(item.key, `transactItems[${index}].key`), 'key');
  const common = {
    TableName: required(item.table, `transactItems[${index}].table`),
    ConditionExpression: condition?.expression || undefined,
    // AppSync's default: the item that failed a condition comes back with the reason.
    ReturnValuesOnConditionCheckFailure:
      condition?.expression && condition.returnValuesOnConditionCheckFailure !== false
        ? ('ALL_OLD' as const)
        : undefined,
  };
  switch (item.operation) {
    case 'PutItem':
      return {
        Put: {
          ...common,
          Item: { ...toItem(item.attributeValues ?? {}, 'attributeValues'), ...key },
          ...expressionParts(condition),
        },
      };
    case 'UpdateItem': {
      const update = required(item.update, `transactItems[${index}].update`);
      return {
        Update: {
          ...common,
          Key: key,
          UpdateExpression: required(update.expression, 'expression'),
          ...expressionParts(update, condition),
        },
      };
    }
    case 'DeleteItem':
      return { Delete: { ...common, Key: key, ...expressionParts(condition) } };
    case 'ConditionCheck':
      return {
        ConditionCheck: {
          ...common,
          Key: key,
          ConditionExpression: required(condition?.expression, 'condition.expression'),
          ...expressionParts(condition),
        },
      };
    default:
      throw new DataSourceError(
        'MappingTemplate',
        `Unsupported operation '${
          item.operation ?? ''
        }' in transactItems[${index}]: PutItem, UpdateItem, DeleteItem or ConditionCheck.`,
      );
  }
}

/** A cancelled transaction is an error whose result tells the reason of each item. */
async function withReasons(empty: object, work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const cancellationReasons = (error.CancellationReasons ?? []).map((reason) => ({
      type: reason.Code ?? 'None',
      message: reason.Message ?? 'None',
      item: plainItem(reason.Item),
    }));
    throw translateError(error, { ...empty, cancellationReasons });
  }
}
