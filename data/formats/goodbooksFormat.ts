import { timeOfLine, undatedNote } from './Adaptation.ts';
import type { Row } from './Row.ts';
import { tableFormat, type Draft } from './tableFormat.ts';

/**
 * Goodbooks-10k: books, ratings and the list of books to read. Its ratings stand in the order in which they were given,
 * without times.
 *
 * Source: https://github.com/zygmuntz/goodbooks-10k
 */
export const goodbooksFormat = tableFormat({
  name: 'goodbooks',
  title: 'Goodbooks-10k',
  files: [
    { columns: ['book_id', 'authors', 'title'], item: itemOf },
    {
      columns: ['user_id', 'book_id', 'rating'],
      interactions: (row) => [{ ...undated(row), eventType: 'RATING', eventValue: row.number('rating') }],
    },
    {
      columns: ['user_id', 'book_id'],
      without: ['rating'],
      interactions: (row) => [{ ...undated(row), eventType: 'BOOKMARK' }],
    },
  ],
});

function undated(row: Row): Draft {
  row.note(undatedNote);
  return { userId: row.text('user_id'), itemId: row.text('book_id'), timestamp: timeOfLine(row.line) };
}

function itemOf(row: Row): Draft {
  const [creator, ...otherAuthors] = row.list(',', 'authors');
  const attributes = Object.entries({
    otherAuthors: otherAuthors.length > 0 ? otherAuthors : undefined,
    year: row.number('original_publication_year'),
    language: row.text('language_code'),
  }).filter(([, value]) => value !== undefined);
  return {
    itemId: row.text('book_id'),
    title: row.text('title', 'original_title'),
    creator,
    imageUrl: row.text('image_url'),
    attributes: attributes.length > 0 ? Object.fromEntries(attributes) : undefined,
  };
}
