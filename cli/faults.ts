import { join } from 'node:path';
import { trainingStages } from '../schema/contract/models.ts';
import { CommandError } from './CommandError.ts';
import { defaultStateFolder } from './folders.ts';
import { parseOptions } from './parseOptions.ts';
import { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';
import { runVitest } from './runVitest.ts';
import { synthesize } from './synthesize.ts';

/** Tests that kill, hang and strain what the local cloud runs; their short form is part of `npm test`. */
const files = ['test/faults', 'emulator/test/sockets', 'emulator/test/dynamodb/engineFaults.test.ts'];

const killedTraining = 'test/faults/trainingKilled.e2e.test.ts';

/** `npm run test:faults -- --runs 2000 --seed 7`: so many hostile messages per port, a fault for each hundred,
 * so many interactions recorded while the database and the functions fail, and a training killed in as many of its states
 * as there are hundreds. `-- --stages TRAIN,CANARY` kills a training in these of its states, and does nothing else. */
await runCommand(async () => {
  const values = parseOptions(process.argv.slice(2), {
    runs: { type: 'string' },
    seed: { type: 'string' },
    stages: { type: 'string' },
  });
  for (const name of ['runs', 'seed'] as const) {
    const value = values[name] ?? (name === 'runs' ? '2000' : undefined);
    if (value !== undefined && !/^\d{1,9}$/.test(String(value))) {
      throw new CommandError(`--${name} ${String(value)} is not a number; give one from 0 to 999999999.`);
    }
    if (value === undefined) continue;
    // The emulator's own tests do not know this product's variables.
    for (const prefix of ['RECSYNC', 'EMULATOR_TEST']) process.env[`${prefix}_${name.toUpperCase()}`] = String(value);
  }
  const unknown = values.stages
    ? String(values.stages)
        .split(',')
        .find((stage) => !(trainingStages as readonly string[]).includes(stage))
    : undefined;
  if (unknown !== undefined) {
    throw new CommandError(`--stages has ${unknown}, which is none of ${trainingStages.join(', ')}.`);
  }
  if (values.stages) process.env.RECSYNC_STAGES = String(values.stages);
  await new Progress().step('Synthesizing the template', () => synthesize(join(defaultStateFolder, 'logs')));
  // As long as there are runs: the tests' own limits are for their short form.
  const { failed } = await runVitest([...(values.stages ? [killedTraining] : files), '--test-timeout=3600000']);
  return failed === 0 ? 0 : 1;
});
