import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { DataTables } from '../data/index.ts';
import { isAlive } from '../emulator/processes/index.ts';
import { CommandError } from './CommandError.ts';

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

/** The part of `.recsync/local.json` that is needed here. */
interface LocalCloud {
  dynamodbUrl?: string;
  region?: string;
  pid?: number;
  tables?: Partial<DataTables>;
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
  const path = join(stateFolder, 'local.json');
  let cloud: LocalCloud;
  try {
    cloud = JSON.parse(await readFile(path, 'utf8')) as LocalCloud;
  } catch (cause) {
    throw new CommandError(`No local cloud is running (${path} cannot be read); start it with npm start.`, {
      cause,
    });
  }
  const { dynamodbUrl, pid, region = 'us-east-1', tables } = cloud;
  if (!pid || !isAlive(pid) || !dynamodbUrl || !tables?.userData || !tables.catalogue) {
    throw new CommandError(`The local cloud of ${path} is not running; start it with npm start.`);
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
