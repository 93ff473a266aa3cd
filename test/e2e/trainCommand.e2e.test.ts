import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { importData } from '../../data/index.ts';
import { postOperation } from '../../local/postOperation.ts';
import { TrainingRunsDocument } from '../../schema/generated/client/graphql.ts';
import { startTestCloud, type TestCloud } from '../helpers/startTestCloud.ts';
import { writeFilms } from '../helpers/writeFilms.ts';

const command = join(import.meta.dirname, '..', '..', 'cli', 'recsync.mjs');
const patience = { timeout: 90_000, interval: 200 };

interface Ended {
  code: number | null;
  output: string;
  errors: string;
}

describe('recsync train', { timeout: 240_000 }, () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    const { dynamodb: client, tables, graphqlUrl } = test.cloud;
    const folder = writeFilms(join(test.stateFolder, 'films'), 12, 20);
    await importData({ client, tables, stateFolder: test.stateFolder, folder, now: Date.now });
    await test.cloud.streamsRead();
    writeFileSync(join(test.stateFolder, 'local.json'), JSON.stringify({ pid: process.pid, graphqlUrl }));
  }, 120_000);
  afterAll(() => test?.close());

  const start = (...options: string[]): { child: ChildProcess; ended: Promise<Ended> } => {
    const child = spawn(process.execPath, [
      command,
      'train',
      '--state',
      test.stateFolder,
      '--budget',
      '2s',
      ...options,
    ]);
    let [output, errors] = ['', ''];
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (errors += text));
    return {
      child,
      ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, output, errors }))),
    };
  };
  const runs = async () => {
    const admin = { url: test.cloud.graphqlUrl, token: await test.cloud.token('root', ['admin']) };
    return (await postOperation(admin, TrainingRunsDocument, { limit: 10 })).trainingRuns.items;
  };

  it('trains the first model and waits until it answers', async () => {
    const { code, output, errors } = await start('--json').ended;
    expect([code, errors.replaceAll(/^[…✓].*\n/gm, '')]).toEqual([0, '']);
    const outcome = JSON.parse(output) as { modelVersion: string; items: number };
    expect(outcome.items).toBe(12);
    expect((await test.cloud.model.live())?.modelVersion).toBe(outcome.modelVersion);
    const [run] = await runs();
    expect(run).toMatchObject({ status: 'PROMOTED', modelVersion: outcome.modelVersion });
  });

  it('does not wait hours for a second one to be tried, and says where it is', async () => {
    const before = await test.cloud.model.live();
    const { code, output, errors } = await start().ended;
    const [run] = await runs();
    // Nothing is new, so the new model is as good as the live one: either may be the better by chance.
    expect(['PROMOTED', 'REJECTED']).toContain(run!.status);
    const after = await test.cloud.model.live();
    if (run!.status === 'PROMOTED') {
      expect(code).toBe(0);
      expect(output).toBe(
        `${after!.modelVersion} answers, made from ${run!.dataReport!.interactions} interactions with 12 items in ${/in ([0-9.]+) s/.exec(output)?.[1]} s.\n`,
      );
      expect(after).not.toEqual(before);
    } else {
      expect(code).toBe(1);
      expect(errors).toContain(run!.reason);
      expect(after).toEqual(before);
    }
    expect(errors).toMatch(/^… Training: [a-z]/m);
  });

  it('leaves the training alone when it is stopped, and another one waits for it', async () => {
    const known = (await runs()).length;
    // Longer than the second command takes to start.
    const { child, ended } = start('--budget', '15s');
    await vi.waitFor(async () => expect((await runs()).length).toBe(known + 1), patience);
    child.kill('SIGINT');
    const stopped = await ended;
    expect(stopped.code).toBe(130);
    expect(stopped.errors).toContain('Stopped waiting; the training goes on.\n');
    expect((await runs())[0]!.status).toBe('RUNNING');
    await start().ended;
    expect((await runs()).length).toBe(known + 1);
    expect((await runs())[0]!.status).not.toBe('RUNNING');
  });
});
