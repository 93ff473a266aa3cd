import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTrainingRequest } from '../../cli/trainingRequest.ts';
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

/** The state folder of a local cloud that runs, with empty tables. */
const startCloud = async (name: string) => {
  const state = join(database.folder, name);
  const tables = await database.makeTables();
  await mkdir(state);
  const cloud = { dynamodbUrl: database.endpoint, region: 'us-east-1', pid: process.pid, tables };
  await writeFile(join(state, 'local.json'), JSON.stringify(cloud));
  return { state, tables };
};

describe('npm run import', () => {
  test('imports into the running local cloud and says what was taken', async () => {
    const { state, tables } = await startCloud('cloud');
    const options = ['--format', 'movielens', '--dir', join(fixtures, 'movielens-latest'), '--state', state];

    const first = await run(...options);
    expect(first.output).toMatch(
      /^Read as MovieLens\.\nTook 4 items and 5 interactions, in [\d.]+ s\. 11 lines were rejected: .*\.csv\n {2}1 x ratings\.csv: itemId not in the catalogue\nThe local cloud now trains a model on it\.\n$/,
    );
    expect(first.errors).toMatch(/Interactions +100 % {2}11 lines/);
    expect(first.code).toBe(0);
    expect(await readAll(database.client, tables.userData)).toHaveLength(5);

    const second = await run(...options);
    expect(second.output).toMatch(
      /^Read as MovieLens\.\nNothing to do: 4 items and 5 interactions were taken before\. 11 lines were rejected/,
    );
    expect(second.code).toBe(0);
  });

  test('recognises the files, takes a map and says what it left out', async () => {
    const { state } = await startCloud('recognised');
    const shop = await run('--dir', join(fixtures, 'shopify'), '--state', state);
    expect(shop.output).toContain('Read as Shopify products, because products.csv has Handle, Title, Body (HTML).\n');
    expect(shop.output).toContain('  4 x products.csv: Variant SKU left out\n');
    expect(shop.code).toBe(0);

    const folder = join(database.folder, 'orders');
    await mkdir(folder);
    await writeFile(join(folder, 'orders.csv'), 'who,sku,what\nada,linen-shirt,order\nben,wool-cap,\n');
    const maps = ['userId=who', 'itemId=sku', 'eventType=what'].flatMap((pair) => ['--map', pair]);
    const types = ['--event-type', 'PURCHASE=order', '--event-type', 'view'];
    const orders = await run('--dir', folder, '--state', state, '--interactions', 'orders.csv', ...maps, ...types);
    expect(orders.output).toContain('Took 2 items and 2 interactions, 2 of the items were there already');
    expect(orders.output).toContain('  2 x orders.csv: no time: kept in the order of the lines, from 2000-01-01 on\n');
    expect(orders.code).toBe(0);
  });

  test('that takes nothing fails, says why and trains nothing, the second time too', async () => {
    const { state } = await startCloud('nothing');
    const folder = join(database.folder, 'nothing-usable');
    await mkdir(folder);
    await writeFile(join(folder, 'interactions.csv'), 'userId,itemId,eventType\nada,a,stare\nada,b,view\n');
    for (const start of ['Took 0 items and 0 interactions', 'Nothing to do: 0 items']) {
      const { code, output, errors } = await run('--dir', folder, '--state', state);
      expect(output).toContain(start);
      expect(output).not.toContain('trains');
      expect(errors).toMatch(/Nothing of .*nothing-usable was taken\. The first reason: eventType: received "stare"/);
      expect(code).toBe(1);
      expect(readTrainingRequest(state)).toBeUndefined();
    }
  });

  test.each<[string, string[], RegExp]>([
    [
      'a map without a column',
      ['--dir', fixtures, '--map', 'itemId'],
      /^--map itemId names no two things; write for example --map itemId=ProdID\.\n$/,
    ],
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
