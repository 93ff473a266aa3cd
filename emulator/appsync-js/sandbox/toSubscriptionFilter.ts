interface Condition {
  fieldName: string;
  operator: string;
  value: unknown;
}

/** Alternatives (OR) of conditions that hold together (AND). */
type Groups = Condition[][];
type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Joins by AND: every alternative on the left with every one on the right; nothing at all on a side is neutral. */
function combine(left: Groups, right: Groups): Groups {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  return left.flatMap((group) => right.map((other) => [...group, ...other]));
}

function toGroups(filter: unknown, ignored: readonly string[]): Groups {
  if (!isFields(filter)) return [];
  let groups: Groups = [];
  for (const [name, member] of Object.entries(filter)) {
    if (ignored.includes(name)) continue;
    if (name === 'and' && Array.isArray(member)) {
      for (const each of member) groups = combine(groups, toGroups(each, ignored));
    } else if (name === 'or' && Array.isArray(member)) {
      groups = combine(
        groups,
        member.flatMap((each) => toGroups(each, ignored)),
      );
    } else {
      groups = combine(groups, toAlternatives(name, member));
    }
  }
  return groups;
}

/** As recorded on AWS, the operators of one field are alternatives, and unknown operators pass through. */
const toAlternatives = (fieldName: string, operators: unknown): Groups =>
  isFields(operators) ? Object.entries(operators).map(([operator, value]) => [{ fieldName, operator, value }]) : [];

/**
 * Turns a filter object into the groups of an enhanced subscription filter; at least one of `rules` is added to each.
 * Null when `filter` is not an object. https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html
 */
export function toSubscriptionFilter(filter: unknown, ignoredFields?: unknown, rules?: unknown): unknown {
  if (!isFields(filter)) return null;
  const ignored = Array.isArray(ignoredFields) ? (ignoredFields as string[]) : [];
  const alternatives = isFields(rules)
    ? Object.entries(rules).flatMap(([name, operators]) => toAlternatives(name, operators))
    : [];
  const groups = combine(toGroups(filter, ignored), alternatives);
  return { filterGroup: groups.map((filters) => ({ filters })) };
}
