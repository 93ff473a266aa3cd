/**
 * `npm run bench`: measures the whole path on the demo data, each operation as a ratio to a unit resolver with one
 * GetItem of the same run, and writes bench/results/local.md.
 *
 *   --seconds 10        how long each operation is measured
 *   --parallel 16       connections, besides one
 *   --seed 1            of the demo data
 *   --budget 30         seconds that training may take
 *   --dynamodb <engine> dynoxide, amazon or a URL
 *   --out <file>        where to write the result
 *   --gorse <binary>    gorse-in-one: the same data and the same people on it, before, with its idle memory
 *   --url <graphql> --realtime-url <url> --api-key <key> --token <user>=<jwt> …
 *                       measure a cloud that is running, here or on AWS, with these users
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { generateDemo } from '../data/demo/generateDemo.ts';
import type { BenchTarget } from './local/BenchTarget.ts';
import { gorseEvent, gorseList, startGorse } from './local/Gorse.ts';
import { GraphqlConnection } from './local/GraphqlConnection.ts';
import { HttpConnection } from './local/HttpConnection.ts';
import { measure, type Measurement, type Operation } from './local/measure.ts';
import {
  oneItem,
  PushPath,
  readItemIds,
  recommendationsScored,
  recommendationsStored,
  recordInteraction,
  storeLists,
  waitForStream,
} from './local/operations.ts';
import { report } from './local/report.ts';
import { startBenchCloud } from './local/startBenchCloud.ts';
import { proportionalMemoryOf, readProcessTree } from './peak/readProcessTree.ts';

const userIds = Array.from({ length: 50 }, (_, index) => `u${index + 1}`);

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    parallel: { type: 'string', default: '16' },
    seed: { type: 'string', default: '1' },
    budget: { type: 'string', default: '30' },
    dynamodb: { type: 'string' },
    out: { type: 'string', default: join(import.meta.dirname, 'results/local.md') },
    gorse: { type: 'string' },
    url: { type: 'string' },
    'realtime-url': { type: 'string' },
    'api-key': { type: 'string' },
    token: { type: 'string', multiple: true },
  },
});

async function findTarget(): Promise<{ target: BenchTarget; pid?: number; stop: () => Promise<void> }> {
  const { url, 'realtime-url': realtimeUrl, 'api-key': apiKey, token } = values;
  if (!url) {
    return startBenchCloud({
      seed: Number(values.seed),
      budgetSeconds: Number(values.budget),
      users: userIds,
      dynamodb: values.dynamodb,
    });
  }
  if (!realtimeUrl || !apiKey || !token) throw new Error('--url needs --realtime-url, --api-key and --token too.');
  const users = token.map((each) => {
    const at = each.indexOf('=');
    return { userId: each.slice(0, at), token: each.slice(at + 1) };
  });
  return { target: { graphqlUrl: url, realtimeUrl, apiKey, users, facts: { API: url } }, stop: async () => undefined };
}

const seconds = Number(values.seconds);
const parallel = Number(values.parallel);

function tell(measurement: Measurement): Measurement {
  const { name, single, many } = measurement;
  console.log(
    `${name}: p50 ${single.p50.toFixed(2)} ms, p99 ${single.p99.toFixed(2)} ms, ${many.perSecond.toFixed(0)} a second`,
  );
  return measurement;
}

/** What a peer takes for the same, alone on the machine. */
async function measureGorse(binary: string): Promise<{ measurements: Measurement[]; facts: BenchTarget['facts'] }> {
  const folder = await mkdtemp(join(tmpdir(), 'recsync-gorse-'));
  const { items, interactions } = generateDemo(Number(values.seed), Date.now());
  const itemIds = items.map(({ record }) => record.itemId);
  const gorse = await startGorse({ binary, folder, itemIds, interactions, userId: userIds[0] });
  try {
    const connect = (): HttpConnection => new HttpConnection(gorse.url);
    const options = { connect, seconds, parallel, processorSeconds: () => readProcessTree(gorse.pid) };
    const memory = proportionalMemoryOf(gorse.pid);
    return {
      measurements: [
        tell(await measure('Gorse, a list', gorseList(userIds), options)),
        tell(await measure('Gorse, an event', gorseEvent(userIds, itemIds), options)),
      ],
      facts: { 'Gorse, memory before requests': `${memory.toFixed(0)} MiB` },
    };
  } finally {
    await gorse.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureAll(target: BenchTarget, processorSeconds?: () => number): Promise<Measurement[]> {
  const connect = (): GraphqlConnection => new GraphqlConnection(target.graphqlUrl);
  const measurements: Measurement[] = [];
  const add = async (name: string, operation: Operation, atOnce = parallel): Promise<void> => {
    measurements.push(tell(await measure(name, operation, { connect, seconds, parallel: atOnce, processorSeconds })));
  };

  const itemIds = await readItemIds(target, 500);
  // A user who has listened is taken for a listener for a day, so the last one does nothing else.
  const [waiting, ...others] = [...target.users].reverse();
  const users = others.length > 0 ? others.reverse() : target.users;
  const settle = (): Promise<void> => waitForStream(target, itemIds, waiting);

  console.log('waiting for the stream to be read');
  await settle();
  await add('item', oneItem(target, itemIds));
  await storeLists({ ...target, users });
  await add('recommendations, stored', recommendationsStored({ ...target, users }));
  await add('recommendations, scored', recommendationsScored({ ...target, users }));
  await add('recordInteraction', recordInteraction({ ...target, users }, itemIds));
  await settle();
  const listeners = users.slice(0, parallel);
  const pushes = await PushPath.open(target, itemIds, listeners);
  try {
    await add('interaction to push', pushes.operation, listeners.length);
  } finally {
    pushes.close();
  }
  return measurements;
}

const peer = values.gorse === undefined ? { measurements: [], facts: {} } : await measureGorse(values.gorse);
const { target, pid, stop } = await findTarget();
try {
  const memory = (when: string): BenchTarget['facts'] =>
    pid === undefined ? {} : { [`memory ${when}`]: `${proportionalMemoryOf(pid).toFixed(0)} MiB` };
  const idle = memory('before requests');
  const measurements = await measureAll(target, pid === undefined ? undefined : () => readProcessTree(pid));
  const afterwards = memory('after them');
  if (pid !== undefined) {
    console.log('waiting until what nobody asks has ended: five minutes');
    await sleep(310_000);
  }
  const facts = { ...target.facts, ...idle, ...afterwards, ...memory('five minutes later'), ...peer.facts };
  const text = report([...measurements, ...peer.measurements], facts, {
    date: new Date().toISOString().slice(0, 10),
  });
  await mkdir(dirname(values.out), { recursive: true });
  await writeFile(values.out, text);
  console.log(`\n${text}\nWritten to ${values.out}`);
} finally {
  await stop();
}
