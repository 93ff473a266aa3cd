import { Stack } from 'aws-cdk-lib';
import { BackedDataSource } from 'aws-cdk-lib/aws-appsync';
import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { grantTable } from './grantTable.ts';

export interface TableDataSourceProps {
  api: GraphqlApi;
  table: TableV2;
  /** The DynamoDB actions that the resolvers on this data source use, without `dynamodb:`. */
  actions: string[];
}

/**
 * A table as AppSync data source. The CDK's own `DynamoDbDataSource` grants either all reads or all reads and writes;
 * this one grants the actions given and no more.
 */
export class TableDataSource extends BackedDataSource {
  constructor(scope: Construct, id: string, { api, table, actions }: TableDataSourceProps) {
    super(
      scope,
      id,
      { api, name: id },
      {
        type: 'AMAZON_DYNAMODB',
        dynamoDbConfig: { tableName: table.tableName, awsRegion: Stack.of(table).region },
      },
    );
    this.mayUse(table, actions);
  }

  /** Lets the resolvers of this data source do more, or use another table in a batch. */
  mayUse(table: TableV2, actions: string[]): void {
    grantTable(table, this, actions);
  }
}
