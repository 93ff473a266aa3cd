import { isJsonObject } from '../../schema/contract/checks.ts';
import { timeOfLine, undatedNote } from './Adaptation.ts';
import type { Row } from './Row.ts';
import { tableFormat, type Draft } from './tableFormat.ts';

/** Go's time that nobody set; Gorse writes it where there is none. */
const noTime = /^0001-01-01T00:00:00/;

/**
 * The items and the feedback that Gorse exports as JSON Lines. Its users have no place here.
 *
 * Source: https://gorse.io/docs/concepts/data-source
 */
export const gorseFormat = tableFormat({
  name: 'gorse',
  title: 'Gorse',
  eventTypes: { star: 'LIKE', read: 'VIEW', wish_list: 'BOOKMARK', cart: 'ADD_TO_CART' },
  files: [
    { columns: ['FeedbackType', 'UserId', 'ItemId'], interactions: (row) => [interactionOf(row)] },
    { columns: ['ItemId'], without: ['FeedbackType', 'UserId'], item: itemOf },
  ],
});

function timeOf(row: Row): unknown {
  const time = row.value('Timestamp');
  return typeof time === 'string' && noTime.test(time) ? undefined : time;
}

function interactionOf(row: Row): Draft {
  const time = timeOf(row);
  if (time === undefined) row.note(undatedNote);
  return {
    userId: row.text('UserId'),
    itemId: row.text('ItemId'),
    eventType: row.text('FeedbackType'),
    eventValue: row.number('Value'),
    timestamp: time ?? timeOfLine(row.line),
  };
}

function itemOf(row: Row): Draft {
  const labels = row.value('Labels');
  return {
    itemId: row.text('ItemId'),
    description: row.text('Comment'),
    categories: row.list('|', 'Categories'),
    hidden: row.value('IsHidden'),
    availableFrom: timeOf(row),
    ...(isJsonObject(labels) ? { attributes: labels } : { tags: labels }),
  };
}
