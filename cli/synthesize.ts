import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChildProcess } from '../emulator/processes/index.ts';
import { CommandError } from './CommandError.ts';
import { repository, templateFolder } from './folders.ts';
import { hashInputs } from './hashInputs.ts';

const inputs = {
  folders: ['schema', 'resolvers', 'functions', 'model', 'infra'],
  files: ['package-lock.json', 'tsconfig.json'],
};
const noteFile = join(templateFolder, '.inputs');

/**
 * Makes the template anew when what it is made from has changed.
 * @throws CommandError with the last lines of synth
 */
export async function synthesize(logFolder: string, signal?: AbortSignal): Promise<void> {
  const hash = hashInputs(repository, inputs.folders, inputs.files);
  const isFresh =
    existsSync(join(templateFolder, 'manifest.json')) &&
    existsSync(noteFile) &&
    readFileSync(noteFile, 'utf8') === hash;
  if (isFresh) {
    return;
  }
  mkdirSync(logFolder, { recursive: true });
  rmSync(noteFile, { force: true });
  const logFile = join(logFolder, 'synth.log');
  const child = new ChildProcess({
    name: 'synth',
    command: process.execPath,
    args: ['--import', 'tsx', join(repository, 'infra', 'synth.ts')],
    folder: repository,
    logFile,
  });
  child.stopOn(signal);
  const code = await child.exited;
  if (code !== 0) {
    throw new CommandError(
      signal?.aborted ? 'Stopped.' : `The template cannot be synthesized (${logFile}): ${child.lastOutput}`,
    );
  }
  writeFileSync(noteFile, hash);
}
