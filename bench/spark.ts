/**
 * `npx tsx bench/spark.ts 100000x27000x1000000 500000x60000x5000000 2000000x120000x20000000 [--budget 120] [--memory 12288]`
 * With `--alone` the container's training only; other sizes of the last result are kept.
 * Training by the container alone beside Spark's parts and a container that takes them, on invented shops
 * (`<users>x<items>x<interactions>`), all of it on this machine: seconds, processor seconds, memory. Writes
 * bench/results/spark.md after each size. Needs Spark (`npm run test:spark` installs it). Linux (reads /proc).
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { runPrefit } from '../spark/runPrefit.ts';
import type { ShopSize } from '../test/model/generateShop.ts';
import { bundleContainer } from '../test/model/server/bundleContainer.ts';
import { runMeasured, type Taken } from './model/runMeasured.ts';
import { proportionalMemoryOf, readProcessTree } from './peak/readProcessTree.ts';

const seed = 7;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    budget: { type: 'string', default: '120' },
    memory: { type: 'string', default: '12288' },
    alone: { type: 'boolean', default: false },
  },
});
const repository = new URL('..', import.meta.url).pathname;

type Spent = Omit<Taken, 'output'>;

/** Spark's process and its Python workers, looked at again and again: nobody waits for the JVM, so its time goes with it. */
async function prefit(input: string, output: string): Promise<Spent> {
  const [started, before] = [performance.now(), readProcessTree(process.pid)];
  let [peakMiB, cpuSeconds] = [0, 0];
  const own = proportionalMemoryOf(process.pid);
  const timers = [
    setInterval(() => (cpuSeconds = Math.max(cpuSeconds, readProcessTree(process.pid) - before)), 1000),
    setInterval(() => (peakMiB = Math.max(peakMiB, proportionalMemoryOf(process.pid) - own)), 5000),
  ];
  try {
    const size = { cores: availableParallelism(), memoryMiB: Number(values.memory) };
    const { code, output: printed } = await runPrefit({ input, output }, size);
    if (code !== 0) throw new Error(`the job ended with ${code}:\n${printed}`);
  } finally {
    timers.forEach(clearInterval);
  }
  return { seconds: (performance.now() - started) / 1000, cpuSeconds, peakMiB };
}

async function measure(size: ShopSize): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), 'recsync-spark-bench-'));
  try {
    await bundleContainer(root);
    const data = (name: string): string => join(root, name, 'input', 'data');
    const writer = join(repository, 'bench/spark/writeShopInput.ts');
    console.log(`writing ${size.interactions.toLocaleString('en-US')} interactions`);
    await promisify(execFile)(
      process.execPath,
      ['--max-old-space-size=16384', '--import', 'tsx', writer, data('alone'), JSON.stringify(size)],
      { cwd: repository },
    );
    const train = (name: string): Promise<Taken> =>
      runMeasured(join(root, 'train.mjs'), join(root, name), ['--budget', `${values.budget}s`, '--seed', String(seed)]);
    const row = (what: string, { seconds, cpuSeconds, peakMiB }: Spent): string =>
      `| ${[what, seconds.toFixed(0), cpuSeconds.toFixed(0), Math.round(peakMiB).toLocaleString('en-US')].join(' | ')} |`;
    const { users, items, interactions } = size;
    const name = [interactions, users, items].map((count) => count.toLocaleString('en-US'));
    const ofAlone = async (): Promise<string> =>
      row(
        `**${name[0]}** interactions of ${name[1]} users with ${name[2]} items: the container alone`,
        await train('alone'),
      );
    if (values.alone) return [await ofAlone()];
    const parts = join(root, 'parts');
    const spark = await prefit(data('alone'), parts);
    console.log(`Spark: ${spark.seconds.toFixed(0)} s`);
    await mkdir(data('parted'), { recursive: true });
    for (const name of ['interactions', 'prefitted'])
      await cp(join(parts, name), join(data('parted'), name), { recursive: true });
    await cp(join(data('alone'), 'items'), join(data('parted'), 'items'), { recursive: true });
    const parted = await train('parted');
    return [await ofAlone(), row('Spark', spark), row('the container with its parts', parted)];
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Rows by their first cell, under which those of the same size follow. */
function groupsOf(rows: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const row of rows) {
    const [, cell] = row.split(' | ')[0].split('| ');
    if (cell.startsWith('**')) groups.set(cell, []);
    [...groups.values()].at(-1)?.push(row);
  }
  return groups;
}

const file = join(import.meta.dirname, 'results/spark.md');
const before = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
const groups = groupsOf(before.filter((line) => /^\| [^|]*[A-Za-z]/.test(line)));
for (const size of positionals) {
  const [users, items, interactions] = size.split('x').map(Number);
  for (const [cell, group] of groupsOf(await measure({ users, items, interactions, seed }))) groups.set(cell, group);
  const rows = [...groups.values()].flat();
  const text = `# Training by one container and past it

Written by \`bench/spark.ts\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.version}, ${cpus().length} x ${cpus()[0].model.trim()} for all of it (shared with other work), invented shops (\`test/model/generateShop.ts\`), a training budget of ${values.budget} s, Spark with ${Number(values.memory).toLocaleString('en-US')} MiB of heap.

| | seconds | CPU-seconds | peak memory, MiB |
|---|---:|---:|---:|
${rows.join('\n')}
`;
  await writeFile(file, text);
  console.log(text);
}
