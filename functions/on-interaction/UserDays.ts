import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { batchGet } from '../shared/batch.ts';
import type { RecordedInteraction } from './RecordedInteraction.ts';
import { dayKeyOf, UserDay } from './UserDay.ts';

/** The days of the users of a batch. */
export class UserDays {
  readonly #days: Map<string, UserDay>;

  private constructor(days: Map<string, UserDay>) {
    this.#days = days;
  }

  /** @param now milliseconds since 1970; the same in every question about the batch */
  static async read(
    client: DynamoDBDocumentClient,
    table: string,
    interactions: RecordedInteraction[],
    now: number,
  ): Promise<UserDays> {
    const keys = new Map(interactions.map((interaction) => [nameOf(interaction, now), dayKeyOf(interaction, now)]));
    const rows = await batchGet(client, table, [...keys.values()], { consistent: true });
    const found = new Map(rows.map((row) => [JSON.stringify([row.pk, row.sk]), row]));
    return new UserDays(new Map([...keys].map(([name, key]) => [name, new UserDay(key, found.get(name))])));
  }

  /** The day of one of the interactions that they were read for. */
  of(interaction: RecordedInteraction, now: number): UserDay {
    const day = this.#days.get(nameOf(interaction, now));
    if (!day) throw new Error('The days were read for other interactions.');
    return day;
  }
}

function nameOf(interaction: RecordedInteraction, now: number): string {
  const { pk, sk } = dayKeyOf(interaction, now);
  return JSON.stringify([pk, sk]);
}
