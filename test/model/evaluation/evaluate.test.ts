import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { evaluate } from '../../../model/evaluation/evaluate.ts';
import { evaluationOptions } from '../../../model/evaluation/evaluationOptions.ts';
import { EvaluationInputError } from '../../../model/evaluation/EvaluationInputError.ts';
import type { EvaluationResult } from '../../../model/evaluation/evaluationResult.ts';
import { loadSplit } from '../../../model/evaluation/loadSplit.ts';
import { resultTable } from '../../../model/evaluation/resultTable.ts';
import { smallWorld } from '../smallWorld.ts';

let folder: string;
const path = (name: string): string => join(folder, name);

/** Runs the command in this process and returns what it printed on standard output. */
async function run(...args: string[]): Promise<{ output: string; errors: string }> {
  const output: string[] = [];
  const errors: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((text: string) => void output.push(text));
  const error = vi.spyOn(console, 'error').mockImplementation((text: string) => void errors.push(text));
  try {
    await evaluate(args);
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
  return { output: output.join('\n'), errors: errors.join('\n') };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluate-'));
  const world = smallWorld({ users: 80 });
  const lines: string[] = [];
  for (let user = 0; user < world.userIds.length; user += 1) {
    for (let position = world.userOffsets[user]; position < world.userOffsets[user + 1]; position += 1) {
      const seconds = world.timestamps[position] / 1000;
      lines.push(`${world.userIds[user]}\t${world.itemIds[world.itemIndices[position]]}\t4\t${seconds}`);
    }
  }
  await writeFile(path('all.tsv'), lines.join('\n'));
  await writeFile(path('train.tsv'), lines.filter((_, index) => index % 4 !== 0).join('\n'));
  await writeFile(path('test.tsv'), lines.filter((_, index) => index % 4 === 0).join('\n'));
  await writeFile(
    path('broken.tsv'),
    `${lines[0]}\nu1\n\tx\nu1\ti2\tmany\nu2\ti3\t4\tyesterday\n${lines.slice(1).join('\n')}`,
  );
  await writeFile(path('hopeless.tsv'), 'user item\nu1,i1\n');
  await writeFile(path('empty.tsv'), '');
  await writeFile(path('items.jsonl'), world.items.map((item) => JSON.stringify(item)).join('\n'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('the evaluation command', () => {
  it('prints one JSON object with the hybrid always among the models', async () => {
    const { output } = await run(
      ...[
        '--train',
        path('train.tsv'),
        '--test',
        path('test.tsv'),
        '--k',
        '5,10',
        '--models',
        'popularity,ease',
        '--json',
      ],
      ...['--budget', '2s', '--report', path('report')],
    );
    const result = JSON.parse(output) as EvaluationResult;
    expect(Object.keys(result.models).toSorted()).toEqual(['ease', 'hybrid', 'popularity']);
    for (const model of Object.values(result.models)) {
      for (const name of ['ndcg@5', 'recall@5', 'precision@10', 'map@10', 'hr@10']) {
        expect(model[name]).toBeGreaterThan(0);
        expect(model[name]).toBeLessThanOrEqual(1);
      }
      expect(model.trainSeconds).toBeGreaterThanOrEqual(0);
      expect(model.peakRssMiB).toBeGreaterThan(10);
    }
    expect(result.protocol).toMatchObject({
      name: 'train-test',
      validation: 'random',
      testUsers: 80,
      ratings: 'own-mean',
      wasCutByClock: false,
    });
    expect((await readdir(path('report'))).toSorted()).toEqual([
      'ndcg-at-5.svg',
      'recall-at-10.svg',
      'result.json',
      'table.txt',
    ]);
    expect(await readFile(path('report/ndcg-at-5.svg'), 'utf8')).toMatch(/^<svg[^]*hybrid[^]*<\/svg>\n$/);
  });

  it('says in the table what was not tuned, and when the clock cut the training short', () => {
    const table = (wasCutByClock: boolean, untuned: string[]): string =>
      resultTable({ protocol: { wasCutByClock }, models: { hybrid: { 'ndcg@10': 0.5 } }, untuned });
    expect(table(true, [])).toMatch(/0\.5000\nThe clock cut the training of the hybrid short/);
    expect(table(false, [])).not.toContain('clock');
    expect(table(false, ['slit', 'ease'])).toMatch(/0\.5000\nNot tuned, .*: slit, ease\./);
  });

  it.each([
    [['random', '--part', '0.1'], 'random', { part: 0.1 }],
    [['popularity', '--power=-0.5'], 'random', { part: 0.2, power: -0.5 }],
    [['newest'], 'newest-part', { part: 0.2 }],
    [['newest', '--times', 'ignored'], 'random', { times: 'ignored' }],
    [['window'], 'temporal', { part: 0.2 }],
    [['leave-last-out'], 'leave-last-out', {}],
  ])('cuts one file by the protocol %j', async ([name, ...options], validation, said) => {
    const args = ['--interactions', path('all.tsv'), '--protocol', name, ...options, '--models', 'popularity'];
    const { protocol, models } = JSON.parse(
      (await run(...args, '--json', '--budget', '1s')).output,
    ) as EvaluationResult;
    expect(protocol).toMatchObject({ name, validation, ...said });
    expect(models.hybrid['ndcg@10']).toBeGreaterThan(0);
  });

  it('reads several files as one, and refuses windows of time where there are no times', async () => {
    const splitOf = async (...args: string[]) => loadSplit(evaluationOptions(['--interactions', ...args]));
    const files = `${path('train.tsv')},${path('test.tsv')}`;
    const { split } = await splitOf(files, '--protocol', 'leave-last-out');
    const whole = await splitOf(path('all.tsv'), '--protocol', 'leave-last-out');
    expect(split.train.itemIndices).toHaveLength(whole.split.train.itemIndices.length);
    await expect(splitOf(files, '--protocol', 'window', '--times', 'ignored')).rejects.toThrow(
      /needs lines with times/,
    );
  });

  it('writes the lists, from which the metrics follow, and says what the blend is made of', async () => {
    const args = ['--interactions', path('all.tsv'), '--protocol', 'random', '--models', 'itemKNN,bpr', '--k', '10'];
    const { output, errors } = await run(...args, '--json', '--budget', '2s', '--lists', path('lists.jsonl'));
    const result = JSON.parse(output) as EvaluationResult;
    interface Line {
      model: string;
      userId: string;
      items: string[];
      answers: string[];
      answerCount: number;
    }
    const lines = (await readFile(path('lists.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    for (const model of ['hybrid', 'itemKNN', 'bpr']) {
      const lists = lines.filter((line) => line.model === model);
      expect(new Set(lists.map(({ userId }) => userId)).size).toBe(result.protocol.testUsers);
      const recalls = lists.map(
        ({ items, answers, answerCount }) => items.filter((item) => answers.includes(item)).length / answerCount,
      );
      const mean = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
      expect(mean).toBeCloseTo(result.models[model]['recall@10'], 12);
    }
    expect(result.untuned).toEqual(['bpr']);
    expect(result.hybrid.components.some(({ weight }) => weight > 0)).toBe(true);
    expect(result.hybrid.wasCutByClock).toBe(false);
    expect(errors).toMatch(/measuring itemKNN: \d+ of \d+ users/);
  });

  it('counts as answers what counts as liking, unless it is told from which value on', async () => {
    const rated = (ratings: number[]) => ratings.map((value, index) => `u\ti${index}\t${value}`);
    await writeFile(path('rated.tsv'), [...rated([5, 5, 4, 5]), 'v\ti0\t4', 'v\ti1\t5', 'v\ti8\t1'].join('\n'));
    await writeFile(path('asked.tsv'), 'u\ti8\t1\nv\ti3\t5\n');
    const usersAsked = async (...args: string[]): Promise<number> => {
      const files = ['--train', path('rated.tsv'), '--test', path('asked.tsv')];
      return (await loadSplit(evaluationOptions([...files, ...args]))).split.cases.length;
    };
    expect(await usersAsked()).toBe(1);
    expect(await usersAsked('--ratings', 'ignored')).toBe(2);
    expect(await usersAsked('--positive', '1')).toBe(2);
    expect(await usersAsked('--ratings', 'ignored', '--positive', '4')).toBe(1);
    expect(await usersAsked('--ratings', '1')).toBe(2);
  });

  it('measures the same twice', async () => {
    const args = [
      '--train',
      path('train.tsv'),
      '--test',
      path('test.tsv'),
      '--models',
      'bpr',
      '--json',
      '--budget',
      '1s',
    ];
    const [one, other] = [
      JSON.parse((await run(...args)).output),
      JSON.parse((await run(...args)).output),
    ] as EvaluationResult[];
    expect(other.models.hybrid['ndcg@10']).toBe(one.models.hybrid['ndcg@10']);
    expect(other.models.bpr['map@20']).toBe(one.models.bpr['map@20']);
  });

  it('knows the protocols that cut one file itself', async () => {
    const common = [
      '--interactions',
      path('all.tsv'),
      '--items',
      path('items.jsonl'),
      '--models',
      'content',
      '--json',
      '--budget',
      '1s',
    ];
    const last = JSON.parse((await run(...common, '--protocol', 'leave-last-out')).output) as EvaluationResult;
    expect(last.models.hybrid['hr@10']).toBeGreaterThan(0);
    const cold = JSON.parse((await run(...common, '--protocol', 'cold-items')).output) as EvaluationResult;
    expect(Object.keys(cold.models)).toContain('random');
    expect(cold.protocol.rankedItems).toBe(4);
  });

  it('counts broken lines, tells where they are and goes on', async () => {
    const { output, errors } = await run(
      '--interactions',
      path('broken.tsv'),
      '--protocol',
      'leave-last-out',
      '--json',
      '--budget',
      '1s',
    );
    expect((JSON.parse(output) as EvaluationResult).dataset.brokenLines).toBe(4);
    expect(errors).toContain('broken.tsv, line 2: expected 2 to 4 fields separated by tabs, found 1');
    expect(errors).toContain('broken.tsv, line 3: userId: received an empty text; allowed: 1 to 256 bytes.');
    expect(errors).toContain('broken.tsv, line 4: eventValue: received "many"; allowed: a number.');
    expect(errors).toContain('broken.tsv, line 5: the time "yesterday" is not in Unix seconds');
  });

  it('asks about users and items that training does not know', async () => {
    const known = (await readFile(path('train.tsv'), 'utf8')).trim().split('\n');
    const [, item] = known[0].split('\t');
    await writeFile(path('strangers.tsv'), `stranger\t${item}\nstranger\t${item}\nstranger\tnever-seen\n`);
    const args = [
      '--train',
      path('train.tsv'),
      '--test',
      path('strangers.tsv'),
      '--models',
      'popularity',
      '--json',
      '--budget',
      '1s',
    ];
    const { models, protocol } = JSON.parse((await run(...args, '--k', '1000')).output) as EvaluationResult;
    expect(protocol.testUsers).toBe(1);
    // Two right answers, of which one can be found.
    expect(models.hybrid['recall@1000']).toBe(0.5);
    expect(models.hybrid['ndcg@1000']).toBeGreaterThan(0);
    expect(models.popularity['ndcg@1000']).toBe(models.hybrid['ndcg@1000']);
  });

  it.each([
    ['empty.tsv', /empty\.tsv is empty/],
    ['hopeless.tsv', /has no usable line.*line 1/],
    ['missing.tsv', /missing\.tsv cannot be read/],
  ])('refuses %s with a clear sentence', async (name, message) => {
    await expect(run('--train', path(name), '--test', path('test.tsv'))).rejects.toThrow(message);
    await expect(run('--train', path('train.tsv'), '--test', path(name))).rejects.toThrow(EvaluationInputError);
  });
});
