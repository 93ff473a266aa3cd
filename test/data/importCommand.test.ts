import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAll, startTables } from './helpers/startTables.ts';

const root = join(import.meta.dirname, '../..');
const fixtures = join(root, 'test/fixtures/data');
let database: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  database = await startTables();
});
afterAll(() => database.close());

const run = (...options: string[]): Promise<{ code: number | null; output: string; errors: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'cli/import.ts', ...options], {
      cwd: root,
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    child.once('close', (code) => resolve({ code, output, errors }));
  });

describe('npm run import', () => {
  test('imports into the running local cloud and says what was taken', async () => {
    const state = join(database.folder, 'cloud');
    const tables = await database.makeTables();
    await mkdir(state);
    const cloud = { dynamodbUrl: database.endpoint, region: 'us-east-1', pid: process.pid, tables };
    await writeFile(join(state, 'local.json'), JSON.stringify(cloud));
    const options = ['--format', 'movielens', '--dir', join(fixtures, 'movielens-latest'), '--state', state];

    const first = await run(...options);
    expect(first.output).toMatch(
      /^Took 4 items and 5 interactions, in [\d.]+ s\. 11 lines were rejected: .*\.csv\nThe local cloud now trains a model on it\.\n$/,
    );
    expect(first.errors).toMatch(/Interactions +100 % {2}11 lines/);
    expect(first.code).toBe(0);
    expect(await readAll(database.client, tables.userData)).toHaveLength(5);

    const second = await run(...options);
    expect(second.output).toMatch(
      /^Nothing to do: 4 items and 5 interactions were taken before\. 11 lines were rejected/,
    );
    expect(second.code).toBe(0);
  });

  test.each<[string, string[], RegExp]>([
    ['no format', ['--dir', fixtures], /^Say --format movielens\|jsonl\|csv \(see --help\)\.\n$/],
    ['no folder', ['--format', 'csv'], /^Say --dir <folder>, the folder with the files\.\n$/],
    ['an unknown option', ['--folder', 'x'], /^Unknown option '--folder'\. The options are .*\n$/],
    [
      'no local cloud',
      ['--format', 'csv', '--dir', fixtures, '--state', '/nowhere'],
      /^No local cloud is running \(\/nowhere\/local\.json cannot be read\); start it with npm start\.\n$/,
    ],
    [
      'one table only',
      ['--format', 'csv', '--dir', fixtures, '--user-table', 'x'],
      /^Say both --user-table and --catalogue-table, or neither\.\n$/,
    ],
  ])('ends with one sentence and a status: %s', async (_, options, sentence) => {
    const { code, output, errors } = await run(...options);
    expect(errors).toMatch(sentence);
    expect({ code, output }).toEqual({ code: 1, output: '' });
  });
});
