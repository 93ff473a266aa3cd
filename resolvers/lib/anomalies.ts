import { isAboutItem, type AnomalyRow } from '../../schema/contract/anomalies.ts';
import type { Anomaly } from '../../schema/generated/types.ts';

/** A mark as the API answers it. */
export function toAnomaly(row: AnomalyRow): Anomaly {
  const { sk, kind, subject, score, threshold, events, markedAt, until, clearedAt, clearedBy } = row;
  const isItem = isAboutItem(kind);
  return {
    anomalyId: sk,
    kind,
    userId: isItem ? null : subject,
    itemId: isItem ? subject : null,
    score,
    threshold,
    events,
    markedAt,
    until,
    clearedAt: clearedAt ?? null,
    clearedBy: clearedBy ?? null,
  };
}
