import type { ItemFilter, ListOperators, NumberOperators, StringOperators } from './invocation.ts';
import type { CatalogueItem } from './item.ts';

/**
 * Whether the item meets the filter. Every condition that is given must hold; null counts as not given. A field that
 * the item lacks meets only `ne`, `notContains` and `exists: false`. Text compares by code unit, `availableFrom` and
 * `availableUntil` as instants. The model and the functions share this one meaning.
 */
export function matchesFilter(filter: ItemFilter, item: CatalogueItem): boolean {
  return (
    matchesComparable(filter.itemId, item.itemId) &&
    matchesComparable(filter.title, item.title) &&
    matchesComparable(filter.brand, item.brand) &&
    matchesComparable(filter.creator, item.creator) &&
    matchesList(filter.categories, item.categories) &&
    matchesList(filter.tags, item.tags) &&
    matchesComparable(filter.price, item.price) &&
    matchesComparable(filter.availableFrom, item.availableFrom, toInstant) &&
    matchesComparable(filter.availableUntil, item.availableUntil, toInstant) &&
    (filter.and == null || filter.and.every((part) => matchesFilter(part, item))) &&
    (filter.or == null || filter.or.some((part) => matchesFilter(part, item))) &&
    (filter.not == null || !matchesFilter(filter.not, item))
  );
}

type Comparable = string | number;
type Operators = StringOperators | NumberOperators;

function toInstant(text: string): number {
  return Date.parse(text);
}

/** `convert` turns texts into what is compared; by default they are compared as they are. */
function matchesComparable<Value extends Comparable>(
  operators: Operators | null | undefined,
  value: Value | null | undefined,
  convert?: (value: string) => Comparable,
): boolean {
  if (operators == null) return true;
  const { exists, eq, ne, in: oneOf, between, gt, ge, lt, le } = operators;
  if (value == null) {
    const asksForPresence = eq ?? oneOf ?? between ?? gt ?? ge ?? lt ?? le;
    if (asksForPresence != null || exists === true) return false;
    const { contains, beginsWith } = operators as StringOperators;
    return contains == null && beginsWith == null;
  }
  const read = (operand: Comparable): Comparable =>
    convert !== undefined && typeof operand === 'string' ? convert(operand) : operand;
  const actual = read(value);
  const text = String(value);
  const { contains, beginsWith } = operators as StringOperators;
  return (
    exists !== false &&
    (eq == null || actual === read(eq)) &&
    (ne == null || actual !== read(ne)) &&
    (oneOf == null || (oneOf as Comparable[]).some((operand) => actual === read(operand))) &&
    (gt == null || actual > read(gt)) &&
    (ge == null || actual >= read(ge)) &&
    (lt == null || actual < read(lt)) &&
    (le == null || actual <= read(le)) &&
    (between == null || (actual >= read(between[0]) && actual <= read(between[1]))) &&
    (contains == null || text.includes(contains)) &&
    (beginsWith == null || text.startsWith(beginsWith))
  );
}

function matchesList(operators: ListOperators | null | undefined, values: string[] | null | undefined): boolean {
  if (operators == null) return true;
  const members = values ?? [];
  const { contains, notContains, containsAny, containsAll, exists } = operators;
  return (
    (contains == null || members.includes(contains)) &&
    (notContains == null || !members.includes(notContains)) &&
    (containsAny == null || containsAny.some((value) => members.includes(value))) &&
    (containsAll == null || containsAll.every((value) => members.includes(value))) &&
    (exists == null || exists === members.length > 0)
  );
}
