import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { seenPrefix, userPartitionKey } from '../../schema/contract/keys.ts';
import { batchGet } from '../shared/batch.ts';
import type { Attribution } from './attributionOf.ts';
import { isLive, type RecordedInteraction } from './RecordedInteraction.ts';
import { ShownLists, shownKeyOf } from './ShownLists.ts';
import { dayKeyOf, UserDay } from './UserDay.ts';
import type { DayKey } from './UserDay.ts';

/** The days of the users of a batch, and what was counted of the lists that they were shown. */
export class UserRows {
  readonly #days: Map<string, UserDay>;
  readonly #shown: Map<string, ShownLists>;

  private constructor(days: Map<string, UserDay>, shown: Map<string, ShownLists>) {
    this.#days = days;
    this.#shown = shown;
  }

  /**
   * @param interactions whose days are asked for
   * @param attributions whose lists are asked for
   * @param now milliseconds since 1970; the same in every question about the batch
   */
  static async read(
    client: DynamoDBDocumentClient,
    table: string,
    interactions: RecordedInteraction[],
    attributions: Attribution[],
    now: number,
  ): Promise<UserRows> {
    const dayKeys = new Map(interactions.map((interaction) => keyed(dayKeyOf(interaction, now))));
    const shownKeys = new Map(
      attributions.map(
        (attribution) => [nameOf(shownKeyOf(attribution)), [shownKeyOf(attribution), attribution.day]] as const,
      ),
    );
    const keys = [...dayKeys.values(), ...[...shownKeys.values()].map(([key]) => key)];
    const rows = await batchGet(client, table, keys, { consistent: true });
    const found = new Map(rows.map((row) => [nameOf(row as DayKey), row]));
    const days = new Map([...dayKeys].map(([name, key]) => [name, new UserDay(key, found.get(name))]));
    const firstOfDay = interactions.filter(
      (interaction) => isLive(interaction, now) && days.get(nameOf(dayKeyOf(interaction, now)))?.isFresh,
    );
    const knownSince = await readKnownSince(client, table, new Set(firstOfDay.map(({ userId }) => userId)), now);
    for (const interaction of firstOfDay) {
      const since = knownSince.get(interaction.userId);
      if (since !== undefined) days.get(nameOf(dayKeyOf(interaction, now)))?.setKnownSince(since);
    }
    return new UserRows(
      days,
      new Map([...shownKeys].map(([name, [key, day]]) => [name, new ShownLists(key, day, found.get(name))])),
    );
  }

  /** The day of one of the interactions that they were read for. */
  dayOf(interaction: RecordedInteraction, now: number): UserDay {
    return existing(this.#days.get(nameOf(dayKeyOf(interaction, now))));
  }

  /** What was counted of the lists of the day of one of the attributions that they were read for. */
  shownOf(attribution: Attribution): ShownLists {
    return existing(this.#shown.get(nameOf(shownKeyOf(attribution))));
  }
}

/**
 * Since when users are known, who have no row of the day yet: one read for each user and day. A user without any row is
 * known from now on; of one whose rows do not say it, nothing is known, which counts as long ago.
 */
async function readKnownSince(
  client: DynamoDBDocumentClient,
  table: string,
  userIds: Set<string>,
  now: number,
): Promise<Map<string, number>> {
  const known = await Promise.all(
    [...userIds].map(async (userId): Promise<[string, number][]> => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': userPartitionKey(userId), ':prefix': seenPrefix },
          ProjectionExpression: 'knownSince',
          Limit: 1,
        }),
      );
      if (Items.length === 0) return [[userId, now]];
      const [{ knownSince }] = Items;
      return typeof knownSince === 'number' ? [[userId, knownSince]] : [];
    }),
  );
  return new Map(known.flat());
}

const nameOf = ({ pk, sk }: DayKey): string => JSON.stringify([pk, sk]);
const keyed = (key: DayKey): [string, DayKey] => [nameOf(key), key];

function existing<Row>(row: Row | undefined): Row {
  if (!row) throw new Error('The rows were read for other interactions.');
  return row;
}
