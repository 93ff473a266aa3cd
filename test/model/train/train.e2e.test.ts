import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Manifest } from '../../../model/artifact/Manifest.ts';
import { loadRanker } from '../../../model/artifact/loadRanker.ts';
import { smallDataset, smallItems, smallNow } from '../artifact/smallModel.ts';
import { buildBundles } from '../server/bundleContainer.ts';
import { runProcess } from '../server/runProcess.ts';
import type { RunningProcess } from '../server/runProcess.ts';

let bundles: Awaited<ReturnType<typeof buildBundles>>;
let root: string;
const running: RunningProcess[] = [];

beforeAll(async () => {
  bundles = await buildBundles();
});
afterAll(() => bundles.remove());
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'recsync-train-'));
});
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  await rm(root, { recursive: true });
});

const lines = (records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

async function prepare(hyperparameters: Record<string, string> = {}, folder: string = root): Promise<void> {
  const dataset = smallDataset();
  const interactions = dataset.userIds.flatMap((userId, user) =>
    Array.from(
      dataset.itemIndices.subarray(dataset.userOffsets[user], dataset.userOffsets[user + 1]),
      (item, offset) => ({
        userId,
        itemId: dataset.itemIds[item],
        eventType: 'VIEW',
        timestamp: dataset.timestamps[dataset.userOffsets[user] + offset],
      }),
    ),
  );
  await mkdir(join(folder, 'input/config'), { recursive: true });
  await mkdir(join(folder, 'input/data/interactions'), { recursive: true });
  await mkdir(join(folder, 'input/data/items'), { recursive: true });
  await writeFile(
    join(folder, 'input/config/hyperparameters.json'),
    JSON.stringify({ budget_seconds: '2', models: 'itemKNN,ials,content', ...hyperparameters }),
  );
  await writeFile(join(folder, 'input/data/interactions/part.jsonl'), `${lines(interactions)}broken\n`);
  await writeFile(join(folder, 'input/data/items/items.jsonl'), lines(smallItems()));
}

function train(folder: string = root, options: string[] = []): RunningProcess {
  const started = runProcess(bundles.train, folder, {}, options);
  running.push(started);
  return started;
}
const readFailure = (): Promise<string> => readFile(join(root, 'output/failure'), 'utf8');

describe('train', { timeout: 60_000 }, () => {
  test('makes an artifact that serves, reports its lines and metrics, and ends with 0', async () => {
    await prepare();
    const training = train();
    expect(await training.ended, training.output()).toBe(0);
    const output = training.output();
    expect(output).toContain('rejected 1 lines that cannot be used:');
    expect(output).toContain('interactions/part.jsonl, line 1441: the line is not JSON');
    expect(output).toMatch(/^progress=\d\.\d+;/m);
    expect(output).toMatch(/^validation_ndcg=\d\.\d+;$/m);
    expect(JSON.parse(await readFile(join(root, 'output/data/rejected.jsonl'), 'utf8'))).toMatchObject({ line: 1441 });
    const manifest = JSON.parse(await readFile(join(root, 'model/manifest.json'), 'utf8')) as Manifest;
    expect(manifest.training).toMatchObject({ seed: 1, interactions: 1440, users: 120, items: 60, rejectedLines: 1 });
    const ranker = loadRanker(join(root, 'model'));
    const history = [{ itemId: 'i0', eventType: 'VIEW', timestamp: smallNow }];
    expect(ranker.answer({ kind: 'RECOMMEND', now: smallNow, limit: 10, history }).items).toHaveLength(10);
  });

  test('the same data and seed give the same bytes', async () => {
    const other = join(root, 'other');
    await prepare();
    await prepare({}, other);
    expect(await train(root, ['--seed', '7', '--budget', '4s']).ended).toBe(0);
    expect(await train(other, ['--seed', '7', '--budget', '4s']).ended).toBe(0);
    const names = await readdir(join(root, 'model'));
    expect(await readdir(join(other, 'model'))).toEqual(names);
    for (const name of names) {
      expect((await readFile(join(other, 'model', name))).equals(await readFile(join(root, 'model', name))), name).toBe(
        true,
      );
    }
  });

  test.each([
    [{ seed: 'x' }, 'INVALID_SETTING: seed must be a number; received "x".'],
    [{ learning_rate: '1' }, 'INVALID_SETTING: A hyperparameter must be one of budget_seconds, seed'],
    [{ budget_seconds: 'long' }, 'INVALID_SETTING: budget must be a time such as 120, 120s or 2m'],
    [{ models: 'itemKNN,nothing' }, 'UNKNOWN_ALGORITHM: There is no algorithm named "nothing".'],
  ])('refuses %j with exit code 1 and a failure file', async (hyperparameters, message) => {
    await prepare(hyperparameters as Record<string, string>);
    const training = train();
    expect(await training.ended).toBe(1);
    expect(await readFailure()).toContain(message);
    expect(training.output()).toContain(message);
  });

  test('an empty folder is an error, too little data is not: it has an exit code of its own', async () => {
    await mkdir(join(root, 'input/data/interactions'), { recursive: true });
    expect(await train().ended).toBe(1);
    expect(await readFailure()).toMatch(/^UNUSABLE_DATA: No training files under .*expected interactions\/\*\.jsonl/);
    const interactions = join(root, 'input/data/interactions/a.jsonl');
    await writeFile(interactions, `${lines([{ userId: 'u', itemId: 'i', timestamp: 1 }])}broken\n`);
    expect(await train().ended).toBe(3);
    expect(await readFailure()).toMatch(
      /^TOO_LITTLE_DATA: .* received 1 interactions, which speak for 1\. .* 1 lines were rejected/,
    );
    expect(JSON.parse(await readFile(join(root, 'output/data/rejected.jsonl'), 'utf8'))).toMatchObject({ line: 2 });
    await writeFile(interactions, '');
    await mkdir(join(root, 'input/data/items'), { recursive: true });
    await writeFile(join(root, 'input/data/items/items.jsonl'), lines([{ itemId: 'i' }]));
    expect(await train().ended).toBe(3);
    expect(await readFailure()).toContain('received 0 interactions, which speak for 0.');
    expect(await readdir(root)).not.toContain('model');
  });

  test('one that is killed goes on from its checkpoints, with the same bytes in the end', async () => {
    const whole = join(root, 'whole');
    const killed = join(root, 'killed');
    const version = { model_version: '20261128-140000-ab12' };
    await prepare(version, whole);
    await prepare(version, killed);
    await mkdir(join(killed, 'checkpoints'));
    expect(await train(whole).ended).toBe(0);
    const kept: number[] = [];
    for (const point of [/progress=.*itemKNN/, /progress=.*learning weights/, /progress=.*on all data/]) {
      const training = train(killed);
      await training.printed(point);
      training.child.kill('SIGKILL');
      await training.ended;
      kept.push((await readdir(join(killed, 'checkpoints'))).filter((name) => name.endsWith('.json')).length);
    }
    expect(kept.toSorted((a, b) => a - b)).toEqual(kept);
    expect(kept[2]).toBeGreaterThan(0);
    // A checkpoint that was cut off is not believed.
    const [cut] = (await readdir(join(killed, 'checkpoints'))).filter((name) => name.endsWith('.bin'));
    await writeFile(join(killed, 'checkpoints', cut), 'cut');
    const last = train(killed);
    expect(await last.ended, last.output()).toBe(0);
    const names = await readdir(join(whole, 'model'));
    expect(await readdir(join(killed, 'model'))).toEqual(names);
    for (const name of names) {
      const [a, b] = await Promise.all([whole, killed].map((folder) => readFile(join(folder, 'model', name))));
      expect(a.equals(b), name).toBe(true);
    }
    expect(loadRanker(join(killed, 'model')).modelVersion).toBe('20261128-140000-ab12');
  });

  test('stops on SIGTERM while it computes', async () => {
    await prepare();
    const random = Array.from({ length: 150_000 }, (_, index) => ({
      userId: `x${index % 3000}`,
      itemId: `y${(index * 7919) % 2003}`,
      eventType: 'VIEW',
      timestamp: index,
    }));
    await writeFile(join(root, 'input/data/interactions/more.jsonl'), lines(random));
    const training = train();
    await training.printed(/progress=/);
    training.child.kill('SIGTERM');
    expect(await training.ended).toBe(143);
    expect(await readFailure()).toContain('STOPPED: Training was stopped');
    expect(await readdir(root)).not.toContain('model');
  });
});
