import type { EngineClient } from '../EngineClient.ts';
import type { ShardReader } from '../ShardReader.ts';
import type { StreamRecord } from '../StreamRecord.ts';
import type { ExportRequest } from './TableExport.ts';

/** Lines of an export, a few thousand at a time: one by one they take longer to hand on than to make. */
export type ExportedLines = AsyncGenerator<string[]>;

/** dynoxide reads on behind a page that its size ends: with a megabyte a page a scan takes nearly twice as long. */
const itemsPerPage = 1000;

/** Items of a table as lines of a full export: the table while it is read, not a snapshot. */
export async function* itemLines(engine: EngineClient, TableName: string): ExportedLines {
  const page = { TableName, ConsistentRead: true, Limit: itemsPerPage };
  let ExclusiveStartKey: unknown;
  do {
    const { Items, LastEvaluatedKey } = await engine.send('Scan', { ...page, ExclusiveStartKey });
    yield (Items as object[]).map((Item) => `${JSON.stringify({ Item })}\n`);
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
}

/** What was written to one item: before the first write and after the last one. */
interface Change {
  Keys: unknown;
  OldImage?: unknown;
  NewImage?: unknown;
  /** Of the last write. Seconds. */
  at: number;
}

const recordsPerRead = 1000;

/** How far each shard was read: a sequence number by shard. */
export type Positions = Record<string, string>;

/**
 * What was written from `from` to `to`, an item once, as lines of an incremental export.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html#incremental-export-output
 * @param known behind which records `from` lies: an earlier export has read up to there
 * @param reached filled with the last record before `to` of each shard
 */
export async function* changeLines(
  reader: ShardReader,
  { from, to, view }: NonNullable<ExportRequest['changes']>,
  { known, reached, signal }: { known: Positions; reached: Positions; signal: AbortSignal },
): ExportedLines {
  const changes = new Map<string, Change>();
  for (const { ShardId } of await reader.shards()) {
    const position = known[ShardId];
    let iterator = await reader.iterator(
      ShardId,
      position === undefined ? { at: 'TRIM_HORIZON' } : { after: position },
    );
    if (position !== undefined) reached[ShardId] = position;
    while (iterator !== undefined) {
      signal.throwIfAborted();
      const { records, next }: { records: StreamRecord[]; next: string | undefined } = await reader.read(
        iterator,
        recordsPerRead,
      );
      for (const { dynamodb } of records) {
        const { ApproximateCreationDateTime: at, Keys, OldImage, NewImage } = dynamodb;
        if (at < to) reached[ShardId] = dynamodb.SequenceNumber;
        if (at >= from && at < to) {
          const id = JSON.stringify(Object.entries(Keys as object).sort());
          const before = changes.get(id);
          changes.set(id, { Keys, NewImage, at, OldImage: before ? before.OldImage : OldImage });
        }
      }
      iterator = records.length > 0 ? next : undefined;
    }
  }
  yield Array.from(changes.values(), ({ Keys, OldImage, NewImage, at }) => {
    const Metadata = { WriteTimestampMicros: { N: String(at * 1_000_000) } };
    const images = view === 'NEW_IMAGE' ? { NewImage } : { OldImage, NewImage };
    return `${JSON.stringify({ Metadata, Keys, ...images })}\n`;
  });
}
