import { DataSourceError } from '../../errors.ts';
import { toItem } from './attributeValues.ts';
import type { Item } from './attributeValues.ts';

/** An expression with its names and values, as request handlers write it. */
export interface Expression {
  expression?: string;
  expressionNames?: Record<string, string>;
  expressionValues?: Record<string, unknown>;
}

export interface ConditionExpression extends Expression {
  equalsIgnore?: string[];
  consistentRead?: boolean;
  conditionalCheckFailedHandler?: { strategy?: string; lambdaArn?: string };
  returnValuesOnConditionCheckFailure?: boolean;
}

/** Names and values of several expressions of one request. DynamoDB refuses empty maps, so they are left out. */
export function expressionParts(...expressions: (Expression | null | undefined)[]): {
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Item;
} {
  const names = Object.assign({}, ...expressions.map((expression) => expression?.expressionNames ?? {})) as Record<
    string,
    string
  >;
  const values = Object.assign({}, ...expressions.map((expression) => expression?.expressionValues ?? {})) as Record<
    string,
    unknown
  >;
  return {
    ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: toItem(values, 'expressionValues') } : {}),
  };
}

/** A member that a request must have. @throws DataSourceError in AppSync's words */
export function required<Value>(value: Value | null | undefined, name: string): Value {
  if (value === undefined || value === null) {
    throw new DataSourceError('MappingTemplate', `Value for field '$[${name}]' not found.`);
  }
  return value;
}
