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

/** Rows of 32 px. With `onOpen` they are walked with the arrow keys. */
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
      <table>
        <caption className="spoken">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name, hint, isNumber }) => (
              <th key={name} scope="col" title={hint} className={isNumber ? 'number' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              tabIndex={onOpen ? 0 : undefined}
              aria-current={opened === keyOf(row) || undefined}
              className={onOpen ? 'opens' : undefined}
              onClick={onOpen && (() => onOpen(row))}
              onKeyDown={onOpen && ((event) => onKey(event, row))}
            >
              {columns.map(({ name, isNumber, cell }) => (
                <td key={name} className={isNumber ? 'number' : undefined}>
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
