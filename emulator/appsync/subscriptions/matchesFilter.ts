import type { SubscriptionFilter, SubscriptionFilterCondition } from '../../appsync-js/index.ts';

/**
 * Whether a published value passes an enhanced filter: the conditions of one group must all hold, one group is enough.
 * https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html
 */
export function matchesFilter(filter: SubscriptionFilter, payload: unknown): boolean {
  return filter.filterGroup.some((group) =>
    group.filters.every((condition) => holds(condition, valuesAt(payload, condition.fieldName.split('.')))),
  );
}

/** The value at a path, `seller.address.zip`; lists on the way and at its end contribute their members. */
function valuesAt(value: unknown, path: string[]): { values: unknown[]; isList: boolean } {
  if (Array.isArray(value)) {
    return { values: value.flatMap((member) => valuesAt(member, path).values), isList: true };
  }
  if (path.length === 0) return { values: value === undefined || value === null ? [] : [value], isList: false };
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, path[0]))
    return { values: [], isList: false };
  return valuesAt((value as Record<string, unknown>)[path[0]], path.slice(1));
}

function holds(
  { operator, value }: SubscriptionFilterCondition,
  found: { values: unknown[]; isList: boolean },
): boolean {
  const { values, isList } = found;
  const some = (test: (candidate: unknown) => boolean): boolean => values.some(test);
  switch (operator) {
    case 'eq':
      return value === null ? values.length === 0 : some((candidate) => same(candidate, value));
    case 'ne':
      return value === null ? values.length > 0 : !some((candidate) => same(candidate, value));
    case 'lt':
      return some((candidate) => compare(candidate, value, (order) => order < 0));
    case 'le':
      return some((candidate) => compare(candidate, value, (order) => order <= 0));
    case 'gt':
      return some((candidate) => compare(candidate, value, (order) => order > 0));
    case 'ge':
      return some((candidate) => compare(candidate, value, (order) => order >= 0));
    case 'between': {
      const [low, high] = listOf(value);
      return some(
        (candidate) =>
          compare(candidate, low, (order) => order >= 0) && compare(candidate, high, (order) => order <= 0),
      );
    }
    case 'beginsWith':
      return some((candidate) => typeof candidate === 'string' && candidate.startsWith(String(value)));
    case 'contains':
      return contains(values, isList, value);
    case 'notContains':
      return !contains(values, isList, value);
    case 'containsAny':
      return listOf(value).some((wanted) => contains(values, isList, wanted));
    case 'in':
      return some((candidate) => listOf(value).some((wanted) => same(candidate, wanted)));
    case 'notIn':
      return !some((candidate) => listOf(value).some((wanted) => same(candidate, wanted)));
    default:
      return false;
  }
}

/** A list contains a member; a text contains a part. */
function contains(values: unknown[], isList: boolean, wanted: unknown): boolean {
  if (isList) return values.some((candidate) => same(candidate, wanted));
  return values.some((candidate) =>
    typeof candidate === 'string' ? candidate.includes(String(wanted)) : same(candidate, wanted),
  );
}

function same(left: unknown, right: unknown): boolean {
  return left === right;
}

function compare(left: unknown, right: unknown, test: (order: number) => boolean): boolean {
  if (typeof left === 'number' && typeof right === 'number') return test(left - right);
  if (typeof left === 'string' && typeof right === 'string') return test(left < right ? -1 : left > right ? 1 : 0);
  return false;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}
