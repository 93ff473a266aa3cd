import { createTables } from '../../../dynamodb/index.ts';
import { createDynamoDBDataSource } from '../../../appsync/index.ts';
import type { DataSourceCall, DynamoDBDataSourceOptions } from '../../../appsync/index.ts';
import { startEngine, type TestEngine } from '../../helpers/startEngine.ts';

export const call: DataSourceCall = {
  typeName: 'Query',
  fieldName: 'test',
  arguments: { id: '1' },
  identity: { sub: 'u1' },
};

/** Typed values, as a request carries them. */
export const S = (text: string) => ({ S: text });
export const N = (number: number) => ({ N: number });
export const key = (pk: string, sk: string) => ({ pk: S(pk), sk: S(sk) });

export interface Things extends Pick<TestEngine, 'client' | 'configuration' | 'stop'> {
  /** A request to the data source. */
  run(request: Record<string, unknown>): Promise<unknown>;
  /** A PutItem into the table. */
  put(pk: string, sk: string, attributeValues?: Record<string, unknown>): Promise<unknown>;
}

/** A data source on the table `things`, with an index by `kind`, in an embedded engine that also has the table `others`. */
export async function startThings(
  options: Pick<DynamoDBDataSourceOptions, 'invokeConflictHandler'> = {},
): Promise<Things> {
  const engine = await startEngine('dynoxide');
  const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
  const keys = (partition: string) => [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ];
  await createTables(
    engine.client,
    ['things', 'others'].map((name) => ({
      name,
      properties: {
        AttributeDefinitions: [text('pk'), text('sk'), text('kind')],
        KeySchema: keys('pk'),
        GlobalSecondaryIndexes: [
          { IndexName: 'by-kind', Projection: { ProjectionType: 'ALL' }, KeySchema: keys('kind') },
        ],
      },
    })),
  );
  const source = createDynamoDBDataSource({ client: engine.client, tableName: 'things', ...options });
  const run = (request: Record<string, unknown>) => source.invoke(request, call);
  return {
    ...engine,
    run,
    put: (pk, sk, attributeValues = {}) => run({ operation: 'PutItem', key: key(pk, sk), attributeValues }),
  };
}
