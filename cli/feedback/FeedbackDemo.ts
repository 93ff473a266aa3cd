import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../data/demo/Random.ts';
import { importData } from '../../data/index.ts';
import { postOperation } from '../../local/postOperation.ts';
import type { LocalCloud } from '../../local/startLocalCloud.ts';
import {
  exposureBucketSeconds,
  exposureSettlingSeconds,
  splitSettlingSeconds,
} from '../../schema/contract/experiments.ts';
import { PutPlacementDocument } from '../../schema/generated/client/graphql.ts';
import type { Anomaly, Experiment, ExperimentResults, ListMetrics } from '../../schema/generated/types.ts';
import { rateBot } from '../../simulation/attackers.ts';
import type { SimulatedPerson } from '../../simulation/World.ts';
import type { Progress } from '../Progress.ts';
import { Analyst } from './Analyst.ts';
import { Crowd, type Deed, type SeenList, type Visit } from './Crowd.ts';
import { experimentsOf, favourites, home, offers, type DemoExperiments } from './experimentsOf.ts';
import { KnownShop } from './KnownShop.ts';
import { rememberNormalDays } from './rememberNormalDays.ts';

export interface DemoSize {
  seed: number;
  /** Between two rounds users are counted, and the bandit moves its split. */
  rounds: number;
  peopleOfRound: number;
  attackers: number;
  /** Whether a model is trained; without one lists are degraded. */
  trains: boolean;
}

/** What happened, and what is true. */
export interface Findings {
  shop: KnownShop;
  experiments: DemoExperiments;
  /** By whom lists were made, as far as a model did it. */
  modelVersion: string | undefined;
  visits: readonly Visit[];
  /** Of those who are people: the share of users whom the bandit gave each variant when they came. */
  sharesOf: ReadonlyMap<string, ReadonlyMap<string, number>>;
  attackers: readonly string[];
  anomalies: Anomaly[];
  results: { fixed: ExperimentResults; bandit: ExperimentResults };
  metrics: { home: ListMetrics[]; offers: ListMetrics[] };
  promotion: Experiment;
  /** What somebody new sees once the bandit's winner is promoted. */
  listAfterwards: SeenList;
}

const eventsOfAttacker = 120;
/** Milliseconds after which a change of the split is known everywhere, with a second to spare. */
const settling = (splitSettlingSeconds + 1) * 1000;

/** Two experiments on the demo shop, with an attack in the middle. People use the API as everybody does. */
export class FeedbackDemo {
  readonly #cloud: LocalCloud;
  readonly #folder: string;
  readonly #size: DemoSize;
  readonly #progress: Progress;
  readonly #shop: KnownShop;
  readonly #crowd: Crowd;
  readonly #analyst: Analyst;
  readonly #now = Date.now();

  constructor(cloud: LocalCloud, folder: string, size: DemoSize, progress: Progress) {
    this.#cloud = cloud;
    this.#folder = folder;
    this.#size = size;
    this.#progress = progress;
    this.#shop = new KnownShop(size.seed, this.#now, size.rounds * size.peopleOfRound);
    this.#crowd = new Crowd(cloud, [home, offers]);
    this.#analyst = new Analyst(cloud);
  }

  async run(): Promise<Findings> {
    const { rounds, peopleOfRound, trains } = this.#size;
    const { dynamodb, tables } = this.#cloud;
    const shop = this.#shop;
    // Before the guard sees its first event.
    await this.#progress.step('Teaching the anomaly guard what normal days are', () =>
      rememberNormalDays(dynamodb, tables.feedback, shop.world, this.#now),
    );
    await this.#progress.step('Loading the demo shop', () => this.#load());
    const modelVersion = trains ? await this.#train() : undefined;
    const experiments = experimentsOf(shop.byLiking);
    await this.#start(experiments);

    const sharesOf = new Map<string, ReadonlyMap<string, number>>();
    let attackers: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const people = shop.world.people.slice(round * peopleOfRound, (round + 1) * peopleOfRound);
      const shares = await this.#analyst.shares(experiments.bandit.experimentId);
      for (const { userId } of people) sharesOf.set(userId, shares);
      const title = `Round ${round + 1} of ${rounds}: people come, see and click`;
      await this.#progress.step(title, (update) => this.#welcome(people, update));
      if (round === Math.floor(rounds / 2)) {
        attackers = await this.#progress.step('Attackers click what they can', () => this.#attack());
      }
      if (round < rounds - 1) await this.#progress.step('Counting', () => this.#count());
    }
    await this.#progress.step('Waiting until the last window is over', () => this.#closeWindows());
    return {
      shop,
      experiments,
      modelVersion,
      visits: this.#crowd.visits,
      sharesOf,
      attackers,
      ...(await this.#look(experiments)),
    };
  }

