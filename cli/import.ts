import { resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DataError, importData, importFormats, type ImportFormat } from '../data/index.ts';
import { CommandError } from './CommandError.ts';
import { describeLoad, summarizeLoad } from './describeLoad.ts';
import { defaultStateFolder } from './folders.ts';
import { findImportTarget } from './findImportTarget.ts';
import { parseOptions } from './parseOptions.ts';
import { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';
import { requestTraining } from './trainingRequest.ts';

const usage = `Imports items and interactions into the running local cloud, or into tables on AWS.

  npm run import -- --format movielens --dir <folder>
  npm run import -- --format jsonl|csv --dir <folder>

  --format           ${importFormats.join(', ')}; docs/import.md describes them
  --dir              the folder with the files
  --state            the folder of the local cloud's state (.recsync)
  --user-table       the user data table on AWS, with --catalogue-table and the usual AWS credentials
  --catalogue-table  the catalogue table on AWS
  --region           the AWS region of the tables

Stop it at any time; the same command resumes. Once it is through, it changes nothing.
`;

/** Ctrl-C ends the import with the round at hand. */
const listenForStop = (): AbortSignal => {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
};

await runCommand(async () => {
  const text = { type: 'string' } as const;
  const values = parseOptions(process.argv.slice(2), {
    ...{ format: text, dir: text, state: text, region: text, 'user-table': text, 'catalogue-table': text },
    help: { type: 'boolean' },
  }) as Partial<Record<string, string>>;
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const { format, dir, state, region } = values;
  if (!format) throw new CommandError(`Say --format ${importFormats.join('|')} (see --help).`);
  if (!dir) throw new CommandError('Say --dir <folder>, the folder with the files.');
  const stateFolder = state ? resolve(state) : defaultStateFolder;
  const target = await findImportTarget({
    ...{ stateFolder, region, userTable: values['user-table'], catalogueTable: values['catalogue-table'] },
  });

  const client = new DynamoDBClient(target.clientConfiguration);
  try {
    // The streams stay on: switched off by a command that is then killed, they would stay off.
    const result = await new Progress().step(
      `Importing ${dir} into ${target.name}`,
      (update) =>
        importData({
          ...{ client, tables: target.tables, stateFolder, now: Date.now, signal: listenForStop() },
          format: format as ImportFormat,
          folder: resolve(dir),
          progress: (state) => update(describeLoad(state)),
        }),
      0,
    );
    process.stdout.write(`${summarizeLoad(result)}\n`);
    if (target.isLocal && result.status !== 'UNCHANGED') {
      requestTraining(stateFolder);
      process.stdout.write('The local cloud now trains a model on it.\n');
    }
    return 0;
  } catch (error) {
    if (!(error instanceof DataError && error.code === 'Interrupted')) throw error;
    process.stderr.write(`${error.message}\n`);
    return 130;
  } finally {
    client.destroy();
  }
});
