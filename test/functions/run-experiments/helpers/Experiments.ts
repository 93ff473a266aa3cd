import { createRandom } from '../../../../model/statistics/createRandom.ts';
import { ExperimentRows } from '../../../../functions/run-experiments/ExperimentRows.ts';
import { ExposedUsers } from '../../../../functions/run-experiments/ExposedUsers.ts';
import { parseExperimentRequest } from '../../../../functions/run-experiments/parseExperimentRequest.ts';
import { runExperiments } from '../../../../functions/run-experiments/runExperiments.ts';
import { ExposureNotes } from '../../../../functions/on-interaction/noteExposures.ts';
import { ModelsTable } from '../../../../functions/shared/ModelsTable.ts';
import { assignVariant } from '../../../../experiments/assignVariant.ts';
import type { ExperimentRow, ExperimentSettings } from '../../../../schema/contract/experiments.ts';
import type { RunningExperiment } from '../../../../schema/contract/feedback.ts';
import { recommendationIdOf } from '../../../../schema/contract/recommendationId.ts';
import type { TestTables } from '../../../helpers/startTables.ts';

export const experimentSettings: ExperimentSettings = {
  experimentId: 'prices',
  placement: 'home',
  variants: [
    { variant: 'control', share: 5000 },
    { variant: 'treatment', share: 5000, settings: { diversity: 0.5 } },
  ],
  goal: 'CLICK',
  windowSeconds: 60,
  expectedRate: 0.2,
  smallestEffect: 0.1,
  guards: [{ metric: 'DISLIKES', margin: 0.02 }],
  segments: true,
  allocation: 'FIXED',
  smallestShare: 5000,
};

/** The function and the notes of the stream on real tables, with a clock that tests set. */
export class Experiments {
  now = Date.parse('2026-11-28T10:00:00.000Z');
  readonly told: string[] = [];
  readonly troubles: string[] = [];
  readonly tables: TestTables;
  readonly rows: ExperimentRows;
  readonly #notes: ExposureNotes;
  readonly #random: () => number;
  #lists = 0;

  constructor(tables: TestTables, seed = 1) {
    this.tables = tables;
    this.rows = new ExperimentRows(tables.client, tables.feedback);
    this.#notes = this.freshNotes();
    this.#random = createRandom(seed);
  }

  /** As of an instance that has just started. */
  freshNotes(): ExposureNotes {
    return new ExposureNotes(this.tables.client, this.tables.userData, this.tables.feedback);
  }

  run(event: unknown) {
    return runExperiments(parseExperimentRequest(event), {
      rows: this.rows,
      models: new ModelsTable(this.tables.client, this.tables.models),
      users: new ExposedUsers(this.tables.client, this.tables.userData, (what) => this.troubles.push(what)),
      clock: () => this.now,
      random: this.#random,
      tell: (experimentId, what) => this.told.push(`${experimentId} ${what}`),
      onTrouble: (what, cause) => this.troubles.push(`${what}: ${String(cause)}`),
    }) as Promise<Record<string, never>>;
  }

  async put(settings: Partial<ExperimentSettings> = {}, start = true, revision: number | null = null) {
    return this.run({
      kind: 'PUT',
      settings: { ...experimentSettings, ...settings },
      start,
      revision,
      caller: 'admin',
    }) as Promise<{ row?: ExperimentRow; refusal?: { errorType: string; message: string } }>;
  }

  advance() {
    return this.run({ source: 'aws.events' });
  }

  async results(experimentId = 'prices') {
    return this.run({ kind: 'RESULTS', experimentId });
  }

  /** The variants of users by the split that holds. */
  async assignment(): Promise<(userId: string) => string> {
    const row = await this.rows.experiment('prices');
    const variants = JSON.parse(row!.variants) as RunningExperiment['variants'];
    return (userId) => assignVariant('prices', userId, variants)!;
  }

  async variantOf(userId: string): Promise<string> {
    return (await this.assignment())(userId);
  }

  /** A list of the user's variant, as it is seen, and what the user does with it. */
  async events(userId: string, eventTypes: string[], { variant = '', degraded = false, eventValue = 0 } = {}) {
    this.#lists += 1;
    const recommendationId = recommendationIdOf(`00000000-0000-4000-8000-${String(this.#lists).padStart(12, '0')}`, {
      modelVersion: null,
      source: 'MODEL',
      degraded,
      madeAt: this.now / 1000,
      placement: 'home',
      experimentId: 'prices',
      variant: variant || (await this.variantOf(userId)),
    });
    return eventTypes.map((eventType, index) => ({
      userId,
      eventType,
      recordedAt: new Date(this.now + index * 100).toISOString(),
      recommendationId,
      streamEventId: `stream-${this.#lists}-${index}`,
      ...(eventType === 'PURCHASE' && { eventValue }),
    }));
  }

  async see(
    userId: string,
    eventTypes: string[],
    options: { variant?: string; degraded?: boolean; eventValue?: number } = {},
  ): Promise<void> {
    await this.#notes.note(await this.events(userId, eventTypes, options), this.now);
  }

  /** Until every window is over that is open now. */
  passWindow(): void {
    this.now += 120_000;
  }
}
