/**
 * `npx tsx bench/catalogue.ts [--items 1000000,3000000] [--per-item 2] [--budget 120s] [--seed 1]`
 * Trains the default hybrid on invented shops with catalogues past a million, with the bundles of the container, and
 * says what the model takes: training, artifact, load, memory of one serving process, answers. Lists are those of the exact
 * scan. Writes bench/results/catalogue.md. Linux (reads /proc).
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { InvocationResponse } from '../model/contract/index.ts';
import { artifactBytes } from '../model/server/workersFor.ts';
import { writeShop } from '../test/model/generateShop.ts';
import { bundleContainer } from '../test/model/server/bundleContainer.ts';
import { load, post } from './model/measureServer.ts';
import { requestBodies } from './model/requestBodies.ts';
import { runMeasured } from './model/runMeasured.ts';
import { startServer } from './model/startServer.ts';

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '1000000,3000000' },
    'per-item': { type: 'string', default: '2' },
    budget: { type: 'string', default: '120s' },
    seed: { type: 'string', default: '1' },
  },
});

/** Resident memory of another process in MiB: now, and the most so far. */
async function memoryOf(pid: number): Promise<{ now: number; most: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const read = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  return { now: read('VmRSS'), most: read('VmHWM') };
}

async function measureCatalogue(items: number): Promise<string> {
  const interactions = items * Number(values['per-item']);
  const size = { users: Math.round(interactions / 10), items, interactions, seed: Number(values.seed) };
  const root = await mkdtemp(join(tmpdir(), 'recsync-catalogue-'));
  try {
    await bundleContainer(root);
    console.log(`writing a shop of ${size.users} users, ${items} items, ${interactions} interactions`);
    await writeShop(root, size);
    const options = ['--budget', values.budget, '--seed', values.seed];
    const training = await runMeasured(join(root, 'train.mjs'), root, options);
    const artifact = artifactBytes(join(root, 'model'));
    const server = await startServer(root);
    const loaded = await memoryOf(server.pid);
    const bodies = requestBodies(size);
    const first = JSON.parse((await post(server.url, new Agent(), bodies[0])).text) as InvocationResponse;
    if (first.items.length !== 25) throw new Error('The list is not whole.');
    await load(server.url, server.pid, bodies, { count: 100, connections: 1 });
    const alone = await load(server.url, server.pid, bodies, { count: 200, connections: 1 });
    const full = await load(server.url, server.pid, bodies, { count: 400, connections: 4 });
    const served = await memoryOf(server.pid);
    await server.stop();
    const cells = [
      items.toLocaleString('en-US'),
      interactions.toLocaleString('en-US'),
      `${training.cpuSeconds.toFixed(0)} (${training.seconds.toFixed(0)})`,
      training.peakMiB.toFixed(0),
      (artifact / 2 ** 20).toFixed(0),
      (server.loadMs / 1000).toFixed(1),
      `${loaded.now.toFixed(0)} (${loaded.most.toFixed(0)})`,
      served.now.toFixed(0),
      `${alone.p50.toFixed(1)} / ${alone.p99.toFixed(1)}`,
      (full.requests / full.cpuSeconds).toFixed(0),
    ];
    return `| ${cells.join(' | ')} |`;
  } finally {
    await rm(root, { recursive: true });
  }
}

const rows: string[] = [];
for (const items of values.items.split(',').map(Number)) {
  rows.push(await measureCatalogue(items));
  console.log(rows.at(-1));
}
const heads = [
  ...['items', 'interactions', 'training, CPU-seconds (seconds)', 'its peak, MiB', 'artifact, MiB', 'load, seconds'],
  ...['memory loaded (most), MiB', 'memory after 700 answers, MiB', 'one at a time, p50 / p99 ms'],
  'answers per CPU-second',
];
const text = `# Catalogues past a million

Written by \`bench/catalogue.ts\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.version}, ${cpus().length} x ${cpus()[0].model.trim()} (shared with other work). Invented shops (\`test/model/generateShop.ts\`), the default hybrid with a budget of ${values.budget}, the bundles of the container, one serving process, histories of 50, lists of 25 with reasons.

| ${heads.join(' | ')} |
|${heads.map(() => '---:|').join('')}
${rows.join('\n')}
`;
await writeFile(join(import.meta.dirname, 'results/catalogue.md'), text);
console.log(text);
