import type * as z from 'zod';

/** A request to /invocations that breaks the contract; `path` says where. */
export class InvalidInvocationError extends Error {
  readonly code = 'INVALID_REQUEST';
  constructor(
    readonly path: string,
    readonly expected: string,
    received: unknown,
  ) {
    super(`${path} must be ${expected}; received ${describe(received)}.`);
    this.name = 'InvalidInvocationError';
  }
}

/**
 * The value as the schema gives it. Every schema of the contract says in its error what the value must be.
 * @param place what messages call the value; the paths of its members begin with it unless it is the body itself
 * @throws InvalidInvocationError naming the first member that is wrong
 */
export function parseBy<Output>(schema: z.ZodType<Output>, value: unknown, place: string): Output {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path;
  throw new InvalidInvocationError(placeOf(path, place), issue.message, valueAt(value, path));
}

/** What messages call the body as a whole. */
export const theBody = 'The body';

function placeOf(path: readonly PropertyKey[], place: string): string {
  if (path.length === 0) return place;
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return place === theBody ? text.slice(1) : place + text;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((inner, part) => (inner as Record<PropertyKey, unknown> | undefined)?.[part], value);
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = textOf(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // JSON can be read however deep it is nested, but not written.
    return 'a value that is nested too deeply';
  }
}
