import { describeProblem, quote } from '../../schema/contract/checks.ts';
import { numberOfCell } from '../records/cells.ts';
import { parseInteraction, type InteractionRecord } from '../records/InteractionRecord.ts';
import { parseItem, type ItemRecord } from '../records/ItemRecord.ts';
import { RejectedRecordError } from '../records/RejectedRecordError.ts';

/** What both layouts of MovieLens have in common: what a film and a rating become. */

/** Half a star to five stars, the scale of every MovieLens data set. */
const [fewestStars, mostStars] = [0.5, 5];

/** @throws RejectedRecordError with the field that breaks a rule. */
export function parseRating([userId, itemId, rating, time]: readonly string[], now: number): InteractionRecord {
  const eventValue = numberOfCell(rating);
  if (typeof eventValue === 'number' && !(eventValue >= fewestStars && eventValue <= mostStars)) {
    throw new RejectedRecordError(describeProblem('rating', quote(rating), `${fewestStars} to ${mostStars}`));
  }
  return parseInteraction({ userId, itemId, eventType: 'RATING', eventValue, timestamp: numberOfCell(time) }, now);
}

/** A film; the year that MovieLens appends to a title, as in `Title (1995)`, becomes an attribute. */
export function parseFilm(itemId: string, title: string, categories: string[], tags: string[] = []): ItemRecord {
  const year = /\((\d{4})\)\s*$/.exec(title)?.[1];
  return parseItem({
    itemId,
    title: title.trim(),
    ...(categories.length > 0 ? { categories: [...new Set(categories)] } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(year === undefined ? {} : { attributes: { year: Number(year) } }),
  });
}
