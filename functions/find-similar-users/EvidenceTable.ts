import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { suspectItemSortKey, suspectSortKey } from '../../schema/contract/anomalies.ts';
import { erasedSortKey, evidenceIndex, interactionPrefix, userPartitionKey } from '../../schema/contract/keys.ts';
import { historyFields } from '../../schema/contract/scoring.ts';
import { evidencePerItem, evidenceRead } from '../../schema/contract/similarUsers.ts';
import { batchGet } from '../shared/batch.ts';
import { keepEntries } from '../shared/historyEntries.ts';
import { UserHistory } from '../shared/UserHistory.ts';
import { evidenceOf } from './evidenceOf.ts';

type Row = Record<string, unknown>;

/** Who is interested in what, as the user data table and its index say. Reads are eventually consistent. */
export class EvidenceTable {
  readonly #client: DynamoDBDocumentClient;
  readonly #name: string;
  readonly #history: UserHistory;
  readonly #onSkipped: (what: string, count: number) => void;

  /** @param onSkipped told of rows that are no interactions */
  constructor(client: DynamoDBDocumentClient, name: string, onSkipped: (what: string, count: number) => void) {
    this.#client = client;
    this.#name = name;
    this.#history = new UserHistory(client, name, onSkipped);
    this.#onSkipped = onSkipped;
  }

  /** The items that a person is interested in, newest first. */
  async itemsOf(userId: string): Promise<string[]> {
    const [rows, unbelieved] = await Promise.all([this.#newest(userId), this.#unbelieved(userId)]);
    const entries = keepEntries(rows);
    if (entries.length < rows.length) this.#onSkipped('Interactions of another form', rows.length - entries.length);
    return evidenceOf(entries, unbelieved);
  }

  /** Who did something last that speaks for the item: each once, the newest first. */
  async peopleOf(itemId: string): Promise<string[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#name,
        IndexName: evidenceIndex.name,
        KeyConditionExpression: '#itemId = :itemId',
        ExpressionAttributeNames: { '#itemId': evidenceIndex.partitionKey },
        ExpressionAttributeValues: { ':itemId': itemId },
        ScanIndexForward: false,
        Limit: evidencePerItem,
      }),
    );
    return [...new Set(Items.map(({ pk }) => String(pk).slice(userPartitionKey('').length)))];
  }

  /** Of these people, who was erased or became somebody else (`gone`), and who is not believed (`suspect`). */
  async marksOf(userIds: string[]): Promise<Map<string, 'gone' | 'suspect'>> {
    const idOf = new Map(userIds.map((userId) => [userPartitionKey(userId), userId]));
    const keys = [...idOf.keys()].flatMap((pk) => [erasedSortKey, suspectSortKey].map((sk) => ({ pk, sk })));
    const rows = await batchGet(this.#client, this.#name, keys, { attributes: ['pk', 'sk', 'open'] });
    const marks = new Map<string, 'gone' | 'suspect'>();
    for (const row of rows) {
      const userId = idOf.get(String(row.pk));
      if (userId === undefined) continue;
      if (row.sk === erasedSortKey) marks.set(userId, 'gone');
      else if (isOpen(row) && !marks.has(userId)) marks.set(userId, 'suspect');
    }
    return marks;
  }

  async #newest(userId: string): Promise<Row[]> {
    const reading = { prefix: interactionPrefix, attributes: historyFields, limit: evidenceRead };
    for await (const page of this.#history.pages(userId, reading)) return page;
    return [];
  }

  /** Items with which nothing that the person does is believed. */
  async #unbelieved(userId: string): Promise<Set<string>> {
    const itemIds = new Set<string>();
    const reading = { prefix: suspectItemSortKey(''), attributes: ['itemId', 'open'], limit: evidenceRead };
    for await (const page of this.#history.pages(userId, reading)) {
      for (const row of page) if (isOpen(row)) itemIds.add(String(row.itemId));
      break;
    }
    return itemIds;
  }
}

/** A mark that administrators have cleared stays without any in `open`. */
const isOpen = ({ open }: Row): boolean => open instanceof Set && open.size > 0;
