import {
  DescribeTableCommand,
  UpdateTableCommand,
  type DynamoDBClient,
  type StreamSpecification,
} from '@aws-sdk/client-dynamodb';

/**
 * Does something with the streams of tables switched off, as DynamoDB's import from S3 does: bulk data call no
 * functions. It also keeps the embedded engine fast, which takes longer for each record that its streams hold.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.HowItWorks.html
 */
export async function withoutStreams<T>(
  client: DynamoDBClient,
  tableNames: string[],
  work: () => Promise<T>,
): Promise<T> {
  const switchedOff: { TableName: string; StreamSpecification: StreamSpecification }[] = [];
  const update = async (TableName: string, specification: StreamSpecification): Promise<void> => {
    await client.send(new UpdateTableCommand({ TableName, StreamSpecification: specification }));
  };
  try {
    for (const TableName of tableNames) {
      const { Table } = await client.send(new DescribeTableCommand({ TableName }));
      if (Table?.StreamSpecification?.StreamEnabled) {
        switchedOff.push({ TableName, StreamSpecification: Table.StreamSpecification });
        await update(TableName, { StreamEnabled: false });
      }
    }
    return await work();
  } finally {
    for (const { TableName, StreamSpecification } of switchedOff) {
      await update(TableName, StreamSpecification);
    }
  }
}

/** The engine's ARN of a table's stream, or undefined while it is switched off. */
export async function findStream(client: DynamoDBClient, tableName: string): Promise<string | undefined> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  return Table?.StreamSpecification?.StreamEnabled ? Table.LatestStreamArn : undefined;
}
