import { resolve } from 'node:path';
import { backendCredentials } from '../local/backendCredentials.ts';
import { explainAccountError } from './account/explainAccountError.ts';
import { CommandError } from './CommandError.ts';
import { readAccountOptions } from './deployOptions.ts';
import { asProcess, asShell, type BackendAccess } from './describeCredentials.ts';
import { defaultStateFolder } from './folders.ts';
import { optionsOf } from './optionsOf.ts';
import { parseOptions } from './parseOptions.ts';
import { runCommand } from './runCommand.ts';
import { runningCloud } from './runningCloud.ts';

async function readLocal(stateFolder: string): Promise<BackendAccess> {
  const { graphqlUrl: endpoint, region, backendRoleArn } = await runningCloud(stateFolder);
  if (!endpoint || !region || !backendRoleArn) {
    throw new CommandError('The local cloud names no role for backends; start it again with npm start.');
  }
  return { endpoint, region, credentials: backendCredentials(stateFolder, backendRoleArn) };
}

async function readDeployed(options: { stage: string; region?: string }): Promise<BackendAccess> {
  // The SDK of the account is there with the packages for development alone.
  const { assumeBackendRole } = await import('./account/assumeBackendRole.ts').catch((cause: unknown) => {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    throw isMissing ? new CommandError('--aws needs the packages for development: npm ci.', { cause }) : cause;
  });
  try {
    return await assumeBackendRole(options);
  } catch (error) {
    throw explainAccountError(error);
  }
}

/** Prints credentials of the role for backends and nothing else. */
await runCommand(async () => {
  const values = parseOptions(process.argv.slice(2), optionsOf('credentials'));
  const { aws, stage, region, state, json } = values;
  if (aws !== true && (stage !== undefined || region !== undefined)) {
    throw new CommandError('--stage and --region are of a deployment; say --aws as well.');
  }
  const access =
    aws === true
      ? await readDeployed(readAccountOptions(values))
      : await readLocal(resolve(String(state ?? defaultStateFolder)));
  process.stdout.write(json === true ? asProcess(access) : asShell(access));
  return 0;
});
