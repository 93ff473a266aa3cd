import { parseItemFilter } from '../../model/contract/index.ts';
import type { ItemFilter } from '../../model/contract/index.ts';
import type { PlacementSettings, RuleDates } from '../../schema/contract/feedback.ts';
import type { HistoryEntry } from '../../schema/contract/scoring.ts';

/** The rules of a placement that are in force at a moment. */
export interface PlacementRules {
  /** Items placed first, in this order. */
  pinnedItemIds: string[];
  /** Factors by item id and by category; those of several rules are multiplied. */
  boosts: Record<string, number>;
  categoryBoosts: Record<string, number>;
  /** Never in the list. */
  buriedItemIds: ReadonlySet<string>;
  buriedCategories: string[];
  /** Leaves out the buried categories. */
  buriedFilter?: ItemFilter;
  /** The placement's own filter. */
  filter?: ItemFilter;
  /** When the next rule begins or ends to be in force. */
  nextChange?: string;
}

/** @param now milliseconds since 1970 */
export function rulesInForce(settings: PlacementSettings, now: number): PlacementRules {
  const instant = new Date(now).toISOString();
  const inForce = <Rule extends RuleDates>(rules: Rule[] | null | undefined): Rule[] =>
    (rules ?? []).filter(({ from, until }) => (!from || from <= instant) && (!until || instant < until));
  const boosted = inForce(settings.boosted);
  const buried = inForce(settings.buried);
  const buriedCategories = buried.flatMap(({ category }) => category ?? []);
  const dated: RuleDates[] = [...(settings.pinned ?? []), ...(settings.boosted ?? []), ...(settings.buried ?? [])];
  const [nextChange] = dated
    .flatMap(({ from, until }) => [from, until])
    .filter((change): change is string => !!change && change > instant)
    .sort();
  return {
    pinnedItemIds: inForce(settings.pinned).map(({ itemId }) => itemId),
    boosts: factorsBy(boosted.map(({ itemId, factor }) => [itemId, factor])),
    categoryBoosts: factorsBy(boosted.map(({ category, factor }) => [category, factor])),
    buriedItemIds: new Set(buried.flatMap(({ itemId }) => itemId ?? [])),
    buriedCategories,
    nextChange,
    ...(buriedCategories.length > 0 && { buriedFilter: { not: { categories: { containsAny: buriedCategories } } } }),
    ...(settings.filter && { filter: parseItemFilter(JSON.parse(settings.filter), 'filter') }),
  };
}

/** The interactions that the model is told of. */
export function countedOf(history: HistoryEntry[], { eventTypes }: PlacementSettings): HistoryEntry[] {
  return history.filter(({ eventType }) => eventTypes?.includes(eventType) ?? true);
}

/** All of the filters in one; undefined when there are none. */
export function allFilters(...filters: (ItemFilter | undefined)[]): ItemFilter | undefined {
  const given = filters.filter((filter) => filter !== undefined);
  return given.length > 1 ? { and: given } : given[0];
}

function factorsBy(rules: [name: string | null | undefined, factor: number][]): Record<string, number> {
  const factors = new Map<string, number>();
  for (const [name, factor] of rules) {
    if (typeof name === 'string') factors.set(name, (factors.get(name) ?? 1) * factor);
  }
  return Object.fromEntries(factors);
}
