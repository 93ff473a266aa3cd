import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AnomalyGuard } from '../../experiments/anomalies/AnomalyGuard.ts';
import type { AnomalyRow } from '../../schema/contract/anomalies.ts';
import { GuardMemory } from './GuardMemory.ts';
import { Marks } from './Marks.ts';
import { isLive, type RecordedInteraction } from './RecordedInteraction.ts';

export interface Watching {
  client: DynamoDBDocumentClient;
  feedbackTable: string;
  userDataTable: string;
  /** Identifies this instance of the function. */
  instance: string;
  /** The share of normal spells that may be marked, for each test, at most. */
  alarmRate: number;
  onTrouble: (what: string, cause: unknown) => void;
}

/** Wires the anomaly guard to the stream: no event costs a read. */
export class AnomalyWatch {
  readonly #watching: Watching;
  readonly #memory: GuardMemory;
  readonly #marks: Marks;
  #guard: AnomalyGuard | undefined;
  /** Records that were seen and will be delivered again. */
  #seen = new Set<string>();

  constructor(watching: Watching) {
    const { client, feedbackTable, userDataTable, instance } = watching;
    this.#watching = watching;
    const tables = { feedback: feedbackTable, userData: userDataTable };
    this.#memory = new GuardMemory(client, tables, instance);
    this.#marks = new Marks(client, tables);
  }

  /**
   * For the beginning of a batch. Without a table to read from, the guard knows less.
   * @returns ids of marks that have been cleared since they held something back
   */
  async begin(now: number): Promise<string[]> {
    const { alarmRate, onTrouble } = this.#watching;
    try {
      this.#guard ??= await this.#memory.recall(now, alarmRate);
      return await this.#marks.read(now);
    } catch (error) {
      onTrouble('What is not believed was not read', error);
      return [];
    }
  }

  /**
   * Takes notice of an interaction, in the order of the stream. Impressions are not behaviour, and an import's are none
   * of now: they are only looked up.
   * @returns the mark by which it is held back
   */
  judge(interaction: RecordedInteraction, isNewUser: boolean, now: number): AnomalyRow | undefined {
    const { userId, itemId, eventType, streamEventId } = interaction;
    const recordedAt = Date.parse(interaction.recordedAt);
    const isBehaviour = eventType !== 'IMPRESSION' && isLive(interaction, now);
    if (this.#guard && isBehaviour && !this.#seen.has(streamEventId)) {
      for (const alarm of this.#guard.observe({ userId, itemId, recordedAt, isNewUser })) this.#marks.mark(alarm, now);
    }
    return this.#marks.holding(userId, itemId, isNewUser, now);
  }

  /** Writes the marks that were made. @returns how many */
  async writeMarks(): Promise<number> {
    return this.#marks.write().catch((error: unknown) => {
      this.#watching.onTrouble('Marks were not written', error);
      return 0;
    });
  }

  /** For the end of a batch. @param failures ids of the records that will be delivered again */
  async end(failures: Iterable<string>, now: number): Promise<void> {
    this.#seen = new Set(failures);
    if (!this.#guard) return;
    this.#guard.tidy(now);
    await this.#memory.keep(this.#guard, now).catch((error: unknown) => {
      this.#watching.onTrouble('What the guard has learned was not written', error);
    });
  }

  /** Holds back no more by a mark that was cleared. */
  forget(anomalyId: string): void {
    this.#marks.forget(anomalyId);
  }
}
