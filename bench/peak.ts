/**
 * `npm run bench:peak`: people who browse, buy and listen; twenty times as many within a ramp, and back, twice, on the
 * local cloud: once as it is, once with a model that gets a tenth of its time at each peak, once with tables that refuse
 * half of the writes there. Requests are sent at their times whatever became of those before. Writes bench/results/peak.json,
 * .md and .svg; exit code 1 when a promise about content is broken.
 *
 *   --calm 1 --factor 20 --ramp 15 --hold 10 --rest 15 --peaks 2  the load: requests a second, and seconds
 *   --users 60 --listeners 20 --seed 1                             who asks
 *   --max-latency 1000 --margin 500                                what is promised, in milliseconds
 *   --run plain --run slow-model --run throttled-table             which of the three, or none; others of the
 *                                                                 same load are kept from the last result
 *   --out <folder>                                                 where the results go
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { CountedOperations } from '../scale/index.ts';
import { readItemIds } from './local/operations.ts';
import { machineFacts } from './local/report.ts';
import { startBenchCloud, type BenchCloud } from './local/startBenchCloud.ts';
import { drawPeak } from './peak/drawPeak.ts';
import { judgeContent, judgeTimes } from './peak/judgePeak.ts';
import { comparePrediction, renderComparison } from './peak/comparePrediction.ts';
import { planLoad } from './peak/planLoad.ts';
import type { LoadShape } from './peak/planLoad.ts';
import { readMachine, readProcessTree } from './peak/readProcessTree.ts';
import { renderPeak } from './peak/renderPeak.ts';
import type { PeakResult, RunResult } from './peak/renderPeak.ts';
import { runLoad } from './peak/runLoad.ts';
import { phasesOf, secondsOf } from './peak/summarizePeak.ts';

const countedFile = join(import.meta.dirname, '../scale/operations.json');

const titles = {
  plain: 'As it is',
  'slow-model': 'The model slowed at the peaks',
  'throttled-table': 'Half of the writes refused at the peaks',
} as const;
type RunName = keyof typeof titles;

const { values } = parseArgs({
  options: {
    calm: { type: 'string', default: '1' },
    factor: { type: 'string', default: '20' },
    ramp: { type: 'string', default: '15' },
    hold: { type: 'string', default: '10' },
    rest: { type: 'string', default: '15' },
    peaks: { type: 'string', default: '2' },
    users: { type: 'string', default: '60' },
    listeners: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    'max-latency': { type: 'string', default: '1000' },
    margin: { type: 'string', default: '500' },
    run: { type: 'string', multiple: true, default: Object.keys(titles) },
    out: { type: 'string', default: join(import.meta.dirname, 'results') },
  },
});
const seed = Number(values.seed);
const maxLatencyMs = Number(values['max-latency']);
const shape: LoadShape = {
  calmPerSecond: Number(values.calm),
  factor: Number(values.factor),
  calmSeconds: Number(values.rest),
  rampSeconds: Number(values.ramp),
  holdSeconds: Number(values.hold),
  peaks: Number(values.peaks),
};
const promises = { maxLatencyMs, marginMs: Number(values.margin), withinShare: 0.99, efficiency: 0.95 };
const planned = planLoad(shape, seed);

async function run(name: RunName, { target, pid, strike }: BenchCloud): Promise<RunResult> {
  console.log(`${titles[name]}: ${planned.length} requests, seed ${seed}`);
  const itemIds = await readItemIds(target, 500);
  const result = await runLoad(target, {
    ...{ name, shape, planned, maxLatencyMs, itemIds, listeners: Number(values.listeners) },
    patience: 2 * shape.rampSeconds,
    readProcessors: () => {
      const processorSeconds = readProcessTree(pid);
      const { user, system } = process.cpuUsage();
      return { processorSeconds, othersSeconds: readMachine() - processorSeconds - (user + system) / 1e6 };
    },
    onPhase: (phase) => {
      if (name !== 'plain') strike(name, phase === 'peak');
    },
  });
  const verdicts = [...judgeContent(result), ...judgeTimes(result, shape, promises)];
  for (const { promise, kept, found } of verdicts) console.log(`  ${kept ? 'kept  ' : 'BROKEN'} ${promise}: ${found}`);
  return {
    ...{ name, title: titles[name], facts: { ...target.facts, ...machineFacts() }, verdicts },
    phases: phasesOf(result, shape),
    seconds: secondsOf(result, shape),
  };
}

/** One cloud for all of them, one after another. */
async function runAll(names: RunName[]): Promise<void> {
  if (names.length === 0) return;
  const users = Array.from({ length: Number(values.users) }, (_, index) => `u${index + 1}`);
  const cloud = await startBenchCloud({ seed, budgetSeconds: 5, users, hasFaults: true });
  try {
    for (const name of names) {
      runs.set(name, await run(name, cloud));
      write();
    }
  } finally {
    await cloud.stop();
  }
}

/** Those of the last result, if it was the same load. */
function runsBefore(): Map<string, RunResult> {
  const file = join(values.out, 'peak.json');
  const { runs: before, ...of } = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as PeakResult)
    : { runs: [], ...load };
  const isSame = (Object.keys(load) as (keyof typeof load)[]).every((key) => isDeepStrictEqual(load[key], of[key]));
  return new Map(isSame ? before.map((one) => [one.name, one]) : []);
}

const load = { seed, shape, promises, users: Number(values.users), listeners: Number(values.listeners) };
const runs = runsBefore();

function write(): void {
  const result: PeakResult = {
    date: new Date().toISOString().slice(0, 10),
    ...load,
    runs: (Object.keys(titles) as RunName[]).flatMap((name) => runs.get(name) ?? []),
  };
  const counted = JSON.parse(readFileSync(countedFile, 'utf8')) as CountedOperations;
  mkdirSync(values.out, { recursive: true });
  writeFileSync(join(values.out, 'peak.json'), `${JSON.stringify(result)}\n`);
  const page = [renderPeak(result), ...renderComparison(comparePrediction(result, counted))].join('\n');
  writeFileSync(join(values.out, 'peak.md'), page);
  writeFileSync(join(values.out, 'peak.svg'), drawPeak(result.runs));
  console.log(`Written to ${join(values.out, 'peak.md')}`);
}

await runAll(values.run.filter((name): name is RunName => name in titles));
write();
const aboutContent = [...runs.values()].flatMap(({ verdicts }) => verdicts.slice(0, 2));
process.exitCode = aboutContent.every(({ kept }) => kept) ? 0 : 1;
