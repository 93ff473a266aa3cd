import type { SourceLine } from '../records/DataSource.ts';
import type { InteractionRecord } from '../records/InteractionRecord.ts';
import type { ItemRecord } from '../records/ItemRecord.ts';

/** Each item that interactions name, once, with nothing but its id: for data that describes no items. */
export async function* namedItems(
  interactions: AsyncIterable<SourceLine<InteractionRecord>>,
): AsyncGenerator<SourceLine<ItemRecord>> {
  const known = new Set<string>();
  for await (const { file, line, text, record } of interactions) {
    if (record === undefined || known.has(record.itemId)) continue;
    known.add(record.itemId);
    yield { file, line, text, record: { itemId: record.itemId } };
  }
}
