import type { CatalogueItem } from '../../contract/index.ts';
import type { InteractionRow } from '../DatasetBuilder.ts';

/** Why a record cannot be taken. The readers count it and go on. */
export class RejectedRecordError extends Error {
  readonly code = 'REJECTED_RECORD';
  constructor(reason: string) {
    super(reason);
    this.name = 'RejectedRecordError';
  }
}

/** An interaction of the contract (`TrainingInteraction`) as a row. @throws RejectedRecordError */
export function parseInteraction(record: unknown): InteractionRow {
  const object = asObject(record);
  const context = typeof object.context === 'object' && object.context !== null ? object.context : {};
  return {
    userId: requiredId(object, 'userId'),
    itemId: requiredId(object, 'itemId'),
    eventType: optionalText(object, 'eventType'),
    value: optionalNumber(object, 'eventValue'),
    timestamp: parseTimestamp(object.timestamp),
    device: optionalText(object, 'device') ?? optionalText(context as Record<string, unknown>, 'device'),
  };
}

/** An item of the catalogue. Lists in CSV are separated by `|`. @throws RejectedRecordError */
export function parseItem(record: unknown): CatalogueItem {
  const object = asObject(record);
  const item: CatalogueItem = { itemId: requiredId(object, 'itemId') };
  for (const name of ['title', 'description', 'brand', 'creator', 'imageUrl', 'createdAt', 'updatedAt'] as const) {
    const text = optionalText(object, name);
    if (text !== undefined) item[name] = text;
  }
  for (const name of ['categories', 'tags'] as const) {
    const list = optionalList(object, name);
    if (list !== undefined) item[name] = list;
  }
  for (const name of ['availableFrom', 'availableUntil'] as const) {
    const text = optionalText(object, name);
    if (text === undefined) continue;
    if (Number.isNaN(Date.parse(text))) throw new RejectedRecordError(`${name} is not an ISO 8601 instant`);
    item[name] = text;
  }
  const price = optionalNumber(object, 'price');
  if (price !== undefined) item.price = price;
  const { hidden, attributes } = object;
  if (isPresent(hidden)) {
    if (hidden !== true && hidden !== false && hidden !== 'true' && hidden !== 'false') {
      throw new RejectedRecordError('hidden is neither true nor false');
    }
    item.hidden = hidden === true || hidden === 'true';
  }
  if (typeof attributes === 'object' && attributes !== null && !Array.isArray(attributes)) {
    item.attributes = attributes as Record<string, unknown>;
  }
  return item;
}

function asObject(record: unknown): Record<string, unknown> {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    throw new RejectedRecordError('the record is not an object');
  }
  return record as Record<string, unknown>;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function requiredId(object: Record<string, unknown>, name: string): string {
  const value = object[name];
  const id = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof id !== 'string' || id === '') throw new RejectedRecordError(`${name} is missing`);
  if (id.length > 256 || Buffer.byteLength(id) > 256) throw new RejectedRecordError(`${name} is longer than 256 bytes`);
  return id;
}

function optionalText(object: Record<string, unknown>, name: string): string | undefined {
  const value = object[name];
  if (!isPresent(value)) return undefined;
  if (typeof value !== 'string') throw new RejectedRecordError(`${name} is not a text`);
  return value;
}

function optionalNumber(object: Record<string, unknown>, name: string): number | undefined {
  const value = object[name];
  if (!isPresent(value)) return undefined;
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw new RejectedRecordError(`${name} is not a number`);
  return number;
}

function optionalList(object: Record<string, unknown>, name: string): string[] | undefined {
  const value = object[name];
  if (!isPresent(value)) return undefined;
  const list =
    typeof value === 'string'
      ? value
          .split('|')
          .map((part) => part.trim())
          .filter((part) => part !== '')
      : value;
  if (!Array.isArray(list) || list.some((part) => typeof part !== 'string')) {
    throw new RejectedRecordError(`${name} is not a list of texts`);
  }
  return list as string[];
}

/** Milliseconds since the Unix epoch, from a number, digits or an ISO 8601 instant; undefined when absent. */
function parseTimestamp(value: unknown): number | undefined {
  if (!isPresent(value)) return undefined;
  const isDigits = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
  const time = typeof value === 'number' || isDigits ? Number(value) : Date.parse(String(value));
  if (!Number.isFinite(time) || Math.abs(time) > 8.64e15) {
    throw new RejectedRecordError('timestamp is neither an ISO 8601 instant nor milliseconds');
  }
  return time;
}
