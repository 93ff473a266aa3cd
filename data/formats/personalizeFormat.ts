import type { Row } from './Row.ts';
import { tableFormat, type Draft } from './tableFormat.ts';

/**
 * The item interactions and items of Amazon Personalize: the CSV files that its data sets are made from. Columns are in
 * capitals, members of a list are separated by `|`; a schema may add columns, which describe the item or the interaction.
 *
 * Source: https://docs.aws.amazon.com/personalize/latest/dg/interactions-datasets.html and items-datasets.html
 */
export const personalizeFormat = tableFormat({
  name: 'personalize',
  title: 'Amazon Personalize',
  files: [
    {
      columns: ['USER_ID', 'ITEM_ID', 'TIMESTAMP'],
      without: ['CONTEXT', 'PROPERTIES'],
      interactions: (row) => [interactionOf(row)],
    },
    { columns: ['ITEM_ID'], without: ['USER_ID', 'ATTRIBUTES'], item: itemOf },
  ],
});

function interactionOf(row: Row): Draft {
  return {
    userId: row.text('USER_ID'),
    itemId: row.text('ITEM_ID'),
    eventType: row.text('EVENT_TYPE'),
    eventValue: row.number('EVENT_VALUE'),
    timestamp: row.number('TIMESTAMP'),
    recommendationId: row.text('RECOMMENDATION_ID'),
    // Lists of what was shown, longer than properties may be.
    properties: row.rest('IMPRESSION'),
  };
}

function itemOf(row: Row): Draft {
  const categories = ['CATEGORY_L1', 'CATEGORY_L2', 'CATEGORY_L3', 'CATEGORIES', 'GENRES', 'GENRE_L2', 'GENRE_L3'];
  return {
    itemId: row.text('ITEM_ID'),
    title: row.text('PRODUCT_NAME', 'TITLE', 'NAME', 'ITEM_NAME'),
    description: row.text('PRODUCT_DESCRIPTION', 'DESCRIPTION'),
    categories: [...new Set(categories.flatMap((column) => row.list('|', column)))],
    brand: row.text('BRAND'),
    creator: row.text('CONTENT_OWNER'),
    price: row.number('PRICE'),
    availableFrom: row.number('CREATION_TIMESTAMP'),
    attributes: row.rest(),
  };
}
