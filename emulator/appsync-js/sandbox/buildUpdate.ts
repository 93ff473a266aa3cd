import { isSet, toDynamoDB } from './attributeValues.ts';
import type { DynamoDBExpression } from './buildExpression.ts';

/** What `operations.*` return: plain markers, so they survive being spread or stored in the stash. */
interface Operation {
  type: string;
  value?: unknown;
  items?: unknown;
  by?: number;
  index?: number;
}

/** The `operations` of the DynamoDB module; the markers are those recorded on AWS. */
export const operations = {
  add: (value: unknown): Operation => ({ type: 'OPERATION_ADD', value }),
  append: (items: unknown[]): Operation => ({ type: 'OPERATION_APPEND', items }),
  prepend: (items: unknown[]): Operation => ({ type: 'OPERATION_PREPEND', items }),
  increment: (by?: number): Operation => ({ type: 'OPERATION_INCREMENT', by }),
  decrement: (by?: number): Operation => ({ type: 'OPERATION_DECREMENT', by }),
  remove: (): Operation => ({ type: 'OPERATION_REMOVE' }),
  replace: (value: unknown): Operation => ({ type: 'OPERATION_REPLACE', value }),
  updateListItem: (value: unknown, index: number): Operation => ({ type: 'OPERATION_UPDATE_LIST_ITEM', value, index }),
};

type Bind = (value: unknown) => string;
type Render = (name: string, bind: Bind) => string;

const asOperation = (value: unknown): Operation | null => {
  const type = typeof value === 'object' && value !== null ? (value as Operation).type : undefined;
  return typeof type === 'string' && type.startsWith('OPERATION_') ? (value as Operation) : null;
};

function renderSet(value: unknown): Render {
  const operation = asOperation(value);
  switch (operation?.type) {
    case undefined:
      return (name, bind) => `${name} = ${bind(value)}`;
    case 'OPERATION_APPEND':
      return (name, bind) => `${name} = list_append(${name}, ${bind(operation?.items)})`;
    case 'OPERATION_PREPEND':
      return (name, bind) => `${name} = list_append(${bind(operation?.items)}, ${name})`;
    case 'OPERATION_INCREMENT':
      return (name, bind) => `${name} = ${name} + ${bind(operation?.by ?? 1)}`;
    case 'OPERATION_DECREMENT':
      return (name, bind) => `${name} = ${name} - ${bind(operation?.by ?? 1)}`;
    case 'OPERATION_UPDATE_LIST_ITEM':
      return (name, bind) => `${name}[${operation?.index}] = ${bind(operation?.value)}`;
    default:
      return (name, bind) => `${name} = ${bind(operation?.value)}`;
  }
}

const isListItemUpdate = (value: unknown): value is unknown[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((each) => asOperation(each)?.type === 'OPERATION_UPDATE_LIST_ITEM');

type Change = { path: string[]; render: Render };

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isSet(value);

/** A plain object stands for its members: they change one by one, and what it does not name stays. */
function collectChanges(
  update: Record<string, unknown>,
  parents: string[],
  sets: Change[],
  removals: string[][],
): void {
  for (const [field, value] of Object.entries(update)) {
    const path = [...parents, field];
    const operation = asOperation(value);
    if (operation?.type === 'OPERATION_REMOVE') removals.push(path);
    else if (operation === null && isFields(value) && Object.keys(value).length > 0) {
      collectChanges(value, path, sets, removals);
    } else for (const each of isListItemUpdate(value) ? value : [value]) sets.push({ path, render: renderSet(each) });
  }
}

/**
 * Turns an update object into one SET and one REMOVE clause; aliases are numbered in the order the clauses come out,
 * one for each name in a path. A plain value replaces the attribute.
 */
export function buildUpdate(update: Record<string, unknown>): DynamoDBExpression {
  const sets: Change[] = [];
  const removals: string[][] = [];
  collectChanges(update, [], sets, removals);
  const aliases: Record<string, string> = {};
  const alias = (path: string[]): string =>
    path
      .map((name) => {
        if (!Object.hasOwn(aliases, name)) aliases[name] = `#expName_${Object.keys(aliases).length + 1}`;
        return aliases[name];
      })
      .join('.');
  const expressionValues: DynamoDBExpression['expressionValues'] = {};
  const bind: Bind = (value) => {
    const name = `:expValue_${Object.keys(expressionValues).length + 1}`;
    expressionValues[name] = toDynamoDB(value);
    return name;
  };
  const clauses: string[] = [];
  if (sets.length > 0) clauses.push(`SET ${sets.map(({ path, render }) => render(alias(path), bind)).join(', ')}`);
  if (removals.length > 0) clauses.push(`REMOVE ${removals.map(alias).join(', ')}`);
  const expressionNames = Object.fromEntries(Object.entries(aliases).map(([field, name]) => [name, field]));
  return { expression: clauses.join(' '), expressionNames, expressionValues };
}
