/** Date and time of a moment in one zone, as numbers; month and day count from 1. */
export interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  /** Minutes east of UTC. */
  offsetMinutes: number;
}

// The sandbox hides Intl from resolver code; the time helpers keep their own hold on it.
const { DateTimeFormat } = Intl;
const formats: Record<string, Intl.DateTimeFormat> = {};

function formatOf(zone: string): Intl.DateTimeFormat {
  formats[zone] ??= new DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return formats[zone];
}

/** Minutes of `+08:00`, `-0330`, `GMT+8` or `Z`; null when the text is not an offset. */
export function parseOffset(text: string): number | null {
  if (/^(?:Z|UTC|GMT|UT)$/.test(text)) return 0;
  const match = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2}))?(?::?\d{2})?$/.exec(text);
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}

const shifted = (milliseconds: number, offsetMinutes: number): LocalTime => {
  const date = new Date(milliseconds + offsetMinutes * 60_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
    offsetMinutes,
  };
};

/** Milliseconds since the epoch of a wall-clock time read as UTC; years below 100 are taken as they stand. */
export function utcMilliseconds(time: Omit<LocalTime, 'offsetMinutes'>): number {
  const date = new Date(0);
  date.setUTCFullYear(time.year, time.month - 1, time.day);
  date.setUTCHours(time.hour, time.minute, time.second, time.millisecond);
  return date.getTime();
}

/** @throws RangeError for a zone that neither IANA nor an offset names. */
export function offsetAt(milliseconds: number, zone: string): number {
  const fixed = parseOffset(zone);
  if (fixed !== null) return fixed;
  const parts: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(milliseconds)) parts[type] = value;
  const wall = utcMilliseconds({
    year: parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year),
    month: Number(parts.month),
    day: Number(parts.day),
    hour: Number(parts.hour),
    minute: Number(parts.minute),
    second: Number(parts.second),
    millisecond: 0,
  });
  return Math.round((wall - Math.floor(milliseconds / 1000) * 1000) / 60_000);
}

export const toLocalTime = (milliseconds: number, zone: string): LocalTime =>
  shifted(milliseconds, offsetAt(milliseconds, zone));

/**
 * The moment a wall-clock time names in a zone. In a gap of the clocks it moves later, in an overlap the earlier
 * offset counts: java.time.ZonedDateTime's rules, which AppSync's time helpers follow.
 */
export function fromLocalTime(time: Omit<LocalTime, 'offsetMinutes'>, zone: string): number {
  const wall = utcMilliseconds(time);
  const before = offsetAt(wall - 86_400_000, zone);
  const after = offsetAt(wall + 86_400_000, zone);
  for (const offset of [before, after]) {
    const moment = wall - offset * 60_000;
    if (offsetAt(moment, zone) === offset) return moment;
  }
  return wall - before * 60_000;
}
