import ts from 'typescript';
import type { Arrow, ArrowsOf, Need } from '../Arrow.ts';
import { calls, sourceOf, tableUse } from '../needs.ts';
import type { Resource, Resources } from '../Resource.ts';
import { httpSources } from './httpSources.ts';

/** AppSync's DynamoDB operations, and the action that IAM asks for them. */
const actions: Record<string, string[]> = {
  GetItem: ['GetItem'],
  PutItem: ['PutItem'],
  UpdateItem: ['UpdateItem'],
  DeleteItem: ['DeleteItem'],
  Query: ['Query'],
  Scan: ['Scan'],
  BatchGetItem: ['BatchGetItem'],
  BatchPutItem: ['BatchWriteItem'],
  BatchDeleteItem: ['BatchWriteItem'],
  ConditionCheck: ['ConditionCheckItem'],
  // Their single reads and writes stand as operations of their own in the code.
  TransactGetItems: ['GetItem'],
  TransactWriteItems: [],
};
// When a condition fails, AppSync reads the row that is there:
// https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-condition-expressions.html
const mayReadToo = ['PutItem', 'UpdateItem', 'DeleteItem'];
const isBatch = (operation: string): boolean => /^(Batch|Transact)/.test(operation);

/**
 * AppSync asks a data source as that data source's role. What it asks is in the code of the resolvers and pipeline
 * functions on it: their `operation`s, and for batches the tables that they take from the environment.
 */
export const dataSources: ArrowsOf = (source, resources) => {
  const { Type, ServiceRoleArn, DynamoDBConfig, LambdaConfig } = source.properties;
  if (Type === 'NONE') return [];
  if (Type === 'HTTP') return httpSources(source, resources);
  const role = { role: String(ServiceRoleArn) };
  const trust: Need = { service: 'appsync.amazonaws.com', actsAs: role.role, context: sourceOf(source, resources) };
  if (Type === 'AWS_LAMBDA') {
    const handler = resources.get(LambdaConfig.LambdaFunctionArn);
    const needs = [trust, ...calls(role, handler.arn, ['lambda:InvokeFunction'])];
    return [{ kind: 'data source → function', name: `${source.id} → ${handler.id}`, needs }];
  }
  if (Type !== 'AMAZON_DYNAMODB') throw new Error(`Nobody has said what a data source of type ${Type} needs.`);
  const own = resources.get(DynamoDBConfig.TableName);
  return resources
    .ofType('AWS::AppSync::Resolver', 'AWS::AppSync::FunctionConfiguration')
    .filter(({ properties }) => properties.DataSourceName === source.properties.Name)
    .flatMap((code): Arrow[] => {
      const { operations, tables } = readRequests(code, resources);
      const batches = operations.filter(isBatch);
      const single = operations.filter((operation) => !isBatch(operation));
      // Within a transaction the operations on single rows go to the tables of the transaction.
      const inTransaction = operations.some((operation) => operation.startsWith('Transact'));
      const onOwn = inTransaction ? [] : single;
      const onNamed = inTransaction ? operations : batches;
      const named = tables.map((name) => resources.get(environmentOf(source, resources)[name]));
      const uses = [
        {
          table: own,
          asked: onOwn.flatMap((name) => [...actionsOf(name, code), ...(mayReadToo.includes(name) ? ['GetItem'] : [])]),
        },
        ...named.map((table) => ({ table, asked: onNamed.flatMap((name) => actionsOf(name, code)) })),
      ].filter(({ asked }) => asked.length > 0);
      return uses.map(({ table, asked }) => ({
        kind: 'data source → table',
        name: `${source.id} (${code.id}) → ${table.id}`,
        needs: [trust, ...tableUse(role, table, resources, asked)],
      }));
    });
};

function actionsOf(operation: string, { id }: Resource): string[] {
  if (!actions[operation])
    throw new Error(`Nobody has said what the operation ${operation} of ${id} needs (dataSources.ts).`);
  return actions[operation];
}

const environmentOf = (source: Resource, resources: Resources): Record<string, string> =>
  resources.get(source.properties.ApiId).properties.EnvironmentVariables;

/** The operations that a bundle may ask for, and the environment's names of tables in it. */
function readRequests(code: Resource, resources: Resources): { operations: string[]; tables: string[] } {
  const operations = new Set<string>();
  const tables = new Set<string>();
  const text = resources.assetText(String(code.properties.CodeS3Location));
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'operation') {
      if (!ts.isStringLiteralLike(node.initializer)) {
        throw new Error(`${code.id} works its operation out (${node.getText()}), so it cannot be read here.`);
      }
      operations.add(node.initializer.text);
    }
    if (ts.isPropertyAccessExpression(node) && node.name.text.endsWith('_TABLE')) tables.add(node.name.text);
    if (ts.isBindingElement(node) && /_TABLE$/.test((node.propertyName ?? node.name).getText())) {
      tables.add((node.propertyName ?? node.name).getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('code.js', text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS));
  if (operations.size === 0) throw new Error(`${code.id} stands on a table and asks it nothing that can be read here.`);
  return { operations: [...operations], tables: [...tables] };
}
