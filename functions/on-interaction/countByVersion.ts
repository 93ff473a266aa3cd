import { modelVersionOf } from '../../schema/contract/recommendationId.ts';
import type { RecordVersion } from '../shared/createVersionMetrics.ts';
import type { RecordedInteraction } from './RecordedInteraction.ts';

/** By either an item of a list is chosen; what comes after it, a purchase say, chooses nothing more. */
const clickTypes = ['CLICK', 'VIEW'];

/**
 * Counts what was shown of lists, and what of it was chosen, for the versions of the model that made them. The id of a list
 * says which; interactions that name no list, or one that no model made, are not counted. Who opens the page of an item
 * that they followed a link to chose it once, as far as both arrive together.
 */
export function countByVersion(interactions: RecordedInteraction[], record: RecordVersion): void {
  const counts = new Map<string, { impressions: number; clicked: Set<string> }>();
  for (const { userId, itemId, eventType, recommendationId } of interactions) {
    const version = recommendationId === undefined ? null : modelVersionOf(recommendationId);
    if (version === null) continue;
    const count = counts.get(version) ?? { impressions: 0, clicked: new Set() };
    counts.set(version, count);
    if (eventType === 'IMPRESSION') count.impressions += 1;
    if (clickTypes.includes(eventType)) count.clicked.add(JSON.stringify([userId, itemId, recommendationId]));
  }
  for (const [version, { impressions, clicked }] of counts) record(version, { impressions, clicks: clicked.size });
}
