import { importData, loadDemoData, type LoadProgress } from '../data/index.ts';
import { withoutStreams } from '../emulator/dynamodb/index.ts';
import type { LocalCloud } from '../local/startLocalCloud.ts';
import { CommandError } from './CommandError.ts';
import { describeLoad } from './describeLoad.ts';
import type { Progress } from './Progress.ts';
import { requestTraining } from './trainingRequest.ts';

/**
 * Fills the store: from the folder that was given, else with the demo data when the store is empty.
 * @throws DataError; CommandError when lines of the folder cannot be used
 */
export async function loadData(
  cloud: LocalCloud,
  options: { stateFolder: string; dataFolder?: string; progress: Progress; signal: AbortSignal },
): Promise<void> {
  const { stateFolder, dataFolder, progress, signal } = options;
  const title = dataFolder === undefined ? 'Loading the demo data' : `Loading ${dataFolder}`;
  const result = await progress.step(title, (update) => {
    const common = {
      client: cloud.dynamodb,
      tables: cloud.tables,
      stateFolder,
      now: Date.now,
      signal,
      progress: (state: LoadProgress) => update(describeLoad(state)),
      // What is recent goes through the streams, so that there are trends.
      quietly: <T>(work: () => Promise<T>) =>
        withoutStreams(cloud.dynamodb, [cloud.tables.userData, cloud.tables.catalogue], work),
    };
    return dataFolder === undefined
      ? loadDemoData(common)
      : importData({ ...common, folder: dataFolder, unmixed: true });
  });
  signal.throwIfAborted();
  if (result.status !== 'UNCHANGED') {
    requestTraining(stateFolder);
    progress.say(`  ${result.items} items and ${result.interactions} interactions`);
  }
  if (dataFolder !== undefined && result.firstRejected !== undefined) {
    const { file, line, reason } = result.firstRejected;
    throw new CommandError(
      `${result.rejected} line(s) of ${dataFolder} cannot be used, the first is line ${line} of ${file}: ${reason} ` +
        `All are in ${result.rejectedFile}; correct them, or leave them out with npm run import.`,
    );
  }
}
