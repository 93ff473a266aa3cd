import type { InteractionRecord } from '../../types.ts';
import { idField, numberField, timestampField } from '../fields.ts';
import { RejectedLine } from '../RejectedLine.ts';

/** Half a star to five stars, the scale of every MovieLens data set. */
const scale = { minimum: 0.5, maximum: 5 };

/** @throws RejectedLine with the field that breaks a rule. */
export function parseRating(fields: string[], now: number): InteractionRecord {
  const [userId, itemId, rating, timestamp] = fields;
  const eventValue = numberField(rating, 'rating', scale);
  if (eventValue === undefined) throw new RejectedLine('rating is missing');
  return {
    userId: idField(userId, 'userId'),
    itemId: idField(itemId, 'movieId'),
    eventType: 'RATING',
    eventValue,
    timestamp: timestampField(timestamp, 'timestamp', now),
  };
}
