import { matchesFilter } from '../../model/contract/index.ts';
import type { CatalogueItem } from '../../model/contract/index.ts';
import type { PlacementSettings } from '../../schema/contract/feedback.ts';
import type { HistoryEntry } from '../../schema/contract/scoring.ts';
import type { ItemFinding } from '../../schema/generated/types.ts';
import type { ParsedExplainRequest } from './parseScoreInput.ts';
import type { PlacementRules } from './PlacementRules.ts';

export interface ObstacleSearch {
  item: CatalogueItem;
  request: ParsedExplainRequest;
  rules: PlacementRules;
  settings: PlacementSettings;
  /** The user's newest interactions. */
  history: HistoryEntry[];
  /** All that the user interacted with. */
  seen: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  now: number;
}

/** What keeps an item out of a list whatever its score: each rule of `Eligibility` by itself. */
export function findObstacles({ item, request, rules, settings, history, seen, now }: ObstacleSearch): ItemFinding[] {
  const { itemId, availableFrom, availableUntil } = item;
  const found: ItemFinding[] = [];
  const add = (code: ItemFinding['code'], message: string, remedy: string): void => {
    found.push({ code, keepsOut: true, message, remedy });
  };
  if (item.hidden) add('HIDDEN', 'The item is hidden in the catalogue.', 'Write it with putItem and hidden: false.');
  if (availableFrom && Date.parse(availableFrom) > now) {
    const remedy = 'Wait until then, or write an earlier availableFrom.';
    add('NOT_YET_AVAILABLE', `The item is available from ${availableFrom}.`, remedy);
  }
  if (availableUntil && Date.parse(availableUntil) <= now) {
    const remedy = 'Write a later availableUntil, or none.';
    add('NO_LONGER_AVAILABLE', `The item was available until ${availableUntil}.`, remedy);
  }
  if (seen.has(itemId)) {
    const last = history.find((interaction) => interaction.itemId === itemId);
    const how = last ? `, last by ${last.eventType} at ${last.timestamp}` : ', longer ago than the newest interactions';
    add('SEEN', `The user interacted with the item${how}.`, 'None: lists leave out what a user interacted with.');
  }
  if (request.excludeItemIds?.includes(itemId)) {
    add('EXCLUDED', 'The request names the item in excludeItemIds.', 'Leave it out of excludeItemIds.');
  }
  if (request.filter && !matchesFilter(request.filter, item)) {
    add('FILTERED_BY_REQUEST', 'The item does not pass the filter of the request.', 'Ask without the filter.');
  }
  if (rules.filter && !matchesFilter(rules.filter, item)) {
    const message = `The item does not pass the filter of the placement: ${settings.filter}.`;
    add('FILTERED', message, 'Change the filter by putPlacement, or the fields of the item.');
  }
  if (rules.buriedItemIds.has(itemId)) {
    add('BURIED', 'The placement buries the item.', 'Take the rule about the item out of buried by putPlacement.');
  }
  if (rules.buriedFilter && !matchesFilter(rules.buriedFilter, item)) {
    const categories = rules.buriedCategories.filter((category) => item.categories?.includes(category));
    const named = categories.map((category) => `"${category}"`).join(', ');
    const remedy = 'Take the rule about the category out of buried by putPlacement, or the item out of the category.';
    add('BURIED', `The placement buries the category ${named}.`, remedy);
  }
  return found;
}
