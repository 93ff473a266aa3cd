import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { folderOfTest } from '../../emulator/test/helpers/makeTemporaryFolder.ts';
import { postGraphql } from '../helpers/postGraphql.ts';
import { writeFilms } from '../helpers/writeFilms.ts';

const timeout = 180_000;

const run = (...commandLine: string[]) => {
  const child = spawn(process.execPath, ['cli/bootstrap.mjs', ...commandLine], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, ended, output: () => output };
};

describe('npm start on a shop that cannot be trained yet', () => {
  it('serves degraded lists, and trains when there is enough', { timeout }, async () => {
    const folder = folderOfTest();
    const state = join(folder, 'state');
    const start = run(
      'start',
      '--port',
      '0',
      '--state',
      state,
      '--training-budget',
      '5s',
      '--data',
      writeFilms(join(folder, 'one'), 1, 0),
    );
    onTestFinished(async () => {
      start.child.kill('SIGTERM');
      await start.ended;
    });
    const announced = join(state, 'local.json');
    await vi.waitFor(() => expect(existsSync(announced), start.output()).toBe(true), { timeout, interval: 200 });
    expect(start.output()).toMatch(/The model was not trained: .*Lists are degraded; training is tried again/);
    const { graphqlUrl, apiKey } = JSON.parse(readFileSync(announced, 'utf8')) as Record<
      'graphqlUrl' | 'apiKey',
      string
    >;

    const similar = async () => {
      const answer = await postGraphql<{
        similarItems: { degraded: boolean; degradedReason: string | null };
      }>(graphqlUrl, { apiKey }, '{ similarItems(itemId: "1") { degraded degradedReason } }', {});
      expect(answer.errors).toBeUndefined();
      return answer.data.similarItems;
    };
    expect(await similar()).toEqual({ degraded: true, degradedReason: 'MODEL_ABSENT' });

    const more = run(
      'import',
      '--format',
      'movielens',
      '--dir',
      writeFilms(join(folder, 'more'), 12, 20),
      '--state',
      state,
    );
    expect(await more.ended, more.output()).toBe(0);
    await vi.waitFor(async () => expect((await similar()).degraded).toBe(false), { timeout, interval: 500 });
  });
});
