import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importData } from '../../data/index.ts';
import type { DemoItem } from '../../data/demo/generateCatalogue.ts';
import type { InteractionRecord } from '../../data/records/InteractionRecord.ts';
import type { LocalCloud } from '../../local/startLocalCloud.ts';
import type { EventType, RequestTrainingInput, TrainingRun } from '../../schema/generated/types.ts';
import { Expectations } from '../Expectations.ts';
import type { Progress } from '../Progress.ts';
import { hitRatesAsSvg, hitRatesAsText, type HitRate } from './drawHitRates.ts';
import { Operator } from './Operator.ts';
import { plantFault, type Strike } from './plantFault.ts';
import { Saboteur } from './Saboteur.ts';
import { ShiftingShop, type Visit } from './ShiftingShop.ts';
import { Visitors, type Action } from './Visitors.ts';

const rollout = { shadowShare: 0.5, shadowSeconds: 15, canaryShare: 0.5, canarySeconds: 15 };
const atOnce: RequestTrainingInput = { budgetSeconds: 10, force: true, shadowSeconds: 0, canarySeconds: 0 };
const visitsOfADay = 200;
const measuredVisits = 150;
/** What the API takes in one call. */
const batch = 25;

/** The whole life of a model in the demo shop; what did not happen is said in the end. */
export class Loop {
  readonly #cloud: LocalCloud;
  readonly #folder: string;
  readonly #progress: Progress;
  readonly #operator: Operator;
  readonly #visitors: Visitors;
  readonly #shop: ShiftingShop;
  readonly #expectations: Expectations;
  readonly #now = Date.now();

  constructor(cloud: LocalCloud, folder: string, seed: number, progress: Progress) {
    this.#cloud = cloud;
    this.#folder = folder;
    this.#progress = progress;
    this.#expectations = new Expectations(progress);
    this.#operator = new Operator(cloud);
    this.#visitors = new Visitors(cloud);
    this.#shop = new ShiftingShop(seed, this.#now);
  }

  /** @returns whether everything happened that was to happen */
  async run(pictureFile: string): Promise<boolean> {
    await this.#progress.step('Loading the demo shop', () => this.#load('shop', this.#shop.items, this.#shop.history));
    const first = await this.#train('Training a first model', { budgetSeconds: 10, toleratedLoss: 1 });
    this.#expectations.expect('a first model is live', first.status === 'PROMOTED', first.reason);
    const old = this.#shop.visits(measuredVisits, this.#now, 'OLD');
    const before = await this.#measure('the first model, the old taste', first.runId, old);

    await this.#progress.step('New items arrive', () => this.#load('arrivals', this.#shop.arrivals, []));
    await this.#progress.step("People's taste moves on, and they browse", (update) => this.#browse(update));
    const next = this.#shop.visits(measuredVisits, this.#now, 'NEW');
    const second = await this.#trainWhilePeopleBrowse();
    const drift = second.dataReport?.drift;
    const values = drift?.measures.map(
      ({ name, value, threshold }) => `${name} ${value.toFixed(2)} (${threshold.toFixed(2)})`,
    );
    this.#progress.say(`  drift: ${values?.join(', ') ?? 'not measured'}`);
    this.#progress.say(`  verdict: ${second.verdict?.reason ?? 'none'}`);
    const seen = (stage: string) => second.observations.some((one) => one.stage === stage && one.decision === 'PASSED');
    const grew = (second.dataReport?.interactions ?? 0) - (first.dataReport?.interactions ?? 0);
    this.#expectations.expect('the archive grew', grew > 0);
    this.#expectations.expect('drift was noticed', drift?.drifted === true);
    this.#expectations.expect('the new model was judged against the first', second.verdict?.champion === first.runId);
    this.#expectations.expect('it went through shadow and canary', seen('SHADOW') && seen('CANARY'));
    this.#expectations.expect('it was promoted', second.status === 'PROMOTED', second.reason);
    if (second.status !== 'PROMOTED') return this.#report();
    // Both now, so that what people have seen by now, which no list shows, is the same.
    const shifted = await this.#measure('the first model, the new taste', first.runId, next);
    const after = await this.#measure('the second model, the new taste', second.runId, next);
    const rates = [before, shifted, after];
    writeFileSync(pictureFile, hitRatesAsSvg(rates));
    process.stdout.write(`${hitRatesAsText(rates)}\n${pictureFile}\n`);
    this.#expectations.expect('the second model hits more often', after.hits > shifted.hits);

    await this.#plant();
    return this.#report();
  }

