import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installSimulator } from '../emulator/appsync/index.ts';
import { assertEngineAvailable } from '../emulator/dynamodb/index.ts';
import { assertStateFree } from '../emulator/index.ts';
import { assertPortFree } from '../emulator/processes/index.ts';
import { startLocalCloud, type LocalCloud } from '../local/startLocalCloud.ts';
import { localSpark } from '../spark/localSpark.ts';
import { announce, describeCloud } from './announce.ts';
import { templateFolder } from './folders.ts';
import { listenForStop } from './listenForStop.ts';
import { loadData } from './loadData.ts';
import { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';
import { parseStartOptions, type StartOptions } from './startOptions.ts';
import { synthesize } from './synthesize.ts';
import { trainWhenDue } from './trainWhenDue.ts';
import { requestTraining } from './trainingRequest.ts';
import { TrainingSchedule } from './TrainingSchedule.ts';

const progress = new Progress();

const prepare = async (
  cloud: LocalCloud,
  schedule: TrainingSchedule,
  options: StartOptions,
  signal: AbortSignal,
): Promise<void> => {
  const { stateFolder, dataFolder, trainingBudgetSeconds: budgetSeconds } = options;
  await loadData(cloud, { stateFolder, dataFolder, progress, signal });
  // Further models are trained while people are served.
  if (!(await cloud.model.live())) {
    requestTraining(stateFolder);
    await trainWhenDue(cloud, schedule, { stateFolder, budgetSeconds, progress, signal });
  }
  // What was loaded through the streams would stand before the first live interaction.
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  await progress.step('Counting trends', () => Promise.race([cloud.streamsRead(), stopped]));
};

/** Waits for Ctrl-C, and trains meanwhile when it is time to. */
const serveUntilStopped = async (
  cloud: LocalCloud,
  schedule: TrainingSchedule,
  options: StartOptions,
  signal: AbortSignal,
): Promise<void> => {
  const { stateFolder, trainingBudgetSeconds: budgetSeconds } = options;
  while (!signal.aborted) {
    await trainWhenDue(cloud, schedule, { stateFolder, budgetSeconds, progress, signal });
    await sleep(500, undefined, { signal }).catch(() => undefined);
  }
};

await runCommand(async () => {
  const options = parseStartOptions(process.argv.slice(2));
  const dynamodb = options.dynamodb ?? (process.env.RECSYNC_DYNAMODB || undefined);
  const signal = listenForStop();
  // What cannot work is said before anything takes time.
  await assertPortFree(options.port);
  assertStateFree(options.stateFolder);
  assertEngineAvailable(dynamodb);
  let cloud: LocalCloud | undefined;
  let withdraw: (() => void) | undefined;
  try {
    if (options.appSyncEngine === 'amplify') {
      await progress.step("Installing Amplify's AppSync simulator (310 MB, once)", () => installSimulator(signal));
    }
    await progress.step('Synthesizing the template', () => synthesize(join(options.stateFolder, 'logs'), signal));
    signal.throwIfAborted();
    cloud = await progress.step('Starting the local cloud', () =>
      startLocalCloud({
        templateFolder,
        stateFolder: options.stateFolder,
        port: options.port,
        dynamodb,
        appSyncEngine: options.appSyncEngine,
        // The playground asks the schema of the API.
        introspection: true,
        fresh: options.fresh,
        spark: localSpark(),
        log: (line) => progress.say(line),
      }),
    );
    signal.throwIfAborted();
    const schedule = new TrainingSchedule(options.stateFolder);
    cloud.onWrite(() => schedule.noteWrite());
    await prepare(cloud, schedule, options, signal);
    signal.throwIfAborted();
    withdraw = announce(cloud, options.stateFolder);
    process.stdout.write(`${describeCloud(cloud, (await cloud.model.live())?.modelVersion)}\n`);
    await serveUntilStopped(cloud, schedule, options, signal);
    return 0;
  } catch (error) {
    if (signal.aborted) {
      return 130;
    }
    throw error;
  } finally {
    withdraw?.();
    const running = cloud;
    if (running) {
      await progress.step('Stopping', () => running.stop());
    }
  }
});
