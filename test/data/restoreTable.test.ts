import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importData, restoreTable } from '../../data/index.ts';
import type { DataTables } from '../../data/index.ts';
import { erasedSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import { readAll, startTables } from './helpers/startTables.ts';

const fixtures = join(import.meta.dirname, '../fixtures/data/jsonl');
let database: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  database = await startTables();
});
afterAll(() => database.close());

const client = () => database.client;
const rowsOf = (table: string) => readAll(database.client, table);

/** Tables with data, and tables with the same rows, as DynamoDB makes of a backup. */
async function backedUp(): Promise<{ live: DataTables; backup: DataTables }> {
  const [live, backup] = [await database.makeTables(), await database.makeTables()];
  await importData({
    ...{ client: database.client, tables: live, folder: fixtures, format: 'jsonl', now: () => Date.UTC(2026, 10, 21) },
    stateFolder: join(database.folder, `state of ${live.catalogue}`),
  });
  for (const name of ['userData', 'catalogue'] as const) {
    for (const Item of await rowsOf(live[name])) {
      await database.client.send(new PutItemCommand({ TableName: backup[name], Item }));
    }
  }
  return { live, backup };
}

async function wipe(table: string, keys: readonly string[]): Promise<void> {
  for (const row of await rowsOf(table)) {
    const Key = Object.fromEntries(keys.map((name) => [name, row[name]]));
    await database.client.send(new DeleteItemCommand({ TableName: table, Key }));
  }
}

const row = (userId: string, sk: string, more = {}) => ({
  pk: { S: userPartitionKey(userId) },
  sk: { S: sk },
  ...more,
});
const put = (TableName: string, Item: ReturnType<typeof row>) =>
  database.client.send(new PutItemCommand({ TableName, Item }));

describe('restoreTable', () => {
  test('brings back all that was there, and nothing twice', async () => {
    const { live, backup } = await backedUp();
    const before = { userData: await rowsOf(live.userData), catalogue: await rowsOf(live.catalogue) };
    expect(before.userData.length).toBeGreaterThan(2);
    await wipe(live.userData, ['pk', 'sk']);
    await wipe(live.catalogue, ['itemId']);
    const counts = await restoreTable({ client: client(), from: backup.userData, to: live.userData });
    const { length } = before.userData;
    expect(counts).toEqual({ read: length, written: length, kept: 0, erased: 0, removed: 0 });
    await restoreTable({ client: client(), from: backup.catalogue, to: live.catalogue });
    expect(await rowsOf(live.userData)).toEqual(before.userData);
    expect(await rowsOf(live.catalogue)).toEqual(before.catalogue);
    const again = await restoreTable({ client: client(), from: backup.userData, to: live.userData });
    expect(again).toMatchObject({ written: 0, kept: length });
  });

  test('leaves what happened since, and with isExact takes it back', async () => {
    const { live, backup } = await backedUp();
    await put(backup.userData, row('ada', 'PROFILE', { text: { S: 'old' } }));
    await put(live.userData, row('ada', 'PROFILE', { text: { S: 'new' } }));
    await put(live.userData, row('ada', 'EVT#since'));
    const since = await rowsOf(live.userData);
    await restoreTable({ client: client(), from: backup.userData, to: live.userData });
    expect(await rowsOf(live.userData)).toEqual(since);
    const exact = { client: client(), from: backup.userData, to: live.userData, isExact: true };
    expect(await restoreTable(exact)).toMatchObject({ kept: 0, removed: 1 });
    expect(await rowsOf(live.userData)).toEqual(await rowsOf(backup.userData));
  });

  test.each([false, true])('brings nobody back who was erased since (exact: %s)', async (isExact) => {
    const { live, backup } = await backedUp();
    await put(backup.userData, row('gone', 'PROFILE'));
    await put(live.userData, row('gone', erasedSortKey));
    const counts = await restoreTable({ client: client(), from: backup.userData, to: live.userData, isExact });
    expect(counts).toMatchObject({ erased: 1, removed: 0 });
    const left = (await rowsOf(live.userData)).filter(({ pk }) => pk.S === userPartitionKey('gone'));
    expect(left.map(({ sk }) => sk.S)).toEqual([erasedSortKey]);
  });

  test('is stopped between rows, and goes on when it is called again', async () => {
    const { live, backup } = await backedUp();
    const whole = await rowsOf(live.userData);
    await wipe(live.userData, ['pk', 'sk']);
    const options = { client: client(), from: backup.userData, to: live.userData };
    await expect(restoreTable({ ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'Interrupted',
    });
    await restoreTable(options);
    expect(await rowsOf(live.userData)).toEqual(whole);
  });

  test('refuses what cannot be a backup of the table', async () => {
    const { live, backup } = await backedUp();
    const refused = (from: string, code: string) =>
      expect(restoreTable({ client: client(), from, to: live.userData })).rejects.toMatchObject({ code });
    await refused(live.userData, 'TableUnfit');
    await refused(backup.catalogue, 'TableUnfit');
    await refused('nothing', 'TableMissing');
  });

  test('is a command that says what came back', async () => {
    const { live, backup } = await backedUp();
    await wipe(live.catalogue, ['itemId']);
    const state = join(database.folder, `cloud of ${live.catalogue}`);
    await mkdir(state);
    const cloud = { dynamodbUrl: database.endpoint, region: 'us-east-1', pid: process.pid, tables: live };
    await writeFile(join(state, 'local.json'), JSON.stringify(cloud));
    const run = (...options: string[]) =>
      new Promise<{ code: number | null; output: string }>((resolve) => {
        const child = spawn(process.execPath, ['--import', 'tsx', 'cli/restore.ts', '--state', state, ...options], {
          cwd: join(import.meta.dirname, '../..'),
          env: { ...process.env, NODE_NO_WARNINGS: '1' },
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        let output = '';
        child.stdout.on('data', (text) => (output += String(text)));
        child.once('close', (code) => resolve({ code, output }));
      });
    expect(await run('--from', backup.catalogue, '--to', live.catalogue)).toEqual({
      code: 0,
      output: 'Of 3 rows 3 came back and 0 were there; 0 are of people who were erased since. 0 rows were removed.\n',
    });
    const { output } = await run('--from', backup.catalogue, '--to', live.catalogue, '--exact', '--json');
    expect(JSON.parse(output)).toEqual({ read: 3, written: 3, kept: 0, erased: 0, removed: 0 });
    expect(await run('--from', backup.catalogue)).toEqual({ code: 1, output: '' });
  });
});
