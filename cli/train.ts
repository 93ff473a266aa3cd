import { join, resolve } from 'node:path';
import { ModelLifecycle } from '../local/ModelLifecycle.ts';
import { CommandError } from './CommandError.ts';
import { defaultStateFolder } from './folders.ts';
import { listenForStop } from './listenForStop.ts';
import { openPool } from './openPool.ts';
import { optionsOf } from './optionsOf.ts';
import { durationOption, parseOptions } from './parseOptions.ts';
import { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';
import { runningCloud } from './runningCloud.ts';

/** `recsync train`: asks the running local cloud for a training, as an admin would, and waits until its model answers. */
await runCommand(async () => {
  const values = parseOptions(process.argv.slice(2), optionsOf('train'));
  const { budget = '30s', shadow, canary, state, json } = values;
  const settings = {
    budgetSeconds: durationOption(String(budget), '--budget'),
    // Whoever waits for it does not wait hours for people to try it, unless they say so.
    shadowSeconds: shadow === undefined ? 0 : durationOption(String(shadow), '--shadow'),
    canarySeconds: canary === undefined ? 0 : durationOption(String(canary), '--canary'),
    force: true,
  };
  const stateFolder = resolve(String(state ?? defaultStateFolder));
  const { graphqlUrl } = await runningCloud(stateFolder);
  if (!graphqlUrl) throw new CommandError('The local cloud names no API; start it again with npm start.');
  const pool = await openPool(join(stateFolder, 'keys'));
  const model = new ModelLifecycle({
    graphqlUrl,
    adminToken: () => pool.token({ user: 'recsync', groups: ['admin'] }),
    logFolder: join(stateFolder, 'logs'),
    processOf: () => undefined,
  });
  const signal = listenForStop();
  try {
    const outcome = await new Progress().step('Training', (progress) => model.train({ settings, progress, signal }));
    const { modelVersion, interactions, items, seconds } = outcome;
    process.stdout.write(
      json === true
        ? `${JSON.stringify(outcome)}\n`
        : `${modelVersion} answers, made from ${interactions} interactions with ${items} items in ${seconds.toFixed(1)} s.\n`,
    );
    return 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    process.stderr.write('Stopped waiting; the training goes on.\n');
    return 130;
  }
});
