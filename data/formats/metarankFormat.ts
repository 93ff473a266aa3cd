import { isJsonObject } from '../../schema/contract/checks.ts';
import type { Row } from './Row.ts';
import { tableFormat, type Draft } from './tableFormat.ts';

/**
 * The events that Metarank reads: facts about items, rankings that were shown (an IMPRESSION of each of their items),
 * and interactions with them. Facts about an item may come in several events; later ones replace and add to earlier
 * ones.
 *
 * Source: https://github.com/metarank/metarank/blob/master/doc/event-schema.md
 */
export const metarankFormat = tableFormat({
  name: 'metarank',
  title: 'Metarank',
  eventTypes: { cart: 'ADD_TO_CART' },
  files: [
    {
      columns: ['event', 'id', 'timestamp'],
      item: (row) => (row.value('event') === 'item' ? { itemId: row.text('item') } : undefined),
      extendItem,
      interactions: (row) => {
        const event = row.value('event');
        if (event === 'item') return [];
        return event === 'ranking' ? impressionsOf(row) : [interactionOf(row)];
      },
    },
  ],
});

/** What fields of items are usually called, by what they are here; the others are attributes. */
const known: Record<string, string> = {
  title: 'title',
  name: 'title',
  description: 'description',
  price: 'price',
  brand: 'brand',
  category: 'categories',
  categories: 'categories',
  genres: 'categories',
  tags: 'tags',
  image: 'imageUrl',
};

/** The named values of an event. */
function fieldsOf(row: Row): [string, unknown][] {
  const fields = row.value('fields');
  return (Array.isArray(fields) ? fields : []).flatMap((field: unknown): [string, unknown][] =>
    isJsonObject(field) && typeof field.name === 'string' ? [[field.name, field.value]] : [],
  );
}

function extendItem(item: Draft, row: Row): Draft {
  row.value('id', 'timestamp');
  const attributes: Draft = { ...(item.attributes as Draft | undefined) };
  const extended: Draft = { ...item };
  for (const [name, value] of fieldsOf(row)) {
    if (Object.hasOwn(known, name)) extended[known[name]] = value;
    else attributes[name] = value;
  }
  return Object.keys(attributes).length > 0 ? { ...extended, attributes } : extended;
}

const whoAndWhen = (row: Row): Draft => ({
  userId: row.text('user'),
  sessionId: row.text('session'),
  timestamp: row.number('timestamp'),
});

function impressionsOf(row: Row): Draft[] {
  const recommendationId = row.text('id');
  const items: unknown = row.value('items');
  const shown: unknown[] = Array.isArray(items) ? items : [];
  if (shown.some((item) => isJsonObject(item) && Object.hasOwn(item, 'relevancy'))) row.note('relevancy left out');
  return shown.map((item) => ({
    ...whoAndWhen(row),
    itemId: isJsonObject(item) ? item.id : item,
    eventType: 'IMPRESSION',
    recommendationId,
  }));
}

/** What is no interaction lacks an item and a type, which its rejection then says. */
function interactionOf(row: Row): Draft {
  const fields = fieldsOf(row);
  return {
    properties: fields.length > 0 ? Object.fromEntries(fields) : undefined,
    ...whoAndWhen(row),
    itemId: row.text('item'),
    eventType: row.text('type') ?? row.text('event'),
    eventId: row.text('id'),
    recommendationId: row.text('ranking'),
  };
}
