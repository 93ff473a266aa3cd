import { idText, quote } from '../../schema/contract/checks.ts';
import type { PlacementSettings, RuleDates, RuleTarget } from '../../schema/contract/feedback.ts';
import { parseInstant, toInstant } from '../../schema/contract/instant.ts';
import {
  largestBoostFactor,
  largestExplorationPool,
  maximumBoostRules,
  maximumBuriedCategories,
  maximumBuryRules,
  maximumExploration,
  maximumLatencyMilliseconds,
  maximumPinnedItems,
  maximumPlacementBytes,
  maximumRankedItems,
  maximumRuleItems,
  minimumLatencyMilliseconds,
  smallestBoostFactor,
} from '../../schema/contract/limits.ts';
import type { PlacementSettingsInput, RecommendationSource } from '../../schema/generated/types.ts';
import { requireId, requireNumber } from './checks.ts';
import { invalidInput, requireNone } from './invalidInput.ts';
import { readItemFilter } from './itemFilter.ts';
import { lengthProblem } from './lengthProblem.ts';
import { utf8Bytes } from './utf8Bytes.ts';

/** Sources that need no model. */
const fallbackSources: RecommendationSource[] = ['STORED', 'CONTENT', 'TRENDING', 'POPULAR', 'LATEST'];

/**
 * The settings of a placement as they are kept, or the end of the request with `InvalidInput`, which names the field and
 * the reason. Whether the items are in the catalogue is the caller's to ask (`itemIdsOf`).
 *
 * @param path - where the settings stand in the request, for example `input.settings`
 */
export function readPlacementSettings(path: string, given: PlacementSettingsInput): PlacementSettings {
  if (given.filter) readItemFilter(given.filter, `${path}.filter`);
  const { pinned, boosted, buried, fallback, eventTypes, maximumItems, maxLatencyMs } = given;
  const settings: PlacementSettings = {};
  if (given.filter) settings.filter = JSON.stringify(given.filter);
  if (isGiven(given.diversity)) settings.diversity = requireNumber(`${path}.diversity`, given.diversity, 0, 1, 0);
  if (isGiven(given.freshness)) settings.freshness = requireNumber(`${path}.freshness`, given.freshness, 0, 1, 0);
  if (isGiven(given.exploration)) {
    settings.exploration = requireNumber(`${path}.exploration`, given.exploration, 0, maximumExploration, 0);
  }
  if (isGiven(given.explorationDepth)) {
    const depth = given.explorationDepth;
    settings.explorationDepth = requireNumber(`${path}.explorationDepth`, depth, 1, largestExplorationPool, 1);
  }
  if (isGiven(given.lowersPassedOver)) settings.lowersPassedOver = given.lowersPassedOver;
  if (pinned) {
    requireAtMost(`${path}.pinned`, pinned.length, maximumPinnedItems, 'items');
    settings.pinned = pinned.map(({ itemId, from, until }, index) => {
      const at = `${path}.pinned[${index}]`;
      requireId(`${at}.itemId`, itemId);
      return { itemId, ...readDates(at, { from, until }) };
    });
    requireDistinct(
      `${path}.pinned`,
      pinned.map(({ itemId }) => itemId),
      'items',
    );
  }
  if (boosted) {
    requireAtMost(`${path}.boosted`, boosted.length, maximumBoostRules, 'rules');
    settings.boosted = boosted.map(({ itemId, category, from, until, factor }, index) => {
      const at = `${path}.boosted[${index}]`;
      return {
        ...readTarget(at, { itemId, category }),
        factor: requireNumber(`${at}.factor`, factor, smallestBoostFactor, largestBoostFactor, 1),
        ...readDates(at, { from, until }),
      };
    });
  }
  if (buried) {
    requireAtMost(`${path}.buried`, buried.length, maximumBuryRules, 'rules');
    const categories = buried.filter(({ category }) => isGiven(category)).length;
    if (categories > maximumBuriedCategories) {
      invalidInput(`${path}.buried`, `${categories} categories`, `at most ${maximumBuriedCategories}`);
    }
    settings.buried = buried.map(({ itemId, category, from, until }, index) => {
      const at = `${path}.buried[${index}]`;
      return { ...readTarget(at, { itemId, category }), ...readDates(at, { from, until }) };
    });
  }
  if (fallback) {
    if (fallback.length === 0) invalidInput(`${path}.fallback`, 'an empty list', 'at least one source');
    const wrong = fallback.find((source) => !fallbackSources.includes(source));
    if (wrong) invalidInput(`${path}.fallback`, wrong, fallbackSources.join(', '));
    requireDistinct(`${path}.fallback`, fallback, 'sources');
    settings.fallback = fallback;
  }
  if (eventTypes) {
    if (eventTypes.length === 0) invalidInput(`${path}.eventTypes`, 'an empty list', 'at least one event type');
    requireDistinct(`${path}.eventTypes`, eventTypes, 'event types');
    settings.eventTypes = eventTypes;
  }
  if (isGiven(maximumItems)) {
    settings.maximumItems = requireNumber(`${path}.maximumItems`, maximumItems, 1, maximumRankedItems, 1);
  }
  if (isGiven(maxLatencyMs)) {
    const [least, most] = [minimumLatencyMilliseconds, maximumLatencyMilliseconds];
    settings.maxLatencyMs = requireNumber(`${path}.maxLatencyMs`, maxLatencyMs, least, most, least);
  }
  const items = itemIdsOf([settings]).length;
  if (items > maximumRuleItems) invalidInput(path, `${items} different items`, `at most ${maximumRuleItems}`);
  const bytes = utf8Bytes(JSON.stringify(settings));
  if (bytes === null || bytes > maximumPlacementBytes) {
    invalidInput(path, `${bytes ?? 'no'} bytes of JSON`, `at most ${maximumPlacementBytes}`);
  }
  return settings;
}

