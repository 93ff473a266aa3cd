import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DataError, importData, importFormats, type ImportFormat } from '../data/index.ts';
import { findImportTarget } from '../data/findImportTarget.ts';
import { ProgressLine } from '../data/ProgressLine.ts';

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

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      format: { type: 'string' },
      dir: { type: 'string' },
      state: { type: 'string', default: '.recsync' },
      region: { type: 'string' },
      'user-table': { type: 'string' },
      'catalogue-table': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  if (!values.format) throw new DataError('ArgumentInvalid', `Say --format ${importFormats.join('|')} (see --help).`);
  if (!values.dir) throw new DataError('ArgumentInvalid', 'Say --dir <folder>, the folder with the files.');

  const { clientConfiguration, tables, name } = await findImportTarget({
    stateFolder: values.state,
    region: values.region,
    userTable: values['user-table'],
    catalogueTable: values['catalogue-table'],
  });
  const client = new DynamoDBClient(clientConfiguration);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const line = new ProgressLine(process.stderr);
  try {
    process.stderr.write(`Importing ${values.dir} into ${name}\n`);
    const result = await importData({
      client,
      tables,
      stateFolder: values.state,
      now: Date.now,
      format: values.format as ImportFormat,
      folder: values.dir,
      progress: (progress) => line.show(progress),
      signal: stop.signal,
    });
    line.end();
    process.stdout.write(`${line.summary(result)}\n`);
  } finally {
    line.end();
    client.destroy();
  }
}

run().catch((error: unknown) => {
  const isExpected = error instanceof DataError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${isExpected ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = error instanceof DataError && error.code === 'Interrupted' ? 130 : 1;
});
