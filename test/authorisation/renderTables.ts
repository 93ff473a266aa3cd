import { members } from './callers.ts';
import type { Member } from './callers.ts';
import type { OperationRow, TypeRow } from './Row.ts';

/** Callers that are answered alike everywhere stand in one column. */
const columns: { title: string; members: Member[] }[] = [
  { title: 'API key', members: ['the API key'] },
  { title: 'user', members: ['a user', 'a user with an id token', 'a member of another group'] },
  { title: 'visitor', members: ['a visitor'] },
  { title: 'admin', members: ['an admin'] },
  { title: 'backend', members: ['a backend'] },
  { title: 'role without permission', members: ['a backend without permission'] },
  { title: 'publisher', members: ['the publisher'] },
];

/** @throws Error where the members of a column are told different things, or a member has no column */
function inColumns(name: string, told: (member: Member) => string): string {
  const missing = members.filter((member) => !columns.some((column) => column.members.includes(member)));
  if (missing.length > 0) throw new Error(`${missing.join(', ')}: no column of the page.`);
  const cells = columns.map((column) => {
    const different = new Set(column.members.map(told));
    if (different.size > 1) throw new Error(`${name}: ${column.members.join(', ')} need columns of their own.`);
    return [...different][0];
  });
  return `| ${name} | ${cells.join(' | ')} |`;
}

const head = (first: string): string[] => [
  `| ${first} | ${columns.map(({ title }) => title).join(' | ')} |`,
  `|---|${columns.map(() => '---|').join('')}`,
];

/** Every operation by every kind of caller, as Markdown. */
export function renderOperations(rows: OperationRow[]): string {
  const lines = rows.map((row) => {
    const told = (member: Member): string => {
      if (row.answered.includes(member)) return 'yes';
      const outcome = row.otherwise?.[member] ?? 'Unauthorized';
      return outcome === 'Unauthorized' ? '–' : outcome === 'nothing' ? 'null' : `\`${outcome}\``;
    };
    return { field: row.field, line: inColumns(`\`${row.field}\`${row.case ? ` ${row.case}` : ''}`, told) };
  });
  // The order of the table is that of the walk; readers look fields up by name.
  lines.sort((one, other) => (one.field < other.field ? -1 : one.field > other.field ? 1 : 0));
  return [...head('operation'), ...lines.map(({ line }) => line)].join('\n');
}

/** Every field of every other type by every kind of caller, as Markdown: a type's fields are read alike. */
export function renderTypes(rows: TypeRow[]): string {
  const lines = rows.map(({ type, fields, readers }) => {
    const name = `\`${type}\`: ${fields.map((field) => `\`${field}\``).join(', ')}`;
    return inColumns(name, (member) => (readers.includes(member) ? 'yes' : '–'));
  });
  return [...head('type and its fields'), ...lines.sort()].join('\n');
}
