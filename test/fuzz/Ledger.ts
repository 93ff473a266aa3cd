import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import {
  impressionPrefix,
  interactionPrefix,
  interactionSortKey,
  presenceSortKey,
  userPartitionKey,
} from '../../schema/contract/keys.ts';
import { mergedFromAttribute } from '../../schema/contract/merges.ts';
import type { CloudTables, LocalCloud } from '../../local/startLocalCloud.ts';
import type { FuzzAnswer } from './judge.ts';

interface StoredInteraction {
  userId: string;
  itemId: string;
  eventType: string;
  eventId: string;
  timestamp: string;
}
interface StoredItem {
  itemId: string;
  updatedAt: string;
}
type Result = { interaction?: StoredInteraction | null; item?: StoredItem | null };

/** Those who listen, as the table has it. */
export async function presentUsers({ dynamodb, tables }: Pick<LocalCloud, 'dynamodb' | 'tables'>): Promise<string[]> {
  const client = DynamoDBDocumentClient.from(dynamodb);
  const users: string[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: tables.userData, ConsistentRead: true })) {
    users.push(...Items.filter(({ sk }) => sk === presenceSortKey).map(({ pk }) => String(pk).slice('USER#'.length)));
  }
  return users;
}

/** What the API said to have stored, to be compared with the tables. */
export class Ledger {
  readonly #interactions = new Set<string>();
  readonly #items = new Set<string>();

  note({ data }: FuzzAnswer): void {
    for (const value of Object.values(data ?? {})) {
      const { results, ...single } = (value ?? {}) as { results?: Result[] } & Partial<StoredInteraction & StoredItem>;
      for (const entry of results ?? []) this.#add(entry.interaction ?? entry.item);
      this.#add(single);
    }
  }

  /** Rows that no answer speaks of: what was refused and stored all the same. */
  async findUnspoken(client: DynamoDBClient, tables: CloudTables): Promise<string[]> {
    const unspoken: string[] = [];
    const document = DynamoDBDocumentClient.from(client);
    const rows = async function* (TableName: string): AsyncGenerator<Record<string, unknown>> {
      for await (const { Items = [] } of paginateScan({ client: document }, { TableName, ConsistentRead: true }))
        yield* Items;
    };
    for await (const { pk, sk, itemId, eventType, [mergedFromAttribute]: visitorId } of rows(tables.userData)) {
      if (!String(sk).startsWith(interactionPrefix) && !String(sk).startsWith(impressionPrefix)) continue;
      // What a visitor did was acknowledged as the visitor's, and given back it is again.
      const owners = [pk, ...(typeof visitorId === 'string' ? [userPartitionKey(visitorId)] : [])];
      const names = owners.map((owner) => JSON.stringify([owner, sk, itemId, eventType]));
      if (!names.some((name) => this.#interactions.has(name))) unspoken.push(names[0]);
    }
    for await (const { itemId, updatedAt } of rows(tables.catalogue)) {
      const row = JSON.stringify([itemId, updatedAt]);
      if (!this.#items.has(row)) unspoken.push(row);
    }
    return unspoken;
  }

  #add(stored: Partial<StoredInteraction & StoredItem> | null | undefined): void {
    const { userId, itemId, eventType, eventId, timestamp, updatedAt } = stored ?? {};
    if (updatedAt !== undefined) this.#items.add(JSON.stringify([itemId, updatedAt]));
    if (userId === undefined || eventType === undefined || timestamp === undefined || eventId === undefined) return;
    const key = [userPartitionKey(userId), interactionSortKey(eventType, timestamp, eventId)];
    this.#interactions.add(JSON.stringify([...key, itemId, eventType]));
  }
}
