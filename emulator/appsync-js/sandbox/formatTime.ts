import { MONTHS, splitPattern, WEEKDAYS } from './timePattern.ts';
import { parseOffset, toLocalTime, utcMilliseconds } from './timeZone.ts';
import type { LocalTime } from './timeZone.ts';

const { DateTimeFormat } = Intl;
const DAY = 86_400_000;

const pad = (value: number, width: number): string => {
  const digits = String(Math.abs(value)).padStart(width, '0');
  return value < 0 ? `-${digits}` : digits;
};

function formatOffset(minutes: number, separator: string, shortForm: boolean): string {
  const size = Math.abs(minutes);
  const rest = size % 60;
  const hours = `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}`;
  return shortForm && rest === 0 ? hours : `${hours}${separator}${pad(rest, 2)}`;
}

function zoneName(milliseconds: number, zone: string, style: 'short' | 'long'): string {
  if (parseOffset(zone) !== null) return zone;
  const parts = new DateTimeFormat('en-US', { timeZone: zone, timeZoneName: style }).formatToParts(milliseconds);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

const dayNumber = (time: LocalTime): number =>
  Math.floor(utcMilliseconds({ ...time, hour: 0, minute: 0, second: 0, millisecond: 0 }) / DAY);
const firstDayOf = (year: number): number =>
  utcMilliseconds({ year, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 }) / DAY;

/** Weeks of the en-US locale: from Sunday, the first week being the one with 1 January. */
function weekOf(time: LocalTime): { year: number; week: number } {
  const today = dayNumber(time);
  const weekday = (((today + 4) % 7) + 7) % 7;
  const saturday = new Date((today + 6 - weekday) * DAY);
  const year = saturday.getUTCFullYear();
  const firstWeekday = (((firstDayOf(year) + 4) % 7) + 7) % 7;
  return { year, week: Math.floor((today - (firstDayOf(year) - firstWeekday)) / 7) + 1 };
}

function formatOffsetLetter(letter: string, width: number, minutes: number): string {
  if (letter === 'Z') {
    if (width < 4) return formatOffset(minutes, '', false);
    if (width === 5) return minutes === 0 ? 'Z' : formatOffset(minutes, ':', false);
  }
  if (letter === 'Z' || letter === 'O') {
    if (minutes === 0) return 'GMT';
    if (width >= 4) return `GMT${formatOffset(minutes, ':', false)}`;
    return `GMT${formatOffset(minutes, ':', true).replace(/^([+-])0/, '$1')}`;
  }
  if (letter === 'X' && minutes === 0) return 'Z';
  return formatOffset(minutes, width === 3 || width === 5 ? ':' : '', width === 1);
}

function formatYear(year: number, width: number): string {
  return width === 2 ? pad(((year % 100) + 100) % 100, 2) : pad(year, width);
}

const nameOf = (name: string, width: number): string =>
  width === 5 ? name.slice(0, 1) : width === 4 ? name : name.slice(0, 3);

function formatLetter(letter: string, width: number, time: LocalTime, milliseconds: number, zone: string): string {
  switch (letter) {
    case 'G':
      return time.year > 0 ? 'AD' : 'BC';
    case 'y':
      return formatYear(time.year > 0 ? time.year : 1 - time.year, width);
    case 'u':
      return formatYear(time.year, width);
    case 'Y':
      return formatYear(weekOf(time).year, width);
    case 'w':
      return pad(weekOf(time).week, width);
    case 'Q':
    case 'q':
      return pad(Math.floor((time.month + 2) / 3), width);
    case 'M':
    case 'L':
      return width > 2 ? nameOf(MONTHS[time.month - 1], width) : pad(time.month, width);
    case 'd':
      return pad(time.day, width);
    case 'D':
      return pad(dayNumber(time) - firstDayOf(time.year) + 1, width);
    case 'E':
      return nameOf(WEEKDAYS[(((dayNumber(time) + 4) % 7) + 7) % 7], Math.max(width, 3));
    case 'a':
      return time.hour < 12 ? 'AM' : 'PM';
    case 'h':
      return pad(time.hour % 12 || 12, width);
    case 'H':
      return pad(time.hour, width);
    case 'K':
      return pad(time.hour % 12, width);
    case 'k':
      return pad(time.hour || 24, width);
    case 'm':
      return pad(time.minute, width);
    case 's':
      return pad(time.second, width);
    case 'S':
      return pad(time.millisecond, 3).padEnd(width, '0').slice(0, width);
    case 'n':
      return pad(time.millisecond * 1_000_000, width);
    case 'A':
      return pad(((time.hour * 60 + time.minute) * 60 + time.second) * 1000 + time.millisecond, width);
    case 'z':
      return zoneName(milliseconds, zone, width === 4 ? 'long' : 'short');
    case 'V':
      return zone;
    default:
      return formatOffsetLetter(letter, width, time.offsetMinutes);
  }
}

/** Formats a moment by a DateTimeFormatter pattern, in English. */
export function formatTime(milliseconds: number, pattern: string, zone: string): string {
  const time = toLocalTime(milliseconds, zone);
  return splitPattern(pattern)
    .map((piece) =>
      'literal' in piece ? piece.literal : formatLetter(piece.letter, piece.width, time, milliseconds, zone),
    )
    .join('');
}
