import { originOf } from '../../schema/contract/recommendationId.ts';

/** A row of a table, or a line of the archive. */
export type Row = Record<string, unknown>;

/** What docs/metrics.md says counts for a list, and as what. */
const kindOf: Record<string, string> = {
  IMPRESSION: 'impressions',
  VIEW: 'clicks',
  CLICK: 'clicks',
  ADD_TO_CART: 'carts',
  PURCHASE: 'purchases',
};
/** How much earlier than its list something may have happened: clocks differ. Milliseconds. */
const longestLead = 5 * 60_000;

/** Sums by what they are of. */
export type Sums = ReadonlyMap<string, number>;

/** Adds up in a map. */
function sumUp(entries: Iterable<readonly [string, number]>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [name, amount] of entries) sums.set(name, (sums.get(name) ?? 0) + amount);
  return sums;
}

const nameOf = (day: string, of: string, position: unknown, sum: string): string =>
  [day, of, `place ${String(position ?? '-')}`, sum].join(', ');

/**
 * What the stored interactions say of the lists of a placement: each thing once for a list and item, for the version and
 * source that the list's id names, at the position that was said.
 * @param isByOrigin false leaves out which lists, and adds up
 */
export function recountMetrics(rows: readonly Row[], placement: string, isByOrigin: boolean): Sums {
  const seen = new Set<string>();
  const entries: [string, number][] = [];
  for (const { pk, itemId, eventType, eventValue, timestamp, recommendationId, position } of rows) {
    const origin = typeof recommendationId === 'string' ? originOf(recommendationId) : null;
    const kind = kindOf[String(eventType)];
    if (!origin || kind === undefined || origin.placement !== placement) continue;
    if (Date.parse(String(timestamp)) < origin.madeAt * 1000 - longestLead) continue;
    const thing = JSON.stringify([pk, recommendationId, itemId, kind]);
    if (seen.has(thing)) continue;
    seen.add(thing);
    const day = new Date(origin.madeAt * 1000).toISOString().slice(0, 10);
    const { modelVersion, source, degraded } = origin;
    const list = isByOrigin ? `${modelVersion ?? '-'} ${source}${degraded ? '-' : ''}` : 'every list';
    entries.push([nameOf(day, list, isByOrigin ? position : undefined, kind), 1]);
    if (kind === 'purchases') {
      entries.push([nameOf(day, list, isByOrigin ? position : undefined, 'revenue'), Number(eventValue ?? 0)]);
    }
  }
  return sumUp(entries.filter(([, amount]) => amount !== 0));
}

/** The same from the rows of sums. Their keys: schema/contract/metrics.ts. */
export function countedMetrics(rows: readonly Row[], placement: string, isByOrigin: boolean): Sums {
  const entries = rows
    .filter(({ pk, sk }) => pk === `METRIC#${placement}` && !String(sk).endsWith('#ITEMS'))
    .flatMap((row) => {
      const [day, , , version, source, block] = String(row.sk).split('#');
      const list = isByOrigin ? `${version} ${source}` : 'every list';
      return Object.entries(row).flatMap(([attribute, amount]): [string, number][] => {
        const [, sum, place] = /^(impressions|clicks|carts|purchases|revenue)(\d*)$/.exec(attribute) ?? [];
        if (sum === undefined) return [];
        const position = block === '-' ? undefined : 25 * Number(block) + Number(place);
        return [[nameOf(day, list, isByOrigin ? position : undefined, sum), Number(amount)]];
      });
    });
  return sumUp(entries);
}

/** What differs between sums. */
export function differences(counted: Sums, recount: Sums): string[] {
  return [...new Set([...counted.keys(), ...recount.keys()])]
    .filter((name) => (counted.get(name) ?? 0) !== (recount.get(name) ?? 0))
    .map((name) => `${name}: counted ${counted.get(name) ?? 0}, recount ${recount.get(name) ?? 0}`);
}

const contentOf = ({ itemId, eventType, timestamp, recommendationId, eventValue }: Row): string =>
  JSON.stringify([itemId, eventType, Date.parse(String(timestamp)), recommendationId ?? null, eventValue ?? null]);

/** What each of some people did, whatever they are called: a sum for each different history. */
const histories = (rows: readonly Row[], who: (row: Row) => unknown): Sums => {
  const ofPeople = new Map<unknown, string[]>();
  for (const row of rows) {
    const history = ofPeople.get(who(row)) ?? [];
    ofPeople.set(who(row), history);
    history.push(contentOf(row));
  }
  return sumUp([...ofPeople.values()].map((history) => [history.sort().join(' '), 1] as const));
};

/** Histories that are in the archive and not in the table, or the other way round; the archive knows no names. */
export function archiveDifferences(archived: readonly Row[], stored: readonly Row[]): string[] {
  const [inArchive, inTable] = [histories(archived, ({ userId }) => userId), histories(stored, ({ pk }) => pk)];
  return differences(inArchive, inTable).map(
    (one) => `${archived.length} archived, ${stored.length} stored: …${one.slice(-200)}`,
  );
}
