import type { ContextInput } from '../../schema/generated/types.ts';
import { describeInvalidInput, quote } from './invalidInput.ts';
import { isJsonObject, jsonObjectProblem } from './jsonObject.ts';

/** Most bytes of a JSON argument such as `properties` or `context.attributes`. */
export const MAXIMUM_JSON_BYTES = 4096;

/** Why a context is refused, as the message of `InvalidInput`, or null. */
export function contextProblem(argument: string, context: ContextInput | null | undefined): string | null {
  if (!context) return null;
  const { device, locale, hourOfDay, dayOfWeek } = context;
  if (device && device.length > 64) {
    return describeInvalidInput(`${argument}.device`, quote(device), 'at most 64 characters');
  }
  if (locale && locale.length > 64) {
    return describeInvalidInput(`${argument}.locale`, quote(locale), 'at most 64 characters');
  }
  if (typeof hourOfDay === 'number' && (hourOfDay < 0 || hourOfDay > 23)) {
    return describeInvalidInput(`${argument}.hourOfDay`, `${hourOfDay}`, '0 to 23');
  }
  if (typeof dayOfWeek === 'number' && (dayOfWeek < 0 || dayOfWeek > 6)) {
    return describeInvalidInput(`${argument}.dayOfWeek`, `${dayOfWeek}`, '0 (Sunday) to 6');
  }
  const attributes = context.attributes as unknown;
  if (attributes === null || attributes === undefined) return null;
  if (!isJsonObject(attributes) || Object.values(attributes).some((value) => typeof value !== 'string')) {
    return describeInvalidInput(`${argument}.attributes`, quote(attributes), 'a JSON object with string values');
  }
  // DynamoDB has no map members without a name.
  if (Object.keys(attributes).includes('')) {
    return describeInvalidInput(`${argument}.attributes`, 'a member without a name', 'names of at least one character');
  }
  return jsonObjectProblem(`${argument}.attributes`, attributes, MAXIMUM_JSON_BYTES);
}
