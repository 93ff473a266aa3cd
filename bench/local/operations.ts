import { randomUUID } from 'node:crypto';
import { RealtimeClient } from '../../test/helpers/RealtimeClient.ts';
import type { BenchTarget } from './BenchTarget.ts';
import { GraphqlConnection } from './GraphqlConnection.ts';
import type { Operation } from './measure.ts';

const record = `mutation ($input: RecordInteractionInput!) {
  recordInteraction(input: $input) { eventId timestamp recordedAt }
}`;
const listFields =
  'recommendationId source degraded basedOn items { itemId score reasons { code share evidence { itemIds } } }';
/** With the longest time budget, so that a busy machine shows as a long time and not as a lesser list. */
const recommend = `query ($excludeItemIds: [ID!]) {
  recommendations(limit: 25, excludeItemIds: $excludeItemIds, maxLatencyMs: 10000) { ${listFields} }
}`;
const listen = `subscription ($userId: ID!) {
  onRecommendation(userId: $userId, placement: "home") { ${listFields} }
}`;

interface List {
  source: string;
  degraded: boolean;
  basedOn: string | null;
  items: unknown[];
}

/** The floor: a unit resolver that makes one GetItem, by an API key. */
export const oneItem =
  ({ apiKey }: BenchTarget, itemIds: string[]): Operation =>
  async (connection, count) => {
    const itemId = itemIds[count % itemIds.length];
    const { item } = await connection.post<{ item: { itemId: string } | null }>(
      { apiKey },
      'query ($itemId: ID!) { item(itemId: $itemId) { itemId } }',
      { itemId },
    );
    if (item?.itemId !== itemId) throw new Error(`Expected ${itemId}, got ${JSON.stringify(item)}.`);
  };

/** A view by one user after another. */
export const recordInteraction =
  ({ users }: BenchTarget, itemIds: string[]): Operation =>
  async (connection, count) => {
    const input = { itemId: itemIds[count % itemIds.length], eventType: 'VIEW' };
    await connection.post({ token: users[count % users.length].token }, record, { input });
  };

/** A list of 25 with reasons, without item fields, that is there already. */
export const recommendationsStored =
  ({ users }: BenchTarget): Operation =>
  async (connection, count) => {
    const { token } = users[count % users.length];
    const { recommendations } = await connection.post<{ recommendations: List }>({ token }, recommend);
    expectList(recommendations, ['STORED']);
  };

/** The same list, made by the model for every request: an excluded id keeps the stored one from serving. */
export const recommendationsScored =
  ({ users }: BenchTarget): Operation =>
  async (connection, count) => {
    const { token } = users[count % users.length];
    const variables = { excludeItemIds: ['an-item-that-does-not-exist'] };
    const { recommendations } = await connection.post<{ recommendations: List }>({ token }, recommend, variables);
    // CONTENT is the model's too: of users of whose items it knows the attributes alone.
    expectList(recommendations, ['MODEL', 'CONTENT']);
  };

function expectList({ source, degraded, items }: List, expected: string[]): void {
  if (!expected.includes(source) || degraded || items.length !== 25) {
    throw new Error(
      `Expected a list of 25 from ${expected.join(' or ')}, got ${items.length} from ${source}, degraded ${degraded}.`,
    );
  }
}

/** Makes the lists that `recommendationsStored` finds. */
export async function storeLists({ graphqlUrl, users }: BenchTarget): Promise<void> {
  const connection = new GraphqlConnection(graphqlUrl);
  for (const { token } of users) await connection.post({ token }, recommend);
  connection.close();
}

/** A push may wait for a whole stream to be read first. Milliseconds. */
const longestPush = 15 * 60 * 1000;

/** From before `recordInteraction` is sent until the list that takes it into account has been pushed. */
export class PushPath {
  readonly #listeners: RealtimeClient[];
  readonly #users: BenchTarget['users'];
  readonly #itemIds: string[];
  readonly #free: number[];

  private constructor(users: BenchTarget['users'], itemIds: string[], listeners: RealtimeClient[]) {
    this.#users = users;
    this.#itemIds = itemIds;
    this.#listeners = listeners;
    this.#free = listeners.map((_, index) => index);
  }

  /** Opens a connection for every user, who listens from then on. */
  static async open(target: BenchTarget, itemIds: string[], users: BenchTarget['users']): Promise<PushPath> {
    const opened: RealtimeClient[] = [];
    for (const { userId, token } of users) {
      const client = await RealtimeClient.connect(target.realtimeUrl, { token });
      const answer = await client.subscribe('home', listen, { userId });
      if (answer.type !== 'start_ack') throw new Error(`The subscription was refused: ${JSON.stringify(answer)}`);
      opened.push(client);
    }
    return new PushPath(users, itemIds, opened);
  }

  readonly operation: Operation = async (connection, count) => {
    const index = this.#free.pop();
    if (index === undefined) throw new Error('More requests at a time than users who listen.');
    try {
      const { token } = this.#users[index];
      const input = {
        itemId: this.#itemIds[count % this.#itemIds.length],
        eventType: 'VIEW',
        eventId: randomUUID(),
        timestamp: new Date().toISOString(),
      };
      const { recordInteraction: stored } = await connection.post<{ recordInteraction: { recordedAt: string } }>(
        { token },
        record,
        { input },
      );
      for (;;) {
        const { onRecommendation } = await this.#listeners[index].nextData<{ onRecommendation: List }>(
          'home',
          longestPush,
        );
        if (Date.parse(onRecommendation.basedOn ?? '') >= Date.parse(stored.recordedAt)) return;
      }
    } finally {
      this.#free.push(index);
    }
  };

  close(): void {
    for (const listener of this.#listeners) listener.close();
  }
}

/**
 * Waits until what was written before has gone through the stream, so that it does not take time from what is measured:
 * a user's shard is read in order, so a push for a new interaction comes after everything else.
 */
export async function waitForStream(
  target: BenchTarget,
  itemIds: string[],
  user: BenchTarget['users'][number],
): Promise<void> {
  const connection = new GraphqlConnection(target.graphqlUrl);
  const path = await PushPath.open(target, itemIds, [user]);
  try {
    await path.operation(connection, 0);
  } finally {
    path.close();
    connection.close();
  }
}

/** Ids of items that anybody may see. */
export async function readItemIds({ graphqlUrl, apiKey }: BenchTarget, count: number): Promise<string[]> {
  const connection = new GraphqlConnection(graphqlUrl);
  const query =
    'query ($nextToken: String) { items(limit: 100, nextToken: $nextToken) { items { itemId } nextToken } }';
  const itemIds: string[] = [];
  let nextToken: string | null = null;
  do {
    const { items }: { items: { items: { itemId: string }[]; nextToken: string | null } } = await connection.post(
      { apiKey },
      query,
      { nextToken },
    );
    itemIds.push(...items.items.map(({ itemId }) => itemId));
    nextToken = items.nextToken;
  } while (nextToken && itemIds.length < count);
  connection.close();
  return itemIds.slice(0, count);
}
