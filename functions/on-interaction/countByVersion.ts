import type { RecordVersion } from '../shared/createVersionMetrics.ts';
import type { Attribution } from './attributionOf.ts';

/**
 * Counts what was shown of lists, and what of it was chosen, for the versions of the model that made them. What no model
 * made is not counted.
 * @param counted each thing once, however often it was delivered
 */
export function countByVersion(counted: Attribution[], record: RecordVersion): void {
  const counts = new Map<string, { impressions: number; clicks: number }>();
  for (const { kind, origin } of counted) {
    if (origin.modelVersion === null || (kind !== 'impressions' && kind !== 'clicks')) continue;
    const count = counts.get(origin.modelVersion) ?? { impressions: 0, clicks: 0 };
    counts.set(origin.modelVersion, { ...count, [kind]: count[kind] + 1 });
  }
  for (const [version, count] of counts) record(version, count);
}
