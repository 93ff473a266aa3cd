/** One permission that a DynamoDB call needs. */
export interface Permission {
  action: string;
  resource: string;
}

type Body = Record<string, unknown>;
const transactActions: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/**
 * The actions and resources that IAM asks for in a DynamoDB call.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 * @param tableArn the ARN of a table by name (an ARN is passed through)
 */
export function requiredPermissions(operation: string, body: Body, tableArn: (table: string) => string): Permission[] {
  const permission = (action: string, table: unknown, index?: unknown): Permission => ({
    action: `dynamodb:${action}`,
    resource: `${tableArn(String(table))}${index === undefined ? '' : `/index/${String(index)}`}`,
  });
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem') {
    return Object.keys((body.RequestItems ?? {}) as Body).map((table) => permission(operation, table));
  }
  if (operation === 'TransactGetItems' || operation === 'TransactWriteItems') {
    return ((body.TransactItems ?? []) as Record<string, Body>[]).flatMap((item) =>
      Object.entries(item).map(([kind, { TableName }]) => permission(transactActions[kind] ?? kind, TableName)),
    );
  }
  return body.TableName === undefined
    ? [{ action: `dynamodb:${operation}`, resource: '*' }]
    : [permission(operation, body.TableName, body.IndexName)];
}

/** Whether a DynamoDB operation may write. */
export const isWrite = (operation: string): boolean => /^(Put|Update|Delete|BatchWrite|TransactWrite)/.test(operation);
