/**
 * `npm run bench:operations`: counts on the local cloud what one call of each operation takes: request units by table and
 * partition key, bytes, invocations and seconds of each function, executions of the workflow, what AppSync answers and
 * pushes, processor time of the local cloud. Writes scale/operations.json, from which `npm run scale` and `npm run cost`
 * reckon. Seconds are those of this machine; other work on it makes some invocations slow, so the fastest quarter's limit
 * stands for all.
 */
import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadDemoData } from '../data/index.ts';
import { parseInteraction } from '../data/records/InteractionRecord.ts';
import { writeInteractions } from '../data/write/writeInteractions.ts';
import { startDynamoDBEngine, withoutStreams } from '../emulator/dynamodb/index.ts';
import { startLocalCloud } from '../local/startLocalCloud.ts';
import { itemFreshMilliseconds } from '../schema/contract/limits.ts';
import type { CountedOperation, CountedOperations } from '../scale/CountedOperation.ts';
import { RealtimeClient } from '../test/helpers/RealtimeClient.ts';
import { GraphqlConnection } from './local/GraphqlConnection.ts';
import { readItemIds } from './local/operations.ts';
import { InvocationLogs } from './operations/InvocationLogs.ts';
import { MeteringProxy } from './operations/MeteringProxy.ts';
import { OpenClient } from './peak/OpenClient.ts';
import { operationDocuments } from './operations/operationDocuments.ts';
import { summarize } from './operations/summarize.ts';
import { readProcessTree } from './peak/readProcessTree.ts';

const root = new URL('..', import.meta.url).pathname;
const times = 40;
/** Operations that check items run so often once more, each when nothing is kept of the items that others read. */
const timesApart = 12;
const idleSeconds = 10;
/** What is answered still ends, and is logged, for a moment. Milliseconds. */
const afterwards = 1000;

/** Processor seconds that something takes, of this process, which is cloud and client, and of all that it started. */
const processorSecondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = readProcessTree(process.pid);
  await work();
  return readProcessTree(process.pid) - before;
};

