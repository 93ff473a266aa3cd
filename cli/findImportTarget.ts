import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { DataTables } from '../data/index.ts';
import { CommandError } from './CommandError.ts';
import { runningCloud } from './runningCloud.ts';

/** Where an import goes. */
export interface ImportTarget {
  /** For people. */
  name: string;
  isLocal: boolean;
  clientConfiguration: DynamoDBClientConfig;
  tables: DataTables;
}

export interface ImportTargetOptions {
  stateFolder: string;
  region?: string;
  userTable?: string;
  catalogueTable?: string;
}

/**
 * The tables on AWS when they are named, else those of the running local cloud.
 *
 * @throws CommandError when it is not said where, or no local cloud runs
 */
export async function findImportTarget(options: ImportTargetOptions): Promise<ImportTarget> {
  const { userTable, catalogueTable, region } = options;
  if (!userTable !== !catalogueTable) {
    throw new CommandError('Say both --user-table and --catalogue-table, or neither.');
  }
  if (userTable && catalogueTable) {
    return {
      name: `the AWS tables ${userTable} and ${catalogueTable}`,
      isLocal: false,
      clientConfiguration: region ? { region } : {},
      tables: { userData: userTable, catalogue: catalogueTable },
    };
  }
  if (region) throw new CommandError('--region needs --user-table and --catalogue-table.');
  return findLocalCloud(options.stateFolder);
}

async function findLocalCloud(stateFolder: string): Promise<ImportTarget> {
  const { dynamodbUrl, region = 'us-east-1', tables } = await runningCloud(stateFolder);
  if (!dynamodbUrl || !tables?.userData || !tables.catalogue) {
    throw new CommandError(`The local cloud of ${stateFolder} is not running; start it with npm start.`);
  }
  return {
    name: 'the local cloud',
    isLocal: true,
    // The local engine checks no signature; these keep the SDK from looking for real credentials.
    clientConfiguration: {
      endpoint: dynamodbUrl,
      region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    },
    tables: { userData: tables.userData, catalogue: tables.catalogue },
  };
}
