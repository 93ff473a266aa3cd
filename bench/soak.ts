/**
 * `npm run bench:soak`: ten minutes of people who browse, buy and listen on the local cloud. The memory and the open files of
 * each of its processes, and the timers and handles of the cloud's own, are read every five seconds; what grows beyond
 * chance and would be too much in an hour is a leak. Writes bench/results/soak.md; exit code 1 when a promise is broken.
 *
 *   --minutes 10 --warm 3             how long, and from which minute on it counts
 *   --rate 3                          requests a second
 *   --users 60 --listeners 20 --seed 1
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readItemIds } from './local/operations.ts';
import { machineFacts } from './local/report.ts';
import { startBenchCloud } from './local/startBenchCloud.ts';
import { judgeContent } from './peak/judgePeak.ts';
import { planLoad } from './peak/planLoad.ts';
import { runLoad } from './peak/runLoad.ts';
import { judgeTrends, leastOfMinutes, trendOf, trendsOf } from './soak/judgeSoak.ts';
import type { Sample } from './soak/judgeSoak.ts';
import { readProcesses } from './soak/readProcesses.ts';
import { renderSoak } from './soak/renderSoak.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    warm: { type: 'string', default: '3' },
    rate: { type: 'string', default: '3' },
    users: { type: 'string', default: '60' },
    listeners: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: join(import.meta.dirname, 'results') },
  },
});
const [minutes, warm, rate, seed] = [values.minutes, values.warm, values.rate, values.seed].map(Number);
const sampleInterval = 5000;

const users = Array.from({ length: Number(values.users) }, (_, index) => `u${index + 1}`);
const cloud = await startBenchCloud({ seed, budgetSeconds: 5, users });
try {
  const { target, pid } = cloud;
  const itemIds = await readItemIds(target, 500);
  // No peaks: calm all the time.
  const shape = { calmPerSecond: rate, factor: 1, calmSeconds: 60 * minutes, rampSeconds: 0, holdSeconds: 0, peaks: 0 };
  const planned = planLoad(shape, seed);
  const samples: Sample[] = [];
  const began = performance.now();
  const sample = async (): Promise<void> => {
    const resources = await cloud.resources();
    samples.push({ minute: (performance.now() - began) / 60_000, processes: readProcesses(pid), resources });
  };
  console.log(`${planned.length} requests in ${minutes} minutes, seed ${seed}`);
  const timer = setInterval(() => void sample(), sampleInterval);
  const progress = setInterval(() => {
    const all = samples.at(-1)?.processes ?? [];
    const mebibytes = all.reduce((sum, one) => sum + one.mebibytes, 0);
    console.log(`minute ${samples.at(-1)?.minute.toFixed(0)}: ${all.length} processes, ${mebibytes.toFixed(0)} MiB`);
  }, 60_000);
  const run = await runLoad(target, {
    ...{ name: 'soak', shape, planned, maxLatencyMs: 5000, itemIds },
    ...{ listeners: Number(values.listeners), patience: 60 },
  });
  clearInterval(timer);
  clearInterval(progress);

  const trends = trendsOf(samples, warm);
  const counts = samples
    .filter(({ minute }) => minute >= warm)
    .map(({ minute, resources }) => [minute, Object.values(resources).reduce((sum, count) => sum + count, 0)] as const);
  const verdicts = [...judgeContent(run), ...judgeTrends(trends, trendOf(leastOfMinutes(counts)))];
  for (const { promise, kept, found } of verdicts) console.log(`  ${kept ? 'kept  ' : 'BROKEN'} ${promise}: ${found}`);
  mkdirSync(values.out, { recursive: true });
  const facts = { ...target.facts, ...machineFacts() };
  const load = { minutes, warm, rate, seed, users: users.length, listeners: Number(values.listeners) };
  const answered = run.observations.filter(({ error }) => error === undefined).length;
  const page = renderSoak({ facts, load, sent: planned.length, answered, trends, verdicts, samples });
  writeFileSync(join(values.out, 'soak.md'), page);
  console.log(`Written to ${join(values.out, 'soak.md')}`);
  process.exitCode = verdicts.every(({ kept }) => kept) ? 0 : 1;
} finally {
  await cloud.stop();
}
