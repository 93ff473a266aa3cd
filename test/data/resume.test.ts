import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from '../../data/demo/Random.ts';
import { importData, type DataTables, type LoadResult } from '../../data/index.ts';
import { readAll, startTables } from './helpers/startTables.ts';

const command = join(import.meta.dirname, '../../cli/import.ts');
const seed = Number(process.env.RECSYNC_SEED ?? Date.now() % 1e6);
const itemCount = 2500;
const interactionCount = 7500;
const kills = 3;

let database: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  database = await startTables();
});
afterAll(() => database.close());

/** Files of which every 500th line is broken. */
async function writeFiles(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const lines = (length: number, line: (index: number) => unknown) =>
    Array.from({ length }, (_, index) => (index % 500 === 499 ? 'broken' : JSON.stringify(line(index)))).join('\n');
  await writeFile(
    join(folder, 'items.jsonl'),
    lines(itemCount, (index) => ({ itemId: `i${index}`, title: `${index}` })),
  );
  await writeFile(
    join(folder, 'interactions.jsonl'),
    lines(interactionCount, (index) => ({
      userId: `u${index % 50}`,
      itemId: `i${index % 400}`,
      eventType: 'VIEW',
      timestamp: 1_700_000_000 + index,
    })),
  );
}

/** What the checkpoint of the only import says, or undefined before there is one. */
async function readCheckpoint(stateFolder: string) {
  const folder = join(stateFolder, 'imports');
  const names = await readdir(folder).catch(() => []);
  const name = names.find((each) => each.endsWith('.json'));
  if (!name) return undefined;
  return JSON.parse(await readFile(join(folder, name), 'utf8')) as {
    finishedAt?: string;
    items: { lines: number };
    interactions: { lines: number };
  };
}

test('an import that is killed at any moment resumes and ends as if it had not been', async () => {
  console.log(`seed ${seed} (repeat with RECSYNC_SEED=${seed})`);
  const random = new Random(seed);
  const folder = join(database.folder, 'files');
  await writeFiles(folder);
  const stateFolder = join(database.folder, 'killed');
  const tables = await database.makeTables();
  await mkdir(stateFolder);
  await writeFile(
    join(stateFolder, 'local.json'),
    JSON.stringify({ dynamodbUrl: database.endpoint, region: 'us-east-1', pid: process.pid, tables }),
  );

  const resumedFrom: number[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    const linesBefore = linesOf(await readCheckpoint(stateFolder));
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', command, '--format', 'jsonl', '--dir', folder, '--state', stateFolder],
      { stdio: 'ignore' },
    );
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // Every run gets a part of the lines that are left, and dies at some moment after that, or has ended by then.
    const lines = ((itemCount + interactionCount - linesBefore) / (kills - kill)) * random.next();
    const isRunning = () => child.exitCode === null && child.signalCode === null;
    while (isRunning() && linesOf(await readCheckpoint(stateFolder)) < linesBefore + lines) await sleep(2);
    expect(child.exitCode ?? 0).toBe(0);
    await sleep(100 * random.next());
    child.kill('SIGKILL');
    await ended;
    resumedFrom.push(linesOf(await readCheckpoint(stateFolder)));
  }
  console.log(`killed after lines ${resumedFrom.join(', ')} of ${itemCount + interactionCount}`);

  const options = { client: database.client, now: Date.now, format: 'jsonl', folder } as const;
  const load = (into: DataTables, state: string): Promise<LoadResult> =>
    importData({ ...options, tables: into, stateFolder: state });
  const resumed = await load(tables, stateFolder);
  const freshTables = await database.makeTables();
  const fresh = await load(freshTables, join(database.folder, 'fresh'));

  expect(resumed.status).toMatch(/RESUMED|UNCHANGED/);
  expect({ ...resumed, ...ignored }).toEqual({ ...fresh, ...ignored });
  expect(fresh).toMatchObject({ status: 'LOADED', items: 2495, interactions: 7485, rejected: 20 });
  expect(await readFile(resumed.rejectedFile as string, 'utf8')).toBe(
    await readFile(fresh.rejectedFile as string, 'utf8'),
  );
  expect(await readAll(database.client, tables.userData)).toEqual(await readAll(database.client, freshTables.userData));
  const itemIds = async (each: DataTables) =>
    (await readAll(database.client, each.catalogue)).map(({ itemId, title }) => [itemId.S, title.S]);
  expect(await itemIds(tables)).toEqual(await itemIds(freshTables));
  expect((await load(tables, stateFolder)).status).toBe('UNCHANGED');
}, 120_000);

/** `itemsUnchanged` too: a run that was killed may have written items that its checkpoint does not have. */
const ignored = { status: '', seconds: 0, rejectedFile: '', itemsUnchanged: 0 };

const linesOf = (checkpoint: Awaited<ReturnType<typeof readCheckpoint>>): number =>
  checkpoint ? checkpoint.items.lines + checkpoint.interactions.lines : 0;

test('a stop by signal ends with the round at hand', async () => {
  const folder = join(database.folder, 'files');
  const tables = await database.makeTables();
  const stateFolder = join(database.folder, 'stopped');
  const stop = new AbortController();
  const options = { client: database.client, tables, stateFolder, now: Date.now, format: 'jsonl', folder } as const;
  const run = importData({ ...options, signal: stop.signal, progress: ({ step }) => step === 'items' && stop.abort() });

  await expect(run).rejects.toMatchObject({
    code: 'Interrupted',
    message: expect.stringContaining('run it again to resume'),
  });
  expect(await readCheckpoint(stateFolder)).toMatchObject({ items: { lines: 1000 }, interactions: { lines: 0 } });
  expect((await importData(options)).status).toBe('RESUMED');
});
