/** How deep and how many members are compared: the language has no recursion, and its loops end after 1,000 rounds. */
const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7];
const MOST_MEMBERS = 900;

interface Member {
  path: string;
  value: unknown;
}

/**
 * Whether two JSON texts stand for the same value, whatever the order of members. Texts that differ and are nested
 * deeper than eight levels, or have more than 900 members, count as different: the careful answer.
 */
export function isSameJson(one: string | null | undefined, other: string | null | undefined): boolean {
  if ((one ?? null) === (other ?? null)) return true;
  if (!one || !other) return false;
  const first = leavesOf(one);
  const second = leavesOf(other);
  const paths = Object.keys(first);
  return (
    paths.length <= MOST_MEMBERS &&
    paths.length === Object.keys(second).length &&
    paths.every((path) => Object.hasOwn(second, path) && first[path] === second[path])
  );
}

/** The values that hold no others by their paths, as JSON text; what lies too deep stays the text that it is. */
function leavesOf(json: string): Record<string, string> {
  const leaves: Record<string, string> = {};
  let members: Member[] = [{ path: '', value: JSON.parse(json) as unknown }];
  LEVELS.forEach((level) => {
    const below: Member[] = [];
    members.forEach(({ path, value }) => {
      const text = JSON.stringify(value);
      const isNested = level < LEVELS.length - 1 && (text.startsWith('{') || text.startsWith('[')) && text.length > 2;
      if (!isNested) leaves[path] = text;
      else {
        // A name and a place in a list never meet: names are quoted.
        const isList = text.startsWith('[');
        Object.entries(value as object).forEach(([name, member]) => {
          below.push({ path: `${path}/${isList ? name : JSON.stringify(name)}`, value: member as unknown });
        });
      }
    });
    members = below;
  });
  return leaves;
}
