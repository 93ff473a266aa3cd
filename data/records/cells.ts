import { fromJson } from './fields.ts';

/** What the columns of a table hold, apart from text. */
const listColumns = new Set(['categories', 'tags']);
const numberColumns = new Set(['price', 'eventValue', 'rating', 'timestamp', 'availableFrom', 'availableUntil']);
const jsonColumns = new Set(['attributes', 'context', 'properties']);
const flags = new Map([
  ['true', true],
  ['false', false],
]);

/** Members of a list in one cell. */
const listSeparator = '|';
/** As JSON writes numbers, so that neither 0x1F nor an empty text is one. */
const numeral = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * The record that a row of a table stands for. An empty cell is an absent field; a cell that is not what its column
 * holds stays text, so that a rule can refuse and show it.
 */
export function recordOfCells(columns: readonly string[], cells: readonly string[]): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [index, column] of columns.entries()) {
    const cell = cells[index];
    if (cell === '') continue;
    if (listColumns.has(column)) record[column] = cell.split(listSeparator).filter((member) => member !== '');
    else if (numberColumns.has(column)) record[column] = numberOfCell(cell);
    else if (jsonColumns.has(column)) record[column] = fromJson(cell);
    else record[column] = column === 'hidden' ? (flags.get(cell) ?? cell) : cell;
  }
  return record;
}

/** The number that a text writes, or the text. */
export const numberOfCell = (cell: string): number | string => (numeral.test(cell) ? Number(cell) : cell);

/** The field that a column means among those known; case and underscores do not matter (`USER_ID`, `userId`). */
export function fieldOfColumn(column: string, known: readonly string[]): string {
  const plain = (name: string): string => name.trim().toLowerCase().replaceAll('_', '');
  return known.find((field) => plain(field) === plain(column)) ?? column.trim();
}