/** The different items that some settings name, in their order. */
export function itemIdsOf(given: PlacementSettings[]): string[] {
  const distinct: Record<string, string> = {};
  given.forEach(({ pinned, boosted, buried }) => {
    [...(pinned ?? []), ...(boosted ?? []), ...(buried ?? [])].forEach(({ itemId }) => {
      if (itemId) distinct[`#${itemId}`] = itemId;
    });
  });
  return Object.values(distinct);
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function requireAtMost(path: string, count: number, most: number, noun: string): void {
  if (count > most) invalidInput(path, `${count} ${noun}`, `at most ${most}`);
}

function requireDistinct(path: string, values: string[], noun: string): void {
  const repeated = values.find((value, index) => values.indexOf(value) !== index);
  if (repeated) invalidInput(path, `${quote(repeated)} twice`, `different ${noun}`);
}

function readTarget(path: string, { itemId, category }: RuleTarget): RuleTarget {
  if (isGiven(itemId) === isGiven(category)) {
    invalidInput(path, isGiven(itemId) ? 'both itemId and category' : 'neither itemId nor category', 'one of them');
  }
  if (isGiven(itemId)) {
    requireId(`${path}.itemId`, itemId ?? '');
    return { itemId };
  }
  requireNone(lengthProblem([idText(`${path}.category`, category ?? '')]));
  return { category };
}

function readDates(path: string, { from, until }: RuleDates): RuleDates {
  const dates: RuleDates = {};
  if (from) dates.from = readInstant(`${path}.from`, from);
  if (until) dates.until = readInstant(`${path}.until`, until);
  if (dates.from && dates.until && dates.until <= dates.from) {
    invalidInput(`${path}.until`, quote(until), 'an instant later than from');
  }
  return dates;
}

function readInstant(path: string, text: string): string {
  const instant = parseInstant(text);
  if (instant === null) invalidInput(path, quote(text), 'an ISO 8601 instant, for example 2026-11-21T00:00:00Z');
  return toInstant(instant);
}
