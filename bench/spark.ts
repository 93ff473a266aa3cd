/**
 * `npx tsx bench/spark.ts 100000x27000x1000000 500000x60000x5000000 2000000x120000x20000000 [--budget 120] [--memory 12288]`
 * Training by the container alone beside Spark's parts and a container that takes them, on invented shops
 * (`<users>x<items>x<interactions>`), all of it on this machine: seconds, processor seconds, memory. Writes
 * bench/results/spark.md after each size. Needs Spark (`npm run test:spark` installs it). Linux (reads /proc).
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { runPrefit } from '../spark/runPrefit.ts';
import type { ShopSize } from '../test/model/generateShop.ts';
import { bundleContainer } from '../test/model/server/bundleContainer.ts';
import { runMeasured, type Taken } from './model/runMeasured.ts';
import { memoryOf, readProcessTree } from './peak/readProcessTree.ts';

const seed = 7;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { budget: { type: 'string', default: '120' }, memory: { type: 'string', default: '12288' } },
});
const repository = new URL('..', import.meta.url).pathname;

type Spent = Omit<Taken, 'output'>;

/** Spark's process and its Python workers. */
async function prefit(input: string, output: string): Promise<Spent> {
  const [started, before] = [performance.now(), readProcessTree(process.pid)];
  let peakMiB = 0;
  const others = (): number => memoryOf(process.pid) - process.memoryUsage.rss() / 2 ** 20;
  const timer = setInterval(() => (peakMiB = Math.max(peakMiB, others())), 1000);
  try {
    const size = { cores: availableParallelism(), memoryMiB: Number(values.memory) };
    const { code, output: printed } = await runPrefit({ input, output }, size);
    if (code !== 0) throw new Error(`the job ended with ${code}:\n${printed}`);
  } finally {
    clearInterval(timer);
  }
  const [seconds, cpuSeconds] = [(performance.now() - started) / 1000, readProcessTree(process.pid) - before];
  return { seconds, cpuSeconds, peakMiB };
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
    const parts = join(root, 'parts');
    const spark = await prefit(data('alone'), parts);
    console.log(`Spark: ${spark.seconds.toFixed(0)} s`);
    await mkdir(data('parted'), { recursive: true });
    for (const name of ['interactions', 'prefitted'])
      await cp(join(parts, name), join(data('parted'), name), { recursive: true });
    await cp(join(data('alone'), 'items'), join(data('parted'), 'items'), { recursive: true });
    const parted = await train('parted');
    const alone = await train('alone');
    const row = (what: string, { seconds, cpuSeconds, peakMiB }: Spent): string =>
      `| ${[what, seconds.toFixed(0), cpuSeconds.toFixed(0), Math.round(peakMiB).toLocaleString('en-US')].join(' | ')} |`;
    const { users, items, interactions } = size;
    const name = [interactions, users, items].map((count) => count.toLocaleString('en-US'));
    return [
      row(`**${name[0]}** interactions of ${name[1]} users with ${name[2]} items: the container alone`, alone),
      row('Spark', spark),
      row('the container with its parts', parted),
    ];
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

const rows: string[] = [];
for (const name of positionals) {
  const [users, items, interactions] = name.split('x').map(Number);
  rows.push(...(await measure({ users, items, interactions, seed })));
  const text = `# Training by one container and past it

Written by \`bench/spark.ts\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.version}, ${cpus().length} x ${cpus()[0].model.trim()} for all of it (shared with other work), invented shops (\`test/model/generateShop.ts\`), a training budget of ${values.budget} s, Spark with ${Number(values.memory).toLocaleString('en-US')} MiB of heap.

| | seconds | CPU-seconds | peak memory, MiB |
|---|---:|---:|---:|
${rows.join('\n')}
`;
  await writeFile(join(import.meta.dirname, 'results/spark.md'), text);
  console.log(text);
}
