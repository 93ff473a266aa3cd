import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation } from './OperationGrammar.ts';

/** The errorTypes of docs/errors.md, from its headings. GraphQL's own refusals have none. */
const closedList = new Set(
  readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('### '))
    .flatMap((line) => line.match(/\b[A-Z][a-z]+(?:[A-Z][a-zA-Z]+)?\b/g) ?? []),
);
/** Nobody threatened the database here and nothing takes 30 seconds. */
const unexpected = new Set(['Throttled', 'ExecutionTimeout', 'InternalFailure']);
/** Code, folders, tables and roles are nobody's business. */
export const internal =
  /node_modules|\.[jt]s:\d|\bat .*\(.*:\d+\)|arn:aws|DynamoDB|TypeError|ReferenceError|ConditionalCheck|BigInt/;

export interface FuzzAnswer {
  /** 0 when no answer came in time. */
  status: number;
  data?: Record<string, unknown> | null;
  errors?: { errorType?: string | null; message: string }[];
}

export interface Violation {
  what: string;
  operation: Operation;
  answer: FuzzAnswer;
}

/** The entries of a batch, which fail one by one. */
const entriesOf = ({ data }: FuzzAnswer): { outcome?: string; errorType?: string | null; message?: string | null }[] =>
  Object.values(data ?? {}).flatMap((value) => (value as { results?: [] } | null)?.results ?? []);

/** In one word each, every one once: an operation of several fields or entries may have several. */
export function outcomesOf(answer: FuzzAnswer): string[] {
  if (answer.status === 0) return ['no answer'];
  const failures = (answer.errors ?? []).map(({ errorType }) => errorType ?? 'does not fit the schema');
  const entries = entriesOf(answer).map(({ errorType }) => errorType ?? 'answered');
  const all = [...new Set([...failures, ...entries])];
  return all.length ? all : ['answered'];
}

/** What is wrong with an answer, whatever was asked. */
export function judge(operation: Operation, answer: FuzzAnswer): Violation[] {
  const found: string[] = [];
  if (answer.status === 0) found.push('no answer in time');
  else if (answer.status >= 500) found.push(`HTTP status ${answer.status}`);
  for (const outcome of outcomesOf(answer)) {
    if (['no answer', 'answered', 'does not fit the schema'].includes(outcome)) continue;
    if (unexpected.has(outcome)) found.push(outcome);
    else if (!closedList.has(outcome)) found.push(`${outcome} is not in docs/errors.md`);
  }
  for (const { outcome } of entriesOf(answer)) if (outcome === 'RETRY') found.push('RETRY without a cause');
  const messages = [...(answer.errors ?? []), ...entriesOf(answer)].map(({ message }) => message ?? '');
  // A message may repeat what was received, whatever that was.
  if (messages.some((message) => internal.test(message))) found.push('a message tells of what is inside');
  return [...new Set(found)].map((what) => ({ what, operation, answer }));
}
