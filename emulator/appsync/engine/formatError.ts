import { getNamedType, GraphQLError, isCompositeType, isEnumType, isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { FieldError } from './FieldError.ts';

export interface ErrorLocation {
  line: number;
  column: number;
  sourceName: null;
}

/** One error of an answer as AppSync writes it. Errors of validation have no data, errorType and errorInfo. */
export interface AnswerError {
  path: readonly (string | number)[] | null;
  data?: unknown;
  errorType?: string | null;
  errorInfo?: unknown;
  locations: ErrorLocation[] | null;
  message: string;
}

/** An error of execution in AppSync's shape. */
export function formatError(error: GraphQLError, schema: GraphQLSchema): AnswerError {
  const path = error.path ?? null;
  const original = error.originalError;
  if (original instanceof FieldError) {
    return {
      path,
      data: original.data,
      errorType: original.type,
      errorInfo: original.errorInfo,
      locations: locationsOf(error),
      message: original.message,
    };
  }
  return { path, locations: null, message: describeCompletion(error, schema) };
}

/** The place of an error, the first one only. */
export function locationsOf(error: GraphQLError): ErrorLocation[] | null {
  const location = error.locations?.[0];
  return location ? [{ line: location.line, column: location.column, sourceName: null }] : null;
}

/** Whether the error is a fault of this service: not raised on purpose and not of graphql-js about a value. */
export function isInternal({ originalError, message }: GraphQLError): boolean {
  return (
    originalError !== undefined &&
    !(originalError instanceof FieldError) &&
    !(originalError instanceof GraphQLError) &&
    !message.startsWith('Cannot return null for non-nullable field')
  );
}

/** Words for a value that does not fit the schema, as AppSync's engine (graphql-java) has them. */
function describeCompletion(error: GraphQLError, schema: GraphQLSchema): string {
  const place = pathText(error.path ?? []);
  const nullField = /^Cannot return null for non-nullable field (\w+)\.(\w+)\.$/.exec(error.message);
  if (nullField) {
    const [, parent, field] = nullField;
    return `Cannot return null for non-nullable type: '${typeNameOf(
      schema,
      parent,
      field,
    )}' within parent '${parent}' (${place})`;
  }
  if (error.message.startsWith('Expected Iterable')) {
    return `Can't resolve value (${place}) : type mismatch error, expected type LIST`;
  }
  const enumValue = /^Enum "(\w+)" cannot represent value: "?(.*?)"?\.?$/.exec(error.message);
  if (enumValue) {
    return `Can't serialize value (${place}) : Invalid input for Enum '${enumValue[1]}'. No value found for name '${enumValue[2]}'`;
  }
  if (isInternal(error)) return 'An internal failure occurred.';
  return `Can't serialize value (${place}) : ${error.message}`;
}

function typeNameOf(schema: GraphQLSchema, parentName: string, fieldName: string): string {
  const parent = schema.getType(parentName);
  const type = isObjectType(parent) ? getNamedType(parent.getFields()[fieldName]?.type) : undefined;
  return type && (isCompositeType(type) || isEnumType(type) || 'name' in type) ? type.name : 'null';
}

/** `/listTodos/items[0]/name`. */
export function pathText(path: readonly (string | number)[]): string {
  return path.map((part) => (typeof part === 'number' ? `[${part}]` : `/${part}`)).join('');
}
