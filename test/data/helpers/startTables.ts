import { paginateScan, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DataTables } from '../../../data/index.ts';
import { startEngine } from '../../../emulator/test/helpers/startEngine.ts';

/** A real DynamoDB engine with the two tables that data is loaded into. */
export async function startTables() {
  const { client, endpoint, folder, makeTables, stop } = await startEngine();
  let count = 0;
  return {
    client,
    endpoint,
    folder,
    /** Makes empty tables, so that tests do not see one another's data. */
    makeTables: async (): Promise<DataTables> => {
      count += 1;
      const tables = { userData: `user-data-${count}`, catalogue: `catalogue-${count}` };
      await makeTables({ [tables.userData]: ['pk', 'sk'], [tables.catalogue]: ['itemId'] });
      return tables;
    },
    close: stop,
  };
}

/** All items of a table, in the order of their keys. */
export async function readAll(client: DynamoDBClient, TableName: string) {
  const items: Record<string, AttributeValue>[] = [];
  for await (const page of paginateScan({ client }, { TableName })) items.push(...(page.Items ?? []));
  const keyOf = (item: Record<string, AttributeValue>) => `${item.pk?.S ?? item.itemId.S}\n${item.sk?.S ?? ''}`;
  return items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
