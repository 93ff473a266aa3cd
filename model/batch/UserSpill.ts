import { createHash } from 'node:crypto';
import { readJsonRecords } from '../../data/read/readJsonRecords.ts';
import { LineFiles } from '../jobs/LineFiles.ts';

/** An interaction as a history has it. */
export interface PastInteraction {
  userId: string;
  /** Of the table: orders by time, then by event. */
  sortKey: string;
  itemId: string;
  eventType: string;
  eventValue?: number;
  /** Milliseconds since 1970. */
  timestamp: number;
  recordedAt: string;
}

/** A row that shows that there is a user, and says no more. */
type Trace = Pick<PastInteraction, 'userId'>;

/** What the table holds of one user. */
export interface UserRecord {
  userId: string;
  /** Newest first. */
  interactions: PastInteraction[];
}

/** Files that users are spread over: of 40 million interactions one holds 40,000. */
const buckets = 1000;

/** Gathers the interactions of each user on disk: an export comes in no order, and may not fit into memory. */
export class UserSpill {
  readonly #files: LineFiles;

  constructor(folder: string) {
    this.#files = new LineFiles(folder);
  }

  add(row: PastInteraction | Trace): void {
    this.#files.add(bucketOf(row.userId), row);
  }

  /** Users bucket by bucket, in an order that depends on their ids alone. */
  async *users(): AsyncGenerator<UserRecord[]> {
    this.#files.flush();
    for (const bucket of [...this.#files.names()].sort()) yield this.#read(bucket);
  }

  async #read(bucket: string): Promise<UserRecord[]> {
    const users = new Map<string, PastInteraction[]>();
    for await (const records of readJsonRecords(this.#files.pathOf(bucket))) {
      for (const { value } of records) {
        const row = value as unknown as PastInteraction;
        const interactions = users.get(row.userId) ?? [];
        if (interactions.length === 0) users.set(row.userId, interactions);
        if (row.sortKey !== undefined) interactions.push(row);
      }
    }
    return [...users]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([userId, interactions]) => ({ userId, interactions: newestFirst(interactions) }));
  }
}

/** As the table's Query runs backwards. An export holds a row once. */
function newestFirst(interactions: PastInteraction[]): PastInteraction[] {
  return interactions.sort((a, b) => (a.sortKey > b.sortKey ? -1 : 1));
}

function bucketOf(userId: string): string {
  const bucket = createHash('sha256').update(userId).digest().readUInt32BE() % buckets;
  return String(bucket).padStart(3, '0');
}
