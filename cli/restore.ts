import { resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { restoreTable } from '../data/index.ts';
import { CommandError } from './CommandError.ts';
import { findImportTarget } from './findImportTarget.ts';
import { defaultStateFolder } from './folders.ts';
import { listenForStop } from './listenForStop.ts';
import { optionsOf } from './optionsOf.ts';
import { parseOptions } from './parseOptions.ts';
import { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';

const number = (value: number): string => value.toLocaleString('en-US');

/** `recsync restore`: a restored backup into the table in use. */
await runCommand(async () => {
  const values = parseOptions(process.argv.slice(2), optionsOf('restore'));
  const { from, to, region, state } = values as Partial<Record<string, string>>;
  if (!from || !to) throw new CommandError('Say --from <table>, which a backup was restored to, and --to <table>.');
  const configuration = region
    ? { region }
    : (await findImportTarget({ stateFolder: resolve(state ?? defaultStateFolder) })).clientConfiguration;
  const client = new DynamoDBClient(configuration);
  try {
    const counts = await new Progress().step(`Restoring ${to}`, (update) =>
      restoreTable({
        ...{ client, from, to, isExact: values.exact === true, signal: listenForStop() },
        progress: ({ read, written }) => update(`${number(read)} rows read, ${number(written)} brought back`),
      }),
    );
    const { read, written, kept, erased, removed } = counts;
    process.stdout.write(
      values.json === true
        ? `${JSON.stringify(counts)}\n`
        : `Of ${number(read)} rows ${number(written)} came back and ${number(kept)} were there; ${number(erased)} are of people who were erased since. ${number(removed)} rows were removed.\n`,
    );
    return 0;
  } finally {
    client.destroy();
  }
});
