import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../emulator/processes/index.ts';
import { CommandError } from './CommandError.ts';

/** What `local.json` says of a local cloud that runs (docs/local-cloud.md); another program may have written it. */
export interface RunningCloud {
  pid: number;
  graphqlUrl?: string;
  dynamodbUrl?: string;
  region?: string;
  backendRoleArn?: string;
  tables?: { userData?: string; catalogue?: string };
}

/** @throws CommandError when no local cloud runs on the state folder */
export async function runningCloud(stateFolder: string): Promise<RunningCloud> {
  const path = join(stateFolder, 'local.json');
  let cloud: Partial<RunningCloud>;
  try {
    cloud = JSON.parse(await readFile(path, 'utf8')) as Partial<RunningCloud>;
  } catch (cause) {
    throw new CommandError(`No local cloud is running (${path} cannot be read); start it with npm start.`, { cause });
  }
  if (!cloud.pid || !isAlive(cloud.pid)) {
    throw new CommandError(`The local cloud of ${path} is not running; start it with npm start.`);
  }
  return { ...cloud, pid: cloud.pid };
}
