import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DataError } from '../read/DataError.ts';
import type { LoadOptions } from './LoadOptions.ts';

/**
 * What tells these tables from others of the same name, before or elsewhere: their ids.
 *
 * @throws DataError `TableMissing`.
 */
export async function identifyTables({ client, tables }: Pick<LoadOptions, 'client' | 'tables'>): Promise<string[]> {
  return Promise.all(
    [tables.userData, tables.catalogue].map(async (name) => {
      try {
        const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
        return `${Table?.TableArn} ${Table?.TableId ?? Table?.CreationDateTime?.toISOString()}`;
      } catch (cause) {
        const why = (cause as Error).name === 'ResourceNotFoundException' ? 'does not exist' : (cause as Error).message;
        throw new DataError('TableMissing', `The table ${name} cannot be used: ${why}.`, { cause });
      }
    }),
  );
}
