import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { exportData, importData, type DataTables } from '../../data/index.ts';
import { readAll, startTables } from './helpers/startTables.ts';

const fixtures = join(import.meta.dirname, '../fixtures/data/jsonl');
const now = Date.UTC(2026, 10, 21);
let database: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  database = await startTables();
});
afterAll(() => database.close());

const load = (tables: DataTables, folder: string) =>
  importData({
    ...{ client: database.client, tables, folder, format: 'jsonl', now: () => now },
    stateFolder: join(database.folder, `state of ${tables.catalogue}`),
  });
const contents = async ({ catalogue, userData }: DataTables) => ({
  items: await readAll(database.client, catalogue),
  interactions: (await readAll(database.client, userData)).filter(({ sk }) => /^(EVT|DISPLAY)#/.test(sk.S!)),
});
const filled = async (): Promise<DataTables> => {
  const tables = await database.makeTables();
  await load(tables, fixtures);
  // What is derived stands between the interactions, and is no interaction.
  const Item = { pk: { S: 'USER#ada' }, sk: { S: 'REC#home' }, items: { S: '[]' } };
  await database.client.send(new PutItemCommand({ TableName: tables.userData, Item }));
  return tables;
};

describe('exportData', () => {
  test('writes what the importer makes the same rows of', async () => {
    const tables = await filled();
    const folder = join(database.folder, 'round', 'trip');
    const { items, interactions } = await exportData({ client: database.client, tables, folder });
    expect([items, interactions]).toEqual([3, 3]);
    expect((await readdir(folder)).toSorted()).toEqual(['interactions.jsonl', 'items.jsonl']);
    // Personal data is for nobody else on this machine.
    expect((await stat(join(folder, 'interactions.jsonl'))).mode & 0o077).toBe(0);

    const copy = await database.makeTables();
    expect(await load(copy, folder)).toMatchObject({ items, interactions, rejected: 0 });
    expect(await contents(copy)).toEqual(await contents(tables));
  });

  test('overwrites nothing, leaves nothing behind when it is stopped, and names a table that is missing', async () => {
    const tables = await filled();
    const { client } = database;
    const taken = join(database.folder, 'taken');
    await mkdir(taken);
    await writeFile(join(taken, 'interactions.jsonl'), 'mine');
    await expect(exportData({ client, tables, folder: taken })).rejects.toMatchObject({ code: 'FileExists' });
    expect(await readFile(join(taken, 'interactions.jsonl'), 'utf8')).toBe('mine');

    const stopped = join(database.folder, 'stopped');
    const signal = AbortSignal.abort();
    await expect(exportData({ client, tables, folder: stopped, signal })).rejects.toMatchObject({
      code: 'Interrupted',
    });
    const missing = exportData({ client, tables: { ...tables, userData: 'nothing' }, folder: stopped });
    await expect(missing).rejects.toMatchObject({ code: 'TableMissing', message: 'The table nothing does not exist.' });
    expect(await readdir(stopped)).toEqual([]);
  });
});

/** Runs a command's file. */
const run = (file: string, ...options: string[]): Promise<{ code: number | null; output: string; errors: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', `cli/${file}.ts`, ...options], {
      cwd: join(import.meta.dirname, '../..'),
      env: { ...process.env, NODE_NO_WARNINGS: '1', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    child.once('close', (code) => resolve({ code, output, errors }));
  });

describe('on the command line', () => {
  test('export says what it wrote, to people and to programs', async () => {
    const state = join(database.folder, 'cloud');
    const tables = await filled();
    await mkdir(state);
    const cloud = { dynamodbUrl: database.endpoint, region: 'us-east-1', pid: process.pid, tables };
    await writeFile(join(state, 'local.json'), JSON.stringify(cloud));
    const folder = join(database.folder, 'written');
    const text = await run('export', '--dir', folder, '--state', state);
    expect(text).toMatchObject({ code: 0, output: `Wrote 3 items and 3 interactions to ${folder}.\n` });
    const again = await run('export', '--dir', folder, '--state', state);
    expect(again).toMatchObject({ code: 1, output: '', errors: expect.stringMatching(/is there already.*\n$/) });
    const other = await run('export', '--dir', join(folder, 'other'), '--state', state, '--json');
    expect(JSON.parse(other.output)).toEqual({ items: 3, interactions: 3, folder: join(folder, 'other') });

    const imported = await run('import', '--dir', folder, '--state', state, '--json');
    expect(imported.code).toBe(0);
    expect(JSON.parse(imported.output)).toMatchObject({ items: 3, interactions: 3, rejected: 0 });
  });

  test('export, train and dlq need a local cloud that runs', async () => {
    const state = join(database.folder, 'nothing-runs');
    for (const [name, ...options] of [['export', '--dir', join(state, 'x')], ['train'], ['dlq']]) {
      const { code, output, errors } = await run(name, ...options, '--state', state);
      expect([code, output]).toEqual([1, '']);
      expect(errors).toMatch(/^No local cloud is running \(.*\); start it with npm start\.\n$/);
    }
  });
});
