function holdsUndefined(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === undefined;
  if (Array.isArray(value)) return value.some(holdsUndefined);
  for (const name in value) if (holdsUndefined((value as Record<string, unknown>)[name])) return true;
  return false;
}

/** JSON in which a member that is undefined is null, as to AWS the two are one value. */
export const toJson = (value: unknown): string =>
  holdsUndefined(value)
    ? JSON.stringify(value, (_name, member: unknown) => (member === undefined ? null : member))
    : JSON.stringify(value);

/** Says that a value has no copy by members alone. */
const beyond = Symbol('beyond');

/**
 * What `JSON.parse(toJson(value))` gives, cheaper: what one handler leaves to the next is copied as on AWS,
 * where it is JSON in between, so no two members are one object and nothing is left that JSON does not have.
 * @throws TypeError for a value that refers to itself
 */
export function copyPlain(value: unknown): unknown {
  try {
    const copy = copyOf(value);
    if (copy !== beyond) return copy;
  } catch (failure) {
    // Deeper than this goes, or in a circle: JSON tells which.
    if (!(failure instanceof RangeError)) throw failure;
  }
  return JSON.parse(toJson(value) ?? 'null');
}

function copyOf(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      // JSON has no other zero, and no number without end.
      return Number.isFinite(value) ? value + 0 : null;
    case 'undefined':
      return null;
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? copyOfList(value) : copyOfObject(value as Record<string, unknown>);
    default:
      return beyond;
  }
}

function copyOfList(list: unknown[]): unknown {
  const copy = new Array<unknown>(list.length);
  for (let at = 0; at < list.length; at += 1) {
    const member = copyOf(list[at]);
    if (member === beyond) return beyond;
    copy[at] = member;
  }
  return copy;
}

function copyOfObject(object: Record<string, unknown>): unknown {
  // Boxed values, and what says its own JSON.
  if (Object.getPrototypeOf(object) !== Object.prototype || object.toJSON !== undefined) return beyond;
  // A copy of this kind keeps the shape, so that its members need not be added one by one.
  const copy = { ...object };
  for (const name in copy) {
    const value = copy[name];
    if (typeof value === 'string' || typeof value === 'boolean') continue;
    const member = copyOf(value);
    if (member === beyond) return beyond;
    copy[name] = member;
  }
  return copy;
}
