import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogEstimate } from '../../../experiments/off-policy/estimateLog.ts';

let folder: string;
let log: string;

/** The command as a shell runs it. */
const evaluate = async (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> => {
  try {
    const command = ['--import', 'tsx', 'model/evaluation/evaluate.ts', ...args];
    return { code: 0, ...(await promisify(execFile)(process.execPath, command)) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
};

const decision = (userId: string, shown: string, reward: number): string =>
  JSON.stringify({
    userId,
    shown,
    reward,
    actions: [
      { action: 'a', propensity: 0.25, targetPropensity: 0.75 },
      { action: 'b', propensity: 0.75, targetPropensity: 0.25 },
    ],
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluate-log-'));
  log = join(folder, 'log.jsonl');
  await writeFile(log, [decision('u', 'a', 1), 'broken', decision('v', 'b', 0)].join('\n'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('evaluate --log', () => {
  it('prints a table, and tells lines that could not be used', async () => {
    const { code, stdout, stderr } = await evaluate('--log', log);
    expect(code).toBe(0);
    // (3 × 1 + 0) / 2, and 3 / (3 + 1/3).
    expect(stdout).toMatch(/new policy, IPS +1\.50000/);
    expect(stdout).toMatch(/new policy, SNIPS +0\.90000/);
    expect(stderr).toContain('line 2: the line is not JSON');
  });

  it('prints one JSON object', async () => {
    const estimate = JSON.parse((await evaluate(`--log=${log}`, '--json')).stdout) as LogEstimate;
    expect(estimate).toMatchObject({ decisions: 2, rejected: 1, ips: { estimate: 1.5 } });
  });

  it.each([
    [['--log', 'nowhere.jsonl'], 'The log nowhere.jsonl cannot be read'],
    [['--log', 'x', '--k', '10'], '--log goes with --json only'],
  ])('refuses %j with one sentence', async (args, message) => {
    const { code, stderr } = await evaluate(...args);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});