  async #load(name: string, items: DemoItem[], interactions: InteractionRecord[]): Promise<void> {
    const folder = join(this.#folder, name);
    mkdirSync(folder, { recursive: true });
    const write = (file: string, rows: object[]): void =>
      writeFileSync(join(folder, file), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    write(
      'items.jsonl',
      items.map(({ record }) => record),
    );
    write('interactions.jsonl', interactions);
    const { dynamodb: client, tables } = this.#cloud;
    await importData({ client, tables, stateFolder: this.#folder, folder, now: Date.now, progress: () => undefined });
    await this.#cloud.streamsRead();
  }

  async #train(title: string, input: RequestTrainingInput): Promise<TrainingRun> {
    const runId = await this.#operator.requestTraining(input);
    return this.#progress.step(title, (update) => this.#operator.ends(runId, (stage) => update(stage)));
  }

  async #browse(update: (detail: string) => void): Promise<void> {
    const visits = this.#shop.visits(visitsOfADay, this.#now, 'NEW');
    for (const [index, visit] of visits.entries()) {
      await this.#record(visit);
      update(`${index + 1} of ${visits.length} visits`);
    }
  }

  async #record({ userId, interactions }: Visit): Promise<void> {
    for (let from = 0; from < interactions.length; from += batch) {
      const actions = interactions.slice(from, from + batch).map(({ itemId, eventType, eventValue, timestamp }) => ({
        itemId,
        eventType: eventType as EventType,
        eventValue,
        timestamp,
      }));
      await this.#visitors.act(userId, actions);
    }
  }

  async #trainWhilePeopleBrowse(): Promise<TrainingRun> {
    const browsing = new AbortController();
    const visitors = this.#shop.visits(measuredVisits, this.#now, 'NEW').map(({ userId, chosen }) => ({
      userId,
      react: (): Action[] => chosen.slice(0, 1).map((itemId) => ({ itemId, eventType: 'VIEW' })),
    }));
    const runId = await this.#operator.requestTraining({ budgetSeconds: 10, ...rollout });
    return this.#progress.step('Training the next model', async (update) => {
      // Not before: what is collected is the day that was.
      const people = this.#operator
        .reaches(runId, 'SHADOW', browsing.signal)
        .then(() => this.#visitors.browse(visitors, browsing.signal))
        .catch((error: Error) => this.#progress.say(`  ${error.message}`));
      const run = await this.#operator.ends(runId, (stage) => update(stage)).finally(() => browsing.abort());
      await people;
      return run;
    });
  }

  /** Lists of one version for people whose visit is known and was not recorded. */
  async #measure(label: string, modelVersion: string, visits: Visit[]): Promise<HitRate> {
    return this.#progress.step(`Measuring ${label}`, async () => {
      let hits = 0;
      for (const { userId, chosen } of visits) {
        const { itemIds } = await this.#visitors.look(userId, modelVersion);
        if (chosen.some((itemId) => itemIds.includes(itemId))) hits += 1;
      }
      return { label, hits, visits: visits.length };
    });
  }

  /** What goes wrong, and that the old model serves all the same. */
  async #plant(): Promise<void> {
    const saboteur = new Saboteur(this.#cloud);
    const plants: [string, RegExp, Strike][] = [
      ['a training job that is stopped', /^TRAINING_JOB_STOPPED: /, saboteur.stopTraining.bind(saboteur)],
      ['a model that is worse', /^(WORSE|WORSE_FOR_NEW_USERS|LESS_COVERAGE): /, saboteur.confuseItems.bind(saboteur)],
      ['an endpoint that is never healthy', /^ENDPOINT_FAILED: /, saboteur.truncateArtifact.bind(saboteur)],
    ];
    for (const [name, reason, strike] of plants) await this.#expectEnd(name, reason, strike);
    await this.#progress.step('Losing most of the catalogue', () => this.#loseItems());
    await this.#expectEnd('a broken data set', /CATALOGUE_SHRANK: /, () => Promise.resolve(true));
  }

  async #expectEnd(name: string, reason: RegExp, strike: Strike): Promise<void> {
    const { run, before } = await this.#progress.step(`Planting ${name}`, () =>
      plantFault(this.#operator, atOnce, strike),
    );
    this.#progress.say(`  ${run.status} ${run.reason}`);
    const still = (await this.#operator.live())?.champion.modelVersion;
    this.#expectations.expect(
      `${name} leaves the live model`,
      reason.test(run.reason ?? '') && still === before,
      run.reason,
    );
  }

  async #loseItems(): Promise<void> {
    const lost = this.#shop.items.filter((_, index) => index % 5 > 0).map(({ record }) => record.itemId);
    for (const itemId of lost) await this.#operator.deleteItem(itemId);
  }

  #report(): boolean {
    this.#expectations.requireAll();
    return true;
  }
}
