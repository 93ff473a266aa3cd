import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { seenBeforeSortKey, seenPrefix, userPartitionKey } from '../../schema/contract/keys.ts';
import type { SeenItemsRow } from '../../schema/contract/rows.ts';
import type { HistoryEntry } from '../../schema/contract/scoring.ts';
import type { UserHistory } from '../shared/UserHistory.ts';

/** Ids in one row: of 256 bytes they come to 256 KB, below DynamoDB's 400. */
const idsOfRow = 1000;

/** What the rows of a user say. */
interface Known {
  itemIds: Set<string>;
  /** The greatest `recordedAt` that the stream has taken in. */
  takenInUntil: string;
  /** Whether what the stream did not see was written down once. */
  hasBefore: boolean;
}

/**
 * The items that a user ever interacted with. The stream keeps their ids in rows of the user's partition, some fifty
 * times smaller than the interactions; what happened before there was a stream is read once and kept beside them.
 */
export class SeenItems {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #userHistory: UserHistory;
  readonly #onTrouble: (what: string, cause: unknown) => void;

  constructor(
    client: DynamoDBDocumentClient,
    table: string,
    userHistory: UserHistory,
    onTrouble: (what: string, cause: unknown) => void,
  ) {
    this.#client = client;
    this.#table = table;
    this.#userHistory = userHistory;
    this.#onTrouble = onTrouble;
  }

  /**
   * Every item that the user interacted with before and in the history.
   * @param history the newest interactions; while the stream is further behind than they reach, those between are read
   */
  async read(userId: string, history: HistoryEntry[]): Promise<Set<string>> {
    const { itemIds, takenInUntil, hasBefore } = await this.#readRows(userId);
    const isBehind = history.every(({ recordedAt }) => recordedAt > takenInUntil);
    if (!hasBefore || isBehind) {
      const found = await this.#readInteractions(userId, hasBefore ? takenInUntil : undefined);
      if (!hasBefore) {
        const before = [...found].filter((itemId) => !itemIds.has(itemId));
        await this.#writeBefore(userId, before).catch((error: unknown) =>
          this.#onTrouble('What a user has seen was not kept', error),
        );
      }
      for (const itemId of found) itemIds.add(itemId);
    }
    for (const { itemId } of history) itemIds.add(itemId);
    return itemIds;
  }

  async #readRows(userId: string): Promise<Known> {
    const known: Known = { itemIds: new Set(), takenInUntil: '', hasBefore: false };
    const reading = { prefix: seenPrefix, attributes: ['sk', 'items', 'itemIds', 'recordedAt'] };
    for await (const page of this.#userHistory.pages(userId, reading)) {
      for (const { sk, items, itemIds, recordedAt } of page) {
        if (sk === seenBeforeSortKey(0)) known.hasBefore = true;
        if (typeof recordedAt === 'string' && recordedAt > known.takenInUntil) known.takenInUntil = recordedAt;
        for (const itemId of [...idsOfDay(items), ...(itemIds instanceof Set ? (itemIds as Set<string>) : [])]) {
          known.itemIds.add(itemId);
        }
      }
    }
    return known;
  }

  /** @param until stops at the first interaction that was recorded by then; left out, at the very first */
  async #readInteractions(userId: string, until: string | undefined): Promise<Set<string>> {
    const itemIds = new Set<string>();
    for await (const page of this.#userHistory.items(userId)) {
      for (const { itemId, recordedAt } of page) {
        if (until !== undefined && typeof recordedAt === 'string' && recordedAt <= until) return itemIds;
        if (typeof itemId === 'string') itemIds.add(itemId);
      }
    }
    return itemIds;
  }

  /** Part 0, which says that all is there, comes last. */
  async #writeBefore(userId: string, itemIds: string[]): Promise<void> {
    for (let part = Math.max(0, Math.ceil(itemIds.length / idsOfRow) - 1); part >= 0; part -= 1) {
      const ids = itemIds.slice(part * idsOfRow, (part + 1) * idsOfRow);
      const Item: SeenItemsRow = {
        pk: userPartitionKey(userId),
        sk: seenBeforeSortKey(part),
        ...(ids.length > 0 && { itemIds: new Set(ids) }),
      };
      await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
    }
  }
}

/** The ids in the row of a day; none when it has another form. */
function idsOfDay(items: unknown): string[] {
  if (typeof items !== 'string') return [];
  try {
    const entries = JSON.parse(items) as [unknown][];
    return entries.map(([itemId]) => itemId).filter((itemId): itemId is string => typeof itemId === 'string');
  } catch {
    return [];
  }
}
