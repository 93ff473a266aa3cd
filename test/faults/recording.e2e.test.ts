import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom as seededNumbers } from '../../emulator/test/helpers/seededRandom.ts';
import { sendHostileTraffic } from '../../emulator/test/helpers/sendHostileTraffic.ts';
import { hasDynoxide } from '../../emulator/test/helpers/startEngine.ts';
import { postGraphql } from '../helpers/postGraphql.ts';
import { seededRandom } from '../model/kernels/seededRandom.ts';
import { checks, leftBehind, type Recording } from './checkRecording.ts';
import { eventually, FaultyShop } from './FaultyShop.ts';
import { openFindings } from './openFindings.ts';
import { Person } from './Person.ts';
import { plantedBugs } from './plantedBugs.ts';
import type { Row } from './recount.ts';

const seed = Number(process.env.RECSYNC_SEED ?? 20261128);
/** Interactions, about. */
const runs = Number(process.env.RECSYNC_RUNS ?? 240);
const users = ['ada', 'ben', 'cy', 'dee'];
/** Where people see their lists. */
const placement = 'home';
/**
 * Those of interactions that are sent with one content, and those of which several are sent under one eventId. Of the
 * first so many that few users reach what a counter takes from one of them: beyond it a double count would not show.
 */
const plainIds = Array.from({ length: Math.max(50, Math.ceil(runs / 4)) }, (_, index) => `plain-${index}`);
const contestedIds = Array.from({ length: 8 }, (_, index) => `contested-${index}`);
/** Those of people under whom bugs are planted. */
const plantedIds = (user: string): string[] => Array.from({ length: 8 }, (_, index) => `of ${user}-${index}`);
const nobodyPlanted = 'nothing planted';
const patience = { timeout: 120_000, interval: 200 };
const timeout = 300_000 + runs * 2_000;

