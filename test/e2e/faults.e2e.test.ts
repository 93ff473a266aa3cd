import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { importData } from '../../data/index.ts';
import { dynamodbService, sageMakerService } from '../../emulator/index.ts';
import { chooseRuns, chooseSeed, seededRandom } from '../../emulator/test/helpers/seededRandom.ts';
import { sendHostileTraffic } from '../../emulator/test/helpers/sendHostileTraffic.ts';
import { hasDynoxide } from '../../emulator/test/helpers/startEngine.ts';
import { startLocalCloud, type LocalCloud } from '../../local/startLocalCloud.ts';
import { postGraphql, type GraphqlAnswer } from '../helpers/postGraphql.ts';
import { writeFilms } from '../helpers/writeFilms.ts';

const runs = chooseRuns(150);
const timeout = 120_000 + runs * 1000;
/** How long a process may take to come back on a machine that does other things as well. */
const recovery = { timeout: 60_000, interval: 50 };

const RECORD = 'mutation ($input: RecordInteractionInput!) { recordInteraction(input: $input) { eventId } }';
const LIST =
  'query ($nextToken: String) { interactions(limit: 100, nextToken: $nextToken) { items { eventId } nextToken } }';
const RECOMMEND = '{ recommendations(limit: 5) { degraded items { itemId } } }';
/** What docs/errors.md says may be sent again. */
const repeatable = ['Throttled', 'InternalFailure', 'ExecutionTimeout'];

type Post = <Data>(query: string, variables?: Record<string, unknown>) => Promise<GraphqlAnswer<Data>>;

/** A user who records one interaction after another, each until it is acknowledged. */
class Writer {
  readonly acknowledged: string[] = [];
  readonly unexpected: unknown[] = [];
  readonly #post: Post;
  readonly #name: string;
  #done: Promise<void> | undefined;
  #stopped = false;

  constructor(name: string, post: Post) {
    this.#name = name;
    this.#post = post;
  }

  start(): void {
    this.#done = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#done;
  }