  async #load(): Promise<void> {
    const folder = join(this.#folder, 'shop');
    mkdirSync(folder, { recursive: true });
    const write = (file: string, rows: readonly object[]): void =>
      writeFileSync(join(folder, file), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    write(
      'items.jsonl',
      this.#shop.items.map(({ record }) => record),
    );
    write('interactions.jsonl', this.#shop.history);
    const { dynamodb: client, tables } = this.#cloud;
    await importData({ client, tables, stateFolder: this.#folder, folder, now: Date.now, progress: () => undefined });
    await this.#cloud.streamsRead();
  }

  async #train(): Promise<string | undefined> {
    await this.#progress.step('Training a model', (update) =>
      this.#cloud.model.train({ settings: { budgetSeconds: 5, toleratedLoss: 1 }, progress: update }),
    );
    return (await this.#cloud.model.live())?.modelVersion;
  }

  async #start({ placement, fixed, bandit }: DemoExperiments): Promise<void> {
    const admin = { url: this.#cloud.graphqlUrl, token: await this.#cloud.token('analyst', ['admin']) };
    await postOperation(admin, PutPlacementDocument, { input: placement });
    await this.#analyst.start(fixed);
    await this.#analyst.start(bandit);
    await sleep(settling);
  }

  async #welcome(people: readonly SimulatedPerson[], update: (detail: string) => void): Promise<void> {
    await this.#crowd.visitOnce(
      people,
      (person) =>
        (list): Deed[] =>
          this.#shop
            .react(person, list.itemIds, list.placement === home ? 0 : 1)
            .map(({ itemId, eventType, eventValue, position }) => ({
              itemId,
              eventType,
              eventValue,
              position: position === undefined ? undefined : position - 1,
            })),
      (done) => update(`${done} of ${people.length}`),
    );
  }

  /** Programs that see a list as people do and then view item after item in its name. @returns their user ids */
  async #attack(): Promise<string[]> {
    const userIds = Array.from({ length: this.#size.attackers }, (_, index) => `attacker-${index + 1}`);
    for (const [index, userId] of userIds.entries()) {
      const random = new Random(this.#size.seed + index);
      await this.#crowd.visit(
        userId,
        ({ itemIds }): Deed[] => [
          ...itemIds.map((itemId, position): Deed => ({ itemId, position, eventType: 'IMPRESSION' })),
          ...rateBot(this.#shop.world, { random, start: this.#now, events: eventsOfAttacker }).map(
            ({ itemId, eventType }): Deed => ({ itemId, eventType }),
          ),
        ],
        [home],
      );
    }
    return userIds;
  }

  async #count(): Promise<void> {
    await this.#cloud.streamsRead();
    await this.#analyst.count();
    // Who comes meanwhile could be of the old split as well as of the new one, and would be left out.
    await sleep(settling);
  }

  async #closeWindows(): Promise<void> {
    await this.#cloud.streamsRead();
    const { windowSeconds } = experimentsOf(this.#shop.byLiking).fixed;
    await sleep((windowSeconds! + exposureSettlingSeconds + exposureBucketSeconds + 1) * 1000);
    await this.#analyst.count();
  }

  async #look({
    fixed,
    bandit,
  }: DemoExperiments): Promise<Pick<Findings, 'anomalies' | 'results' | 'metrics' | 'promotion' | 'listAfterwards'>> {
    const analyst = this.#analyst;
    const results = {
      fixed: await analyst.results(fixed.experimentId),
      bandit: await analyst.results(bandit.experimentId),
    };
    const metrics = { home: await analyst.metrics(home), offers: await analyst.metrics(offers) };
    const anomalies = await analyst.anomalies();
    await analyst.end(fixed.experimentId, null);
    const promotion = await analyst.end(bandit.experimentId, favourites);
    await sleep(settling);
    return { anomalies, results, metrics, promotion, listAfterwards: await this.#crowd.look('afterwards', offers) };
  }
}
