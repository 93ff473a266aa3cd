import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DataSourceError } from '../../errors.ts';
import type { DataSourceCall } from '../../types.ts';
import type { DynamoDBDataSourceOptions } from './DynamoDBDataSourceOptions.ts';
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

export async function getItem(options: DynamoDBDataSourceOptions, request: ItemRequest): Promise<unknown> {
  const { Item } = await options.client.send(
    new GetItemCommand({
      TableName: options.tableName,
      Key: toItem(required(request.key, 'key'), 'key'),
      ConsistentRead: request.consistentRead ?? false,
      ProjectionExpression: request.projection?.expression || undefined,
      ...expressionParts(request.projection),
    }),
  );
  return plainItem(Item);
}

/**
 * PutItem, UpdateItem and DeleteItem. When the condition fails AppSync reads the item, takes the write for done if it
 * would have changed nothing, asks the function of a custom handler, or fails with the item as result. Here the item
 * comes with the failure itself, so the read is saved.
 * https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-condition-expressions.html
 */
export async function writeItem(
  options: DynamoDBDataSourceOptions,
  request: ItemRequest,
  call: DataSourceCall,
): Promise<unknown> {
  try {
    return await write(options, request);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const current = error.Item;
    if (reachedAnyway(request, current)) return plainItem(current);
    const verdict = await askHandler(options, request, current, call);
    if (verdict?.action === 'discard') return plainItem(current);
    if (verdict?.action !== 'retry') throw translateError(error, plainItem(current));
    // The same operation on the same key, once more, and without a handler.
    const retry = { ...verdict.retryMapping, operation: request.operation, key: request.key };
    delete retry.condition?.conditionalCheckFailedHandler;
    return writeItem(options, retry, call);
  }
}

interface Verdict {
  action?: string;
  retryMapping?: ItemRequest;
}

async function askHandler(
  options: DynamoDBDataSourceOptions,
  request: ItemRequest,
  current: Item | undefined,
  call: DataSourceCall,
): Promise<Verdict | null> {
  const handler = request.condition?.conditionalCheckFailedHandler;
  if (handler?.strategy !== 'Custom') return null;
  if (!handler.lambdaArn || !options.invokeConflictHandler) {
    throw new DataSourceError(
      'BadRequestException',
      `No function can be called for the conditionalCheckFailedHandler ${handler.lambdaArn ?? ''}.`,
    );
  }
  return (await options.invokeConflictHandler(handler.lambdaArn, {
    arguments: call.arguments ?? {},
    requestMapping: request,
    currentValue: current ?? null,
    resolver: { tableName: options.tableName, parentType: call.typeName, field: call.fieldName },
    identity: call.identity ?? null,
  })) as Verdict | null;
}

async function write(options: DynamoDBDataSourceOptions, request: ItemRequest): Promise<unknown> {
  const { condition } = request;
  const key = toItem(required(request.key, 'key'), 'key');
  const common = {
    TableName: options.tableName,
    ConditionExpression: condition?.expression || undefined,
    ReturnValuesOnConditionCheckFailure: condition?.expression ? ('ALL_OLD' as const) : undefined,
  };
  if (request.operation === 'PutItem') {
    const item = { ...toItem(request.attributeValues ?? {}, 'attributeValues'), ...key };
    await options.client.send(new PutItemCommand({ ...common, Item: item, ...expressionParts(condition) }));
    return plainItem(item);
  }
  if (request.operation === 'DeleteItem') {
    const { Attributes } = await options.client.send(
      new DeleteItemCommand({ ...common, Key: key, ReturnValues: 'ALL_OLD', ...expressionParts(condition) }),
    );
    return plainItem(Attributes);
  }
  const update = required(request.update, 'update');
  const { Attributes } = await options.client.send(
    new UpdateItemCommand({
      ...common,
      Key: key,
      UpdateExpression: update.expression || undefined,
      ReturnValues: 'ALL_NEW',
      ...expressionParts(update, condition),
    }),
  );
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
