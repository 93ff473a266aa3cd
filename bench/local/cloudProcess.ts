/**
 * The local cloud on demo data, in a process of its own, so that the client that measures has an event loop to itself.
 * Started by startBenchCloud.ts; says when it is ready, strikes and relieves its fault when told, and stops when the other
 * side is gone; takes in more people when told to.
 */
import { join } from 'node:path';
import { templateFolder } from '../../cli/folders.ts';
import { synthesize } from '../../cli/synthesize.ts';
import { loadDemoData } from '../../data/index.ts';
import { withoutStreams } from '../../emulator/dynamodb/index.ts';
import { startLocalCloud } from '../../local/startLocalCloud.ts';
import type { BenchTarget } from './BenchTarget.ts';
import { crowd } from './crowd.ts';
import { slowModel, throttledTables } from './faults.ts';
import type { FaultName } from './faults.ts';

export interface CloudProcessOptions {
  stateFolder: string;
  seed: number;
  budgetSeconds: number;
  users: string[];
  dynamodb?: string;
  /** Whether things can go wrong when it is told to: the database is behind a proxy then. */
  hasFaults?: boolean;
}

/** What this process is told: to begin or end a fault, to say what keeps it alive, or to take in some of a crowd. */
export type CloudProcessCommand =
  { fault: FaultName; strike: boolean } | { ask: 'resources' } | { crowd: { from: number; to: number } };

export type CloudProcessMessage =
  | { step: string }
  | { target: BenchTarget }
  | { failure: string }
  | { resources: Record<string, number> }
  | { crowd: number };

const send = (message: CloudProcessMessage): Promise<void> =>
  new Promise((resolve, reject) =>
    process.send?.(message, (error: Error | null) => (error ? reject(error) : resolve())),
  );

/** Timers and handles that keep this process alive, by kind. */
function countResources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

async function run(options: CloudProcessOptions): Promise<void> {
  const { stateFolder, seed, budgetSeconds, users, hasFaults } = options;
  await send({ step: 'synthesizing the template' });
  await synthesize(join(stateFolder, 'logs'), new AbortController().signal);
  await send({ step: 'starting the local cloud' });
  const log = (line: string): void => console.error(line);
  const throttled = hasFaults ? await throttledTables(stateFolder, seed) : undefined;
  const dynamodb = throttled?.url ?? options.dynamodb;
  const cloud = await startLocalCloud({ templateFolder, stateFolder, port: 0, dynamodb, log });
  const stop = (): Promise<void> => cloud.stop().finally(() => throttled?.stop());
  process.once('disconnect', () => void stop().finally(() => process.exit()));

  await send({ step: 'loading the demo data' });
  const data = await loadDemoData({ client: cloud.dynamodb, tables: cloud.tables, stateFolder, now: Date.now, seed });
  await send({ step: `training for at most ${budgetSeconds} s` });
  const training = await cloud.model.train({ settings: { budgetSeconds, toleratedLoss: 1 } });
  const tokens = await Promise.all(users.map(async (userId) => ({ userId, token: await cloud.token(userId) })));
  const { graphqlUrl, realtimeUrl, apiKey, engine } = cloud;
  const model = await cloud.model.process();
  const slowed = hasFaults && model ? slowModel(model) : undefined;
  const { catalogue, userData } = cloud.tables;
  const takeIn = async (range: { from: number; to: number }): Promise<void> => {
    const quietly = (work: () => Promise<void>) => withoutStreams(cloud.dynamodb, [userData], work);
    await quietly(() => crowd(cloud.dynamodb, { catalogue, userData }, range));
    await send({ crowd: range.to });
  };
  process.on('message', (command: CloudProcessCommand) => {
    if ('ask' in command) void send({ resources: countResources() });
    else if ('crowd' in command) void takeIn(command.crowd).catch(fail);
    else (command.fault === 'slow-model' ? slowed : throttled)?.strike(command.strike);
  });
  const facts = {
    'DynamoDB engine': engine,
    items: data.items,
    interactions: data.interactions,
    'demo seed': seed,
    'data loaded in': `${data.seconds.toFixed(1)} s`,
    'model trained in': `${training.seconds.toFixed(1)} s (budget ${budgetSeconds} s)`,
  };
  await send({ target: { graphqlUrl, realtimeUrl, apiKey, users: tokens, facts } });
}

async function fail(error: unknown): Promise<void> {
  await send({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  process.exit(1);
}

run(JSON.parse(process.argv[2]) as CloudProcessOptions).catch(fail);
