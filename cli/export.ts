import { resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { exportData } from '../data/index.ts';
import { CommandError } from './CommandError.ts';
import { findImportTarget } from './findImportTarget.ts';
import { defaultStateFolder } from './folders.ts';
import { listenForStop } from './listenForStop.ts';
import { optionsOf } from './optionsOf.ts';
import { parseOptions } from './parseOptions.ts';
import { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';

const number = (value: number): string => value.toLocaleString('en-US');

/** `recsync export`: the tables into files. */
await runCommand(async () => {
  const values = parseOptions(process.argv.slice(2), optionsOf('export'));
  const { dir, state, region } = values as Partial<Record<string, string>>;
  if (!dir) throw new CommandError('Say --dir <folder>, where the files go.');
  const folder = resolve(dir);
  const target = await findImportTarget({
    stateFolder: resolve(state ?? defaultStateFolder),
    region,
    userTable: values['user-table'] as string | undefined,
    catalogueTable: values['catalogue-table'] as string | undefined,
  });
  const client = new DynamoDBClient(target.clientConfiguration);
  try {
    const written = await new Progress().step(`Exporting ${target.name}`, (update) =>
      exportData({
        ...{ client, tables: target.tables, folder, signal: listenForStop() },
        progress: ({ items, interactions }) => update(`${number(items)} items, ${number(interactions)} interactions`),
      }),
    );
    const { items, interactions } = written;
    process.stdout.write(
      values.json === true
        ? `${JSON.stringify({ ...written, folder })}\n`
        : `Wrote ${number(items)} items and ${number(interactions)} interactions to ${folder}.\n`,
    );
    return 0;
  } finally {
    client.destroy();
  }
});
