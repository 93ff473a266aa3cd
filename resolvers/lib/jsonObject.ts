import { fitsInBytes } from './byteLength.ts';
import { describeInvalidInput, quote } from './invalidInput.ts';

/** Whether a value that came in as AWSJSON is an object; AppSync hands such arguments over parsed. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && JSON.stringify(value).startsWith('{');
}

/** Why an AWSJSON argument is refused, as the message of `InvalidInput`, or null; it may be left out. */
export function jsonObjectProblem(argument: string, value: unknown, maximumBytes: number): string | null {
  if (value === null || value === undefined) return null;
  if (!isJsonObject(value)) return describeInvalidInput(argument, quote(value), 'a JSON object');
  return fitsInBytes(JSON.stringify(value), maximumBytes)
    ? null
    : describeInvalidInput(argument, 'a larger object', `at most ${maximumBytes} bytes of JSON`);
}