const stateFolder = mkdtempSync(join(tmpdir(), 'recsync-operations-'));
const engine = await startDynamoDBEngine('dynoxide', stateFolder);
const proxy = await MeteringProxy.start(engine.endpoint);
const cloud = await startLocalCloud({
  ...{ templateFolder: join(root, 'cdk.out'), stateFolder, port: 0, dynamodb: proxy.url, schedulesFire: false },
});
try {
  const { dynamodb: client, tables, graphqlUrl, apiKey, realtimeUrl } = cloud;
  console.log('loading and training');
  const data = await loadDemoData({
    ...{ client, tables, stateFolder, now: Date.now, progress: () => undefined },
    quietly: (work) => withoutStreams(client, [tables.userData, tables.catalogue], work),
  });
  await cloud.streamsRead();
  await cloud.model.train({ settings: { budgetSeconds: 5, toleratedLoss: 1 } });

  const users = await Promise.all(
    Array.from({ length: times + timesApart }, async (_, index) => ({
      userId: `u${index + 1}`,
      token: await cloud.token(`u${index + 1}`),
    })),
  );
  const itemIds = await readItemIds({ graphqlUrl, realtimeUrl, apiKey, users, facts: {} }, users.length);
  const logs = new InvocationLogs(cloud.emulator, join(stateFolder, 'logs'));
  const tableNames = Object.fromEntries(Object.entries(tables).map(([name, table]) => [table, name]));
  const connection = new GraphqlConnection(graphqlUrl);
  const counted: CountedOperation[] = [];
  const idle = (await processorSecondsOf(() => sleep(idleSeconds * 1000))) / idleSeconds;
  let sent = 0;
  /** Bytes of each. */
  const messages: number[] = [];
  const post: GraphqlConnection['post'] = (...given) => {
    sent += 1;
    return connection.post(...given);
  };

  type Run = (index: number) => Promise<unknown>;
  /** What runs of an operation take, the first of them with a number; `operations` is how many they come to. */
  const meet = async (
    { name, note }: { name: string; note: string },
    run: Run,
    { from, runs, operations, rest }: { from: number; runs: number; operations: number; rest: number },
  ): Promise<CountedOperation> => {
    await cloud.streamsRead();
    await sleep(afterwards);
    proxy.take();
    logs.take();
    logs.takeExecutions();
    sent = 0;
    messages.length = 0;
    let answerBytes = 0;
    let processorSeconds = 0;
    for (let index = from; index < from + runs; index += 1) {
      if (rest > 0) await sleep(rest);
      const begun = performance.now();
      const busy = await processorSecondsOf(async () => {
        answerBytes += JSON.stringify((await run(index)) ?? null).length / runs;
        if (rest > 0 || index === from + runs - 1) await cloud.streamsRead();
      });
      processorSeconds += busy - (idle * (performance.now() - begun)) / 1000;
    }
    await sleep(afterwards);
    return summarize(name, note, operations, {
      ...{ ...proxy.take(), invoked: logs.take(), executions: logs.takeExecutions() },
      ...{ tableNames, requests: sent, messages, answerBytes, processorSeconds },
    });
  };
  const tell = (operation: CountedOperation): void => {
    counted.push(operation);
    console.log(operation.name, JSON.stringify(operation));
  };
  /** Counts an operation for each user, or all of them in one run, with what follows from it; the mean stands for it. */
  const count = async (name: string, note: string, run: Run, runs = times): Promise<void> =>
    tell(await meet({ name, note }, run, { from: 0, runs, operations: times, rest: 0 }));
  /**
   * The same for one that checks items: what it reads of them, and how long its functions take, is counted with other
   * users and with nothing kept; everything else that instances keep is shared, as it is under any load.
   * @returns read units of items that what is kept saved
   */
  const countChecking = async (name: string, note: string, run: Run): Promise<number> => {
    const whole = await meet({ name, note }, run, { from: 0, runs: times, operations: times, rest: 0 });
    const apart = { from: times, runs: timesApart, operations: timesApart, rest: itemFreshMilliseconds };
    const { units, bytes, functions } = await meet({ name, note }, run, apart);
    tell({ ...whole, units: { ...whole.units, catalogue: units.catalogue }, bytes, functions });
    return units.catalogue.read - (whole.units.catalogue?.read ?? 0);
  };
  const { record, recommend, similar, popular, item, listen } = operationDocuments;
  const view = (index: number) => ({ itemId: itemIds[(index * 7) % itemIds.length], eventType: 'VIEW' });
  const asUser = (index: number, query: string, variables = {}) =>
    post<Record<string, { userId?: string }>>({ token: users[index].token }, query, variables);

  await count('item', 'one item by its id', (index) => post({ apiKey }, item, { itemId: itemIds[index] }));
  await countChecking('popularItems', '25 items', () => post({ apiKey }, popular));
  await countChecking('similarItems', '25 items', (index) => post({ apiKey }, similar, { itemId: itemIds[index] }));
  const savedByKeeping = await countChecking(
    'recommendationsScored',
    '25 items with reasons, scored and the list of 50 stored',
    (index) => asUser(index, recommend),
  );
  for (const [name, limit] of [
    ['recommendationsStored', 25],
    ['recommendationsStored10', 10],
    ['recommendationsStored50', 50],
  ] as const) {
    await count(name, `${limit} items with reasons, from the stored list`, (index) =>
      asUser(index, recommend, { limit }),
    );
  }
  /** Trends are folded when that is due, whoever records: not in the middle of what is counted. */
  const foldTrends = async (): Promise<void> => {
    await asUser(times, record, { input: view(1) });
    await cloud.streamsRead();
  };
  await foldTrends();
  await count('recordInteraction', 'one at a time: a batch of the stream holds one', (index) =>
    asUser(index, record, { input: view(index) }),
  );
  const together = new OpenClient(graphqlUrl);
  await count(
    'recordedTogether',
    `${times} users at once, so that batches of the stream fill`,
    async () => {
      sent += times;
      const answers = await Promise.all(
        users.slice(0, times).map(({ token }, index) => together.post({ token }, record, { input: view(index + 2) })),
      );
      const failed = answers.find(({ error }) => error !== undefined);
      if (failed) throw new Error(`An interaction was refused: ${failed.error}`);
    },
    1,
  );
  together.close();
  const listeners: RealtimeClient[] = [];
  const follow = async (index: number): Promise<void> => {
    const { userId, token } = users[index];
    const listener = await RealtimeClient.connect(realtimeUrl, { token });
    const answer = await listener.subscribe('home', listen, { userId });
    if (answer.type !== 'start_ack') throw new Error(`The subscription was refused: ${JSON.stringify(answer)}`);
    listeners.push(listener);
  };
  await count('listen', 'a subscription of one placement', follow);
  await foldTrends();
  await count(
    'recordAndPush',
    'an interaction of somebody who listens, until the new list is pushed',
    async (index) => {
      await asUser(index, record, { input: view(index + 1) });
      const pushed = await listeners[index].nextData('home', 60_000);
      messages.push(Buffer.byteLength(JSON.stringify(pushed)));
      return pushed;
    },
  );
  // Its list is scored like any other, with nothing kept.
  counted.at(-1)!.units.catalogue.read += savedByKeeping;
  listeners.forEach((listener) => listener.close());
  const longAgo = new Date(Date.now() - 30 * 24 * 3600 * 1000).toISOString();
  const imported = users
    .slice(0, times)
    .map(({ userId }, index) => parseInteraction({ userId, ...view(index + 3), timestamp: longAgo }, Date.now()));
  await count(
    'importedInteraction',
    `a line of a file, of ${times} together: its row, and the stream that takes it in`,
    () => writeInteractions(client, tables.userData, imported),
    1,
  );
  connection.close();

  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const result: CountedOperations = {
    countedOn: new Date().toISOString().slice(0, 10),
    version,
    size: { items: data.items, interactions: data.interactions },
    operations: counted,
  };
  writeFileSync(join(root, 'scale/operations.json'), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await cloud.stop();
  await proxy.stop();
  await engine.stop();
  rmSync(stateFolder, { recursive: true, force: true });
}