describe.skipIf(!hasDynoxide)(`people while everything fails (RECSYNC_SEED=${seed} repeats it)`, { timeout }, () => {
  let folder: string;
  let shop: FaultyShop;
  let recording: Recording;
  let struck: Record<string, number>;
  const random = seededRandom(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];

  const put = async (itemIds: string[]): Promise<void> => {
    const admin = { token: await shop.cloud.token('root', ['admin']) };
    const query = 'mutation ($input: PutItemsInput!) { putItems(input: $input) { results { errorType } } }';
    for (let start = 0; start < itemIds.length; start += 25) {
      const input = { items: itemIds.slice(start, start + 25).map((itemId) => ({ itemId })) };
      expect((await postGraphql(shop.cloud.graphqlUrl, admin, query, { input })).errors).toBeUndefined();
    }
  };
  /** Each of the strikes once, in an order of the seed's, then as many more as there are hundreds of runs. */
  const plan = (): string[] => {
    const names = Object.keys(shop.strikes);
    const order = names.map((name) => ({ name, place: random() })).sort((left, right) => left.place - right.place);
    const more = Array.from({ length: Math.max(0, Math.ceil(runs / 100) - names.length) }, () => pick(names));
    return [...order.map(({ name }) => name), ...more];
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recsync-test-'));
    shop = await FaultyShop.open(folder, seed);
    await put([...plainIds, ...contestedIds]);
    const ids = { plainIds, contestedIds };
    const people = await Promise.all(
      users.map((user, index) => Person.enter(shop, user, placement, seededRandom(seed + 10 + index), ids)),
    );
    const recorders = new Map(people.map(({ userId, clients }) => [userId, clients]));
    const settled = (): number => [...recorders.values()].flat().reduce((sum, one) => sum + one.settled.length, 0);
    let isOver = false;
    await shop.strike(true);
    const acting = people.map(async (person) => {
      while (person.sent < runs / users.length || !isOver) await person.act();
    });
    const strikes = plan();
    for (const name of strikes) {
      console.log(name, Math.round(performance.now() / 1000), 's');
      await shop.strikes[name]!();
      const before = settled();
      await eventually(() => settled() > before + users.length);
    }
    // A busy machine reads the stream seldom.
    await eventually(async () => Object.values(await shop.struck()).every((count) => count > 0));
    isOver = true;
    await Promise.all(acting);
    await shop.strike(false);
    // A fast machine records all of it before the stream is read for the second time.
    await shop.cloud.ask({ ask: 'streamsRead' });
    struck = await shop.struck();
    const read = async (): Promise<Recording> => (recording = await shop.read(recorders, { placement, ...ids }));
    // Lists are on their way; what stays behind is for the check to say.
    await eventually(async () => leftBehind(await read()).length === 0, { timeout: 30_000 }).catch(() => undefined);
    const operations = settled();
    const faults = strikes.length + Object.values(struck).reduce((sum, count) => sum + count, 0);
    const violations = Object.values(checks).flatMap((violationsOf) => violationsOf(recording)).length;
    console.log(`seed ${seed}: ${operations} operations, ${faults} faults, ${violations} violations`, struck);
  }, timeout);
  afterAll(async () => {
    await shop?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const seen = new Set<string>();
  /** A test; one that is known to fail says so instead. */
  const check = (name: string, body: () => void | Promise<void>): void =>
    it(name, async () => {
      try {
        await body();
      } catch (error) {
        const item = openFindings[name];
        if (item === undefined) throw error;
        seen.add(item);
        console.log(`open (${item}): ${(error as Error).message.slice(0, 200)}`);
      }
    });

  check('strikes with every fault', () => {
    expect(Object.entries(struck).filter(([, count]) => count === 0)).toEqual([]);
  });

  for (const [name, violationsOf] of Object.entries(checks))
    check(name, () => expect(violationsOf(recording)).toEqual([]));

  it('lists no finding as open that is mended', () => {
    expect([...new Set(Object.values(openFindings))].filter((item) => !seen.has(item))).toEqual([]);
  });

  it('answers lists of the model again, after hostile traffic at its ports too', async () => {
    const model = await shop.modelServer();
    const ports = {
      api: shop.cloud.graphqlUrl,
      gateway: shop.cloud.gatewayUrl,
      model: `http://127.0.0.1:${model!.port}`,
    };
    const ends: (() => void)[] = [];
    for (const [name, url] of Object.entries(ports)) {
      const options = { port: Number(new URL(url).port), tls: name === 'api', runs };
      ends.push(await sendHostileTraffic(seededNumbers(seed), options));
    }
    const token = await shop.cloud.token('eve');
    const ask = () => postGraphql(shop.cloud.graphqlUrl, { token }, '{ recommendations(limit: 5) { degraded } }');
    await expect.poll(ask, patience).toMatchObject({ data: { recommendations: { degraded: false } } });
    ends.forEach((end) => end());
    expect((await shop.modelServer())?.pid).toBe(model!.pid);
  });

  describe('the checker', () => {
    beforeAll(() => put([nobodyPlanted, ...Object.keys(plantedBugs)].flatMap(plantedIds)));

    /** Somebody of their own does things of their own, everything at several clients at once, and on their own list. */
    const recordAs = async (user: string, place: string, prepare: (bystander: string) => Promise<unknown>) => {
      const ids = { plainIds: plantedIds(user), contestedIds: [] };
      const bystander = `bystander of ${user}`;
      await shop.listenAs(bystander, place);
      const person = await Person.enter(shop, user, place, seededRandom(seed), ids);
      await prepare(bystander);
      for (let count = 0; count < 8; count += 1) await person.act();
      await shop.cloud.ask({ ask: 'streamsRead' });
      // A batch after the others: only then are those delivered again.
      await person.act();
      await shop.cloud.ask({ ask: 'streamsRead' });
      return () => shop.read(new Map([[user, person.clients]]), { placement: place, ...ids });
    };
    const nothing = async (): Promise<void> => undefined;
    /** Everything of everybody in the table, when a training archived it. */
    let stored: Row[];
    const archive = async (isPlanted: boolean): Promise<Recording['archive']> => {
      const lines = await shop.cloud.ask<string[]>({ ask: 'archive', isPlanted });
      return { stored, archived: lines.map((line) => JSON.parse(line) as Row) };
    };

    it('finds nothing where no bug is planted', async () => {
      const read = await recordAs(nobodyPlanted, 'planted-none', nothing);
      await expect.poll(async () => leftBehind(await read()), patience).toEqual([]);
      stored = await shop.interactions();
      expect(stored.length).toBeGreaterThan(runs);
      await shop.archive();
      const clean = { ...(await read()), archive: await archive(false) };
      expect(Object.values(checks).flatMap((violationsOf) => violationsOf(clean))).toEqual([]);
    });

    it.each(Object.entries(plantedBugs))('finds %s', async (name, bug) => {
      const place = `planted-${Object.keys(plantedBugs).indexOf(name)}`;
      const read = await recordAs(name, place, async (bystander) => {
        if ('plant' in bug) shop.writes.plant = bug.plant;
        if (!('pushTo' in bug)) return;
        const goTo = bug.pushTo === 'BYSTANDER' ? bystander : null;
        await shop.cloud.ask({ ask: 'plant', bug: { userId: name, goTo } });
      }).finally(() => (shop.writes.plant = undefined));
      // The workflow goes on behind the stream.
      if ('pushTo' in bug) await expect.poll(() => shop.bugMet(), patience).toBeGreaterThan(0);
      const planted = { ...(await read()), ...('isInArchive' in bug && { archive: await archive(true) }) };
      await shop.cloud.ask({ ask: 'plant' });
      const violations = checks[bug.foundBy](planted);
      console.log(`${name}: ${violations.length} violations, such as ${violations[0]}`);
      expect(violations).not.toEqual([]);
    });
  });
});
