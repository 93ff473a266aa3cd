import {
  ConditionalCheckFailedException, DeleteItemCommand, GetItemCommand, PutItemCommand, UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DataSourceError } from '../../errors.ts';
import type { DataSourceCall } from '../../types.ts';
import type { DynamoDBDataSourceOptions } from '../createDynamoDBDataSource.ts';
import { plainItem, sameItem, toItem } from './attributeValues.ts';
import type { Item } from './attributeValues.ts';
import { expressionParts, required } from './expressions.ts';
import type { ConditionExpression, Expression } from './expressions.ts';
import { translateError } from './translateError.ts';

export interface ItemRequest {
  operation?: string;
  key?: unknown;
  attributeValues?: unknown;
  consistentRead?: boolean;
  projection?: Expression | null;
  condition?: ConditionExpression | null;
  update?: Expression | null;
}

const maximumRetries = 5;

export async function getItem(options: DynamoDBDataSourceOptions, request: ItemRequest): Promise<unknown> {
  const { Item } = await options.client.send(new GetItemCommand({
    TableName: options.tableName,
    Key: toItem(required(request.key, 'key'), 'key'),
    ConsistentRead: request.consistentRead ?? false,
    ProjectionExpression: request.projection?.expression || undefined,
    ...expressionParts(request.projection),
  }));
  return plainItem(Item);
}

/** PutItem, UpdateItem and DeleteItem, with what AppSync does when the condition fails. */
export async function writeItem(options: DynamoDBDataSourceOptions, request: ItemRequest, call: DataSourceCall): Promise<unknown> {
  let attempt = request;
  for (let retries = 0; ; retries += 1) {
    try {
      return await write(options, attempt);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const current = error.Item;
      if (reachedAnyway(attempt, current)) return plainItem(current);
      const rejected = translateError(error, plainItem(current));
      const handler = attempt.condition?.conditionalCheckFailedHandler;
      if (handler?.strategy !== 'Custom') throw rejected;
      if (!handler.lambdaArn || !options.invokeConflictHandler) {
        throw new DataSourceError('BadRequestException', `No function can be called for the conditionalCheckFailedHandler ${handler.lambdaArn ?? ''}.`);
      }
      const verdict = await options.invokeConflictHandler(handler.lambdaArn, {
        requestMapping: attempt,
        currentValue: plainItem(current),
        resolver: { tableName: options.tableName, parentType: call.typeName, field: call.fieldName },
      }) as { action?: string; retryMapping?: ItemRequest } | null;
      if (verdict?.action === 'discard') return plainItem(current);
      if (verdict?.action !== 'retry' || retries >= maximumRetries) throw rejected;
      // AWS: retryMapping stands in for the request; operation and key stay those of the first one.
      attempt = { ...verdict.retryMapping, operation: request.operation, key: request.key };
    }
  }
}

async function write(options: DynamoDBDataSourceOptions, request: ItemRequest): Promise<unknown> {
  const { condition } = request;
  const key = toItem(required(request.key, 'key'), 'key');
  const common = {
    TableName: options.tableName,
    ConditionExpression: condition?.expression || undefined,
    ReturnValuesOnConditionCheckFailure: condition?.expression ? 'ALL_OLD' as const : undefined,
  };
  if (request.operation === 'PutItem') {
    const item = { ...toItem(request.attributeValues ?? {}, 'attributeValues'), ...key };
    await options.client.send(new PutItemCommand({ ...common, Item: item, ...expressionParts(condition) }));
    return plainItem(item);
  }
  if (request.operation === 'DeleteItem') {
    const { Attributes } = await options.client.send(
      new DeleteItemCommand({ ...common, Key: key, ReturnValues: 'ALL_OLD', ...expressionParts(condition) }));
    return plainItem(Attributes);
  }
  const update = required(request.update, 'update');
  const { Attributes } = await options.client.send(new UpdateItemCommand({
    ...common,
    Key: key,
    UpdateExpression: update.expression || undefined,
    ReturnValues: 'ALL_NEW',
    ...expressionParts(update, condition),
  }));
  return plainItem(Attributes);
}

/**
 * Whether a write that was refused would have changed nothing: the item to put is there, the item to delete is not. An
 * update cannot be told so. `equalsIgnore` names attributes that do not count.
 * https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-condition-expressions.html
 */
function reachedAnyway(request: ItemRequest, current: Item | undefined): boolean {
  if (request.operation === 'DeleteItem') return current === undefined;
  if (request.operation !== 'PutItem' || !current) return false;
  const wanted = { ...toItem(request.attributeValues ?? {}, 'attributeValues'), ...toItem(request.key, 'key') };
  return sameItem(wanted, current, request.condition?.equalsIgnore ?? []);
}
