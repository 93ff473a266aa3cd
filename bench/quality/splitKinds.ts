import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { evaluationOptions } from '../../model/evaluation/evaluationOptions.ts';
import { loadSplit } from '../../model/evaluation/loadSplit.ts';
import { runEvaluation } from '../../model/evaluation/runEvaluation.ts';
import type { MeasuredModel } from '../../model/evaluation/runEvaluation.ts';
import type { EvaluationCase } from '../../model/splits/EvaluationSplit.ts';
import { confidenceInterval } from '../../model/statistics/confidenceInterval.ts';
import { createRandom, shuffle } from '../../model/statistics/createRandom.ts';

/**
 * The blend against its best single part on one data set, however the test is drawn. Usage:
 *   tsx bench/quality/splitKinds.ts <name> <interactions.tsv[,more.tsv]> <kind;kind|all> [options of evaluate]
 * Adds a row per kind of split to bench/quality/split-kinds/rows.jsonl, skips rows that are there, and writes all rows
 * as a table. What is best on the test is known only afterwards: no rule could have picked it.
 */
const kinds: Record<string, readonly string[]> = {
  'random fifth': ['random', '--part', '0.2'],
  'random fifth, few lines': ['random', '--part', '0.2'],
  'random tenth': ['random', '--part', '0.1'],
  'count^0.5': ['popularity', '--power', '0.5'],
  'count^-0.5': ['popularity', '--power=-0.5'],
  'newest fifth': ['newest'],
  'newest fifth, no times': ['newest', '--times', 'ignored'],
  'window of time': ['window'],
  'last item': ['leave-last-out'],
};
/** Only the third of the users is asked that has the fewest lines left. */
const ofFewLines = 'random fifth, few lines';
const candidates = ['popularity', 'itemKNN', 'slim', 'ials', 'graphFilter', 'ease', 'transitions', 'slit'];
const metric = 'ndcg@20';
const seed = 1;
/** Users asked at most, drawn by seed. */
const mostUsers = 3000;

interface Row {
  readonly data: string;
  readonly kind: string;
  readonly options: readonly string[];
  readonly users: number;
  readonly blend: number;
  readonly best: string;
  readonly bestValue: number;
  /** Blend minus best single part, mean and 95 % interval (bootstrap over users). */
  readonly difference: number;
  readonly interval: readonly [number, number];
  readonly singles: Record<string, number>;
  readonly weights: Record<string, number>;
  readonly wasCutByClock: boolean;
  readonly cpuSeconds: number;
}

const folder = new URL('./split-kinds/', import.meta.url).pathname;
const file = join(folder, 'rows.jsonl');

async function recordedRows(): Promise<Row[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** Milliseconds of processor time, so that other work on the machine cuts nothing. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const valuesOf = ({ metrics }: MeasuredModel): Float64Array => metrics.get(metric) as Float64Array;
const rounded = (value: number): number => Math.round(value * 1e5) / 1e5;

function withFewLines(cases: readonly EvaluationCase[]): EvaluationCase[] {
  const lengths = Uint32Array.from(cases, ({ history }) => history.items.length).sort();
  const most = lengths[Math.floor(lengths.length / 3)];
  return cases.filter(({ history }) => history.items.length <= most);
}

async function measure(data: string, kind: string, paths: string, more: readonly string[]): Promise<Row> {
  const args = ['--interactions', paths, '--protocol', ...kinds[kind], '--k', '10,20', ...more];
  const options = evaluationOptions(args);
  const { split, validation, heldOutPart } = await loadSplit(options);
  const asked = kind === ofFewLines ? withFewLines(split.cases) : split.cases;
  const order = shuffle(Uint32Array.from(asked.keys()), createRandom(seed));
  const cases = Array.from(order.subarray(0, mostUsers), (place) => asked[place]);
  const start = processorTime();
  const { models, report } = runEvaluation(
    { ...split, cases },
    {
      seed: options.seed,
      budgetSeconds: options.budgetSeconds,
      clock: processorTime,
      validation,
      heldOutPart,
      cutoffs: options.cutoffs,
      singles: candidates,
      onlyTuned: true,
    },
  );
  const [hybrid, ...singles] = models;
  const best = singles.reduce((one, other) => (mean(valuesOf(other)) > mean(valuesOf(one)) ? other : one));
  const ofBest = valuesOf(best);
  const difference = valuesOf(hybrid).map((value, index) => value - ofBest[index]);
  return {
    data,
    kind,
    options: more,
    users: cases.length,
    blend: rounded(mean(valuesOf(hybrid))),
    best: best.name,
    bestValue: rounded(mean(ofBest)),
    difference: rounded(mean(difference)),
    interval: confidenceInterval(difference, seed).map(rounded) as [number, number],
    singles: Object.fromEntries(singles.map((one) => [one.name, rounded(mean(valuesOf(one)))])),
    weights: Object.fromEntries(
      report.components.filter(({ weight }) => weight !== 0).map(({ name, weight }) => [name, rounded(weight)]),
    ),
    wasCutByClock: report.wasCutByClock,
    cpuSeconds: Math.round((processorTime() - start) / 1000),
  };
}

function table(recorded: readonly Row[]): string {
  const names = Object.keys(kinds);
  const rows = recorded.toSorted(
    (a, b) => (a.data < b.data ? -1 : Number(a.data > b.data)) || names.indexOf(a.kind) - names.indexOf(b.kind),
  );
  const digits = (value: number): string => value.toFixed(4).replace(/^(-?)0/, '$1');
  return [
    `| data | held out | users | ${metric}, blend | best single part | its ${metric} | difference (95 %) |`,
    '|---|---|---|---|---|---|---|',
    ...rows.map((row) => {
      const cells = [row.data, row.kind, row.users, digits(row.blend), row.best, digits(row.bestValue)];
      return `| ${cells.join(' | ')} | ${digits(row.difference)} [${row.interval.map(digits).join(', ')}] |`;
    }),
    '',
  ].join('\n');
}

const [data, paths, wanted, ...more] = process.argv.slice(2);
if (wanted === undefined) throw new Error('Usage: splitKinds.ts <name> <interactions.tsv> <kind;kind|all> [options]');
await mkdir(folder, { recursive: true });
for (const kind of wanted === 'all' ? Object.keys(kinds) : wanted.split(';')) {
  const known = await recordedRows();
  if (known.some((row) => row.data === data && row.kind === kind)) continue;
  const row = await measure(data, kind, paths, more);
  await appendFile(file, `${JSON.stringify(row)}\n`);
  console.log(table([row]).split('\n')[2], row.cpuSeconds, row.wasCutByClock ? 'CUT' : '', JSON.stringify(row.weights));
}
await writeFile(join(folder, 'table.md'), table(await recordedRows()));
