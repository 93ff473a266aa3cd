import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { importData } from '../data/index.ts';
import { CommandError } from './CommandError.ts';
import { describeLeftOut, describeLoad, summarizeLoad } from './describeLoad.ts';
import { findImportTarget } from './findImportTarget.ts';
import { parseImportOptions } from './importOptions.ts';
import { listenForStop } from './listenForStop.ts';
import { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';
import { requestTraining } from './trainingRequest.ts';

await runCommand(async () => {
  const options = parseImportOptions(process.argv.slice(2));
  const { format, folder, stateFolder, adaptation, json } = options;
  const target = await findImportTarget(options);

  const client = new DynamoDBClient(target.clientConfiguration);
  try {
    // The streams stay on: switched off by a command that is then killed, they would stay off.
    const result = await new Progress().step(
      `Importing ${folder} into ${target.name}`,
      (update) =>
        importData({
          ...{ client, tables: target.tables, stateFolder, now: Date.now, signal: listenForStop() },
          ...{ ...adaptation, format, folder },
          progress: (state) => update(describeLoad(state)),
        }),
      0,
    );
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${summarizeLoad(result)}\n${describeLeftOut(result)}`);
    if (result.items + result.interactions === 0) {
      throw new CommandError(
        `Nothing of ${folder} was taken.${result.firstRejected ? ` The first reason: ${result.firstRejected.reason}` : ''}`,
      );
    }
    if (target.isLocal && result.status !== 'UNCHANGED') {
      requestTraining(stateFolder);
      if (!json) process.stdout.write('The local cloud now trains a model on it.\n');
    }
    return 0;
  } finally {
    client.destroy();
  }
});
