import * as z from 'zod';
import { describeProblem, idText, isStorableNumber } from '../../../schema/contract/checks.ts';
import { largestMagnitudeText } from '../../../schema/contract/limits.ts';
import { id, instant, isStoredInstant, number, refuseTexts, text } from '../../../data/records/fields.ts';
import { parseItem as parseItemRecord } from '../../../data/records/ItemRecord.ts';
import { parseRecord, refuse } from '../../../data/records/RejectedRecordError.ts';
import type { CatalogueItem } from '../../contract/index.ts';
import type { InteractionRow } from '../DatasetBuilder.ts';

/**
 * What training takes of the records that the API and the importer write. Their rules hold, for the fields that it
 * uses. Data that never went through the API may have event types of its own, times before 1990, or no times at all.
 */
const interaction = z.object(
  {
    userId: id,
    itemId: id,
    eventType: text.nullish(),
    eventValue: number.nullish(),
    timestamp: instant.refine(isStoredInstant, 'an ISO 8601 instant').nullish(),
    device: text.nullish(),
    context: z.object({ device: text.nullish() }, 'an object with fields').nullish(),
  },
  'an object with fields',
);

/** An interaction of the contract (`TrainingInteraction`) as a row. @throws RejectedRecordError */
export function parseInteraction(record: unknown): InteractionRow {
  const { userId, itemId, eventType, eventValue, timestamp, device, context } = parseRecord(interaction, record);
  refuseTexts([idText('userId', userId), idText('itemId', itemId)]);
  if (typeof eventType === 'string') refuseTexts([idText('eventType', eventType)]);
  if (typeof eventValue === 'number' && !isStorableNumber(eventValue)) {
    const allowed = `a number between -${largestMagnitudeText} and ${largestMagnitudeText}`;
    refuse(describeProblem('eventValue', `${eventValue}`, allowed));
  }
  return {
    userId,
    itemId,
    eventType: eventType ?? undefined,
    value: eventValue ?? undefined,
    timestamp: typeof timestamp === 'string' ? Date.parse(timestamp) : undefined,
    device: device ?? context?.device ?? undefined,
  };
}

const times = z.object({ createdAt: instant.nullish(), updatedAt: instant.nullish() });

/** An item of the catalogue. @throws RejectedRecordError */
export function parseItem(record: unknown): CatalogueItem {
  const item = { ...parseItemRecord(record, 'IGNORE'), ...parseRecord(times, record) };
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value != null)) as unknown as CatalogueItem;
}
