import type { KeyboardEvent, ReactNode } from 'react';

/** A column of a table. */
export interface Column<Row> {
  name: string;
  /** What the field is, from the schema's documentation. */
  hint?: string;
  isNumber?: boolean;
  cell(row: Row): ReactNode;
}

interface TableProps<Row> {
  /** Says what the table holds. */
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
  /** Rows become buttons: arrows move, Enter opens. */
  onOpen?(row: Row): void;
  /** Of the row that is open. */
  opened?: string;
  /** Shown when there are no rows. */
  empty?: ReactNode;
}

/**
 * Rows of 32 px; on a phone a row is a block of its fields, each behind its name. With `onOpen` they are walked with the
 * arrow keys. The roles are those that a table loses when it is not laid out as one.
 */
export function Table<Row>({ caption, columns, rows, keyOf, onOpen, opened, empty }: TableProps<Row>) {
  const onKey = (event: KeyboardEvent<HTMLTableRowElement>, row: Row): void => {
    const { currentTarget } = event;
    if (event.target !== currentTarget) return;
    const next =
      event.key === 'ArrowDown'
        ? currentTarget.nextElementSibling
        : event.key === 'ArrowUp'
          ? currentTarget.previousElementSibling
          : null;
    if (next instanceof HTMLElement) next.focus();
    else if (event.key === 'Enter' || event.key === ' ') onOpen?.(row);
    else return;
    event.preventDefault();
  };
  if (rows.length === 0 && empty) return <p className="empty">{empty}</p>;
  return (
    <div className="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table role="table">
        <caption className="spoken">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ name, hint, isNumber }) => (
              <th key={name} role="columnheader" scope="col" title={hint} className={isNumber ? 'number' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              role="row"
              tabIndex={onOpen ? 0 : undefined}
              aria-current={opened === keyOf(row) || undefined}
              className={onOpen ? 'opens' : undefined}
              onClick={onOpen && (() => onOpen(row))}
              onKeyDown={onOpen && ((event) => onKey(event, row))}
            >
              {columns.map(({ name, isNumber, cell }) => (
                <td key={name} role="cell" data-name={name} className={isNumber ? 'number' : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
