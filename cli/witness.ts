import { join } from 'node:path';
import { installSimulator } from '../emulator/appsync/index.ts';
import { defaultStateFolder } from './folders.ts';
import { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';
import { runVitest } from './runVitest.ts';
import { synthesize } from './synthesize.ts';

const progress = new Progress();

/**
 * `npm run test:witness`: installs Amplify's AppSync simulator, then has it answer the API's contract suite and
 * AppSync's conversations as well, and starts the local cloud on it. Arguments go to vitest.
 */
await runCommand(async () => {
  await progress.step("Installing Amplify's AppSync simulator (310 MB, once)", () => installSimulator());
  await progress.step('Synthesizing the template', () => synthesize(join(defaultStateFolder, 'logs')));
  const commandLine = process.argv.slice(2);
  const witness = await runVitest(['--project=witness', ...commandLine]);
  const cloud = await runVitest(['--project=e2e', 'test/e2e/secondEngine.e2e.test.ts', ...commandLine]);
  return witness.failed + cloud.failed === 0 ? 0 : 1;
});
