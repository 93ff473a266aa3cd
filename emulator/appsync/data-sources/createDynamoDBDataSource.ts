import { DataSourceError } from '../errors.ts';
import type { DataSource, DataSourceCall } from '../types.ts';
import { batchDeleteItem, batchGetItem, batchPutItem } from './dynamodb/batchOperations.ts';
import type { DynamoDBDataSourceOptions } from './dynamodb/DynamoDBDataSourceOptions.ts';
import { getItem, writeItem } from './dynamodb/itemOperations.ts';
import { query, scan } from './dynamodb/pageOperations.ts';
import { transactGetItems, transactWriteItems } from './dynamodb/transactions.ts';
import { translateError } from './dynamodb/translateError.ts';

type Operation = (options: DynamoDBDataSourceOptions, request: object, call: DataSourceCall) => Promise<unknown>;

const operations: Record<string, Operation> = {
  GetItem: getItem,
  PutItem: writeItem,
  UpdateItem: writeItem,
  DeleteItem: writeItem,
  Query: query,
  Scan: scan,
  BatchGetItem: batchGetItem,
  BatchPutItem: batchPutItem,
  BatchDeleteItem: batchDeleteItem,
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
};

/** A DynamoDB data source. https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html */
export function createDynamoDBDataSource(options: DynamoDBDataSourceOptions): DataSource {
  return {
    type: 'AMAZON_DYNAMODB',
    invoke: async (request, call) => {
      const name = (request as { operation?: unknown } | null)?.operation;
      if (name === undefined || name === null) {
        throw new DataSourceError('MappingTemplate', "Value for field '$[operation]' not found.");
      }
      if (name === 'Sync') {
        throw new DataSourceError(
          'MappingTemplate',
          'Sync needs a versioned data source with conflict detection, which the local AppSync does not have. Use Query or Scan.',
        );
      }
      if (typeof name !== 'string' || !Object.hasOwn(operations, name)) {
        throw new DataSourceError(
          'MappingTemplate',
          `Unsupported operation '${String(name)}'. A DynamoDB data source takes ${Object.keys(operations).join(
            ', ',
          )}.`,
        );
      }
      try {
        return await operations[name](options, request as object, call);
      } catch (error) {
        throw translateError(error);
      }
    },
  };
}