  /** Resolves when more were acknowledged than are now. */
  async progress(): Promise<void> {
    const before = this.acknowledged.length;
    await vi.waitFor(() => expect(this.acknowledged.length, this.#name).toBeGreaterThan(before + 1), recovery);
  }

  /** Every event id that the API lists, as often as it lists it. */
  async listed(): Promise<string[]> {
    const ids: string[] = [];
    let nextToken: string | null = null;
    do {
      const answer: GraphqlAnswer<{ interactions: { items: { eventId: string }[]; nextToken: string | null } }> =
        await this.#post(LIST, { nextToken });
      expect(answer.errors).toBeUndefined();
      ids.push(...answer.data.interactions.items.map(({ eventId }) => eventId));
      ({ nextToken } = answer.data.interactions);
    } while (nextToken !== null);
    return ids;
  }

  async #run(): Promise<void> {
    for (let count = 0; !this.#stopped; count += 1) {
      const eventId = `${this.#name}-${count}`;
      const input = { itemId: '1', eventType: 'VIEW', eventId, timestamp: new Date().toISOString() };
      let errors: GraphqlAnswer<unknown>['errors'];
      do {
        ({ errors } = await this.#post(RECORD, { input }));
        const unexpected = errors?.filter(({ errorType }) => !repeatable.includes(errorType ?? '')) ?? [];
        if (unexpected.length > 0) {
          this.unexpected.push(...unexpected);
          return;
        }
      } while (errors !== undefined && !this.#stopped);
      if (errors === undefined) this.acknowledged.push(eventId);
    }
  }
}

describe.skipIf(!hasDynoxide)('a local cloud under faults', () => {
  let stateFolder: string;
  let cloud: LocalCloud;
  const postAs = async (user: string): Promise<Post> => {
    const token = await cloud.token(user);
    return (query, variables) => postGraphql(cloud.graphqlUrl, { token }, query, variables);
  };
  const databasePid = () => cloud.emulator.service(dynamodbService).pid;
  let endpointName: string;
  const model = () => cloud.emulator.service(sageMakerService).processOf(endpointName);
  const modelPid = () => model()?.pid;
  const portOf = (url: string) => Number(new URL(url).port);

  beforeAll(async () => {
    stateFolder = await mkdtemp(join(tmpdir(), 'recsync-test-'));
    const health = { interval: 500, patience: 2000, failures: 2 };
    const log = (line: string) => console.log(line);
    cloud = await startLocalCloud({
      templateFolder: 'cdk.out',
      stateFolder,
      port: 0,
      dynamodb: 'dynoxide',
      health,
      log,
    });
    const { dynamodb: client, tables } = cloud;
    const folder = writeFilms(join(stateFolder, 'films'), 12, 20);
    await importData({ client, tables, stateFolder, folder, now: Date.now, progress: () => undefined });
    await cloud.model.train({ settings: { budgetSeconds: 3, toleratedLoss: 1 } });
    ({ endpointName } = (await cloud.model.live())!);
  });
  afterAll(async () => {
    await cloud?.stop();
    await rm(stateFolder, { recursive: true, force: true });
  });

  /** Strikes a process and waits until another answers in its place. */
  const strike = async (pidOf: () => number | undefined, signal: 'SIGKILL' | 'SIGSTOP'): Promise<void> => {
    const before = pidOf()!;
    process.kill(before, signal);
    await vi.waitFor(() => expect(pidOf() ?? before).not.toBe(before), recovery);
  };
  const faults: Record<string, () => Promise<void>> = {
    'the database is killed': () => strike(databasePid, 'SIGKILL'),
    'the database hangs': () => strike(databasePid, 'SIGSTOP'),
    'the model server is killed': () => strike(modelPid, 'SIGKILL'),
    'the model server hangs': () => strike(modelPid, 'SIGSTOP'),
  };

  it('loses and doubles nothing that was acknowledged, and answers again', { timeout }, async () => {
    const random = seededRandom(chooseSeed());
    const names = Object.keys(faults);
    const writers = await Promise.all(['ada', 'ben'].map(async (name) => new Writer(name, await postAs(name))));
    writers.forEach((writer) => writer.start());
    // Each fault once, in an order of the seed's, then as many more as there are runs for.
    const plan = names
      .map((name) => ({ name, place: random.integer(1_000_000) }))
      .sort((left, right) => left.place - right.place)
      .map(({ name }) => name);
    while (plan.length < runs / 100) plan.push(random.pick(names));
    for (const name of plan) {
      console.log(name);
      await faults[name]!();
      await Promise.all(writers.map((writer) => writer.progress()));
    }
    await Promise.all(writers.map((writer) => writer.stop()));
    for (const { acknowledged, unexpected, listed } of writers.map((writer) => ({
      acknowledged: writer.acknowledged,
      unexpected: writer.unexpected,
      listed: writer.listed(),
    }))) {
      const counts = new Map<string, number>();
      for (const id of await listed) counts.set(id, (counts.get(id) ?? 0) + 1);
      expect(unexpected).toEqual([]);
      expect(acknowledged.filter((id) => counts.get(id) !== 1)).toEqual([]);
    }
    const post = await postAs('cy');
    await vi.waitFor(
      async () =>
        expect(await post(RECOMMEND)).toMatchObject({
          data: { recommendations: { degraded: false, items: expect.arrayContaining([expect.anything()]) } },
        }),
      recovery,
    );
  });

  it('answers after hostile traffic at each of its ports', { timeout }, async () => {
    const random = seededRandom(chooseSeed());
    const ports = {
      api: portOf(cloud.graphqlUrl),
      gateway: portOf(cloud.emulator.gatewayUrl),
      database: portOf(cloud.dynamodbUrl),
      model: model()!.port!,
    };
    const before = [databasePid(), modelPid()];
    const ends: (() => void)[] = [];
    for (const [name, port] of Object.entries(ports)) {
      ends.push(await sendHostileTraffic(random, { port, tls: name === 'api', runs }));
    }
    const answer = await (await postAs('dee'))(RECOMMEND);
    ends.forEach((end) => end());
    expect(answer).toMatchObject({ data: { recommendations: { degraded: false } } });
    expect([databasePid(), modelPid()]).toEqual(before);
  });
});
