import { util } from '@aws-appsync/utils';

const PATTERN = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})$';
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Milliseconds since 1970 as ISO 8601 UTC with milliseconds, also where the formatter leaves out a zero fraction. */
export function toInstant(milliseconds: number): string {
  const text = util.time.epochMilliSecondsToISO8601(milliseconds);
  return text.length === 20 ? `${text.slice(0, 19)}.000Z` : text;
}

/** The present moment as an instant. */
export function presentInstant(): string {
  return toInstant(util.time.nowEpochMilliSeconds());
}

/**
 * Milliseconds since 1970 of an ISO 8601 date and time with an offset, or null when it is none. Checked here because
 * the parser ends the whole request on a text that it cannot read.
 */
export function parseInstant(text: string): number | null {
  if (text.length > 40 || !util.matches(PATTERN, text)) return null;
  const year = +text.slice(0, 4);
  const month = +text.slice(5, 7);
  const day = +text.slice(8, 10);
  const leapDay = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  if (month < 1 || month > 12 || day < 1 || day > DAYS[month - 1] + leapDay) return null;
  if (+text.slice(11, 13) > 23 || +text.slice(14, 16) > 59) return null;
  const zone = text.endsWith('Z') ? 'Z' : text.slice(-6);
  if (zone !== 'Z' && (+zone.slice(1, 3) > 18 || +zone.slice(4) > 59)) return null;
  // Seconds and their fraction may be left out (AWSDateTime); the parser wants both.
  const seconds = text.slice(16, text.length - zone.length);
  const whole = seconds.length > 0 ? seconds.slice(1, 3) : '00';
  if (+whole > 59) return null;
  const fraction = `${seconds.slice(4)}000`.slice(0, 3);
  return util.time.parseISO8601ToEpochMilliSeconds(`${text.slice(0, 16)}:${whole}.${fraction}${zone}`);
}
