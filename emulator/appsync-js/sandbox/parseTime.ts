import { MONTHS, splitPattern, WEEKDAYS } from './timePattern.ts';
import { fromLocalTime, parseOffset, utcMilliseconds } from './timeZone.ts';

const OFFSET = 'Z|[+-]\\d{2}(?::?\\d{2})?(?::?\\d{2})?';

const namesPattern = (names: readonly string[], width: number): string =>
  names.map((name) => (width === 4 ? name : name.slice(0, 3))).join('|');

/** Digits a numeric letter takes: a single letter takes any number, so does a year wider than two. */
function digits(letter: string, width: number): string {
  if (letter === 'S') return `\\d{${width}}`;
  if ('yu'.includes(letter)) return width === 2 ? '\\d{2}' : `-?\\d{${width},}`;
  return width === 1 ? '\\d+' : `\\d{${width}}`;
}

function toExpression(letter: string, width: number): string {
  if ('ML'.includes(letter) && width > 2) return namesPattern(MONTHS, width);
  if (letter === 'E') return namesPattern(WEEKDAYS, Math.max(width, 3));
  if (letter === 'a') return 'AM|PM';
  if (letter === 'z' || letter === 'V') return '[A-Za-z][A-Za-z0-9_/+:-]*';
  if (letter === 'O' || (letter === 'Z' && width === 4)) return 'GMT(?:[+-]\\d{1,2}(?::\\d{2})?)?';
  if ('ZXx'.includes(letter)) return OFFSET;
  if ('yudDhHKkmsS'.includes(letter) || 'ML'.includes(letter)) return digits(letter, width);
  throw new TypeError(`The letter "${letter}" cannot be parsed by this emulator`);
}

type Found = Record<string, string | undefined>;

function monthOf(text: string): number {
  if (/^\d/.test(text)) return Number(text);
  return MONTHS.findIndex((name) => name.startsWith(text)) + 1;
}

function hourOf(found: Found): number {
  if (found.H !== undefined) return Number(found.H);
  if (found.k !== undefined) return Number(found.k) % 24;
  const half = found.a === 'PM' ? 12 : 0;
  return (Number(found.h ?? found.K ?? 0) % 12) + half;
}

/**
 * Parses by a DateTimeFormatter pattern to epoch milliseconds; a zone in the text wins over `zone`, which wins over UTC.
 * @throws TypeError when the text does not fit the pattern or names no possible date.
 */
export function parseTime(text: string, pattern: string, zone: string | undefined): number {
  const letters: string[] = [];
  const source = splitPattern(pattern)
    .map((piece) => {
      if ('literal' in piece) return piece.literal.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
      letters.push(piece.letter + (piece.letter === 'y' || piece.letter === 'u' ? piece.width : ''));
      return `(${toExpression(piece.letter, piece.width)})`;
    })
    .join('');
  const match = new RegExp(`^${source}$`).exec(String(text));
  if (match === null) throw new TypeError(`"${text}" does not fit the time pattern "${pattern}"`);
  const found: Found = {};
  letters.forEach((letter, index) => {
    found[letter] = match[index + 1];
  });
  const yearLetter = letters.find((letter) => 'yu'.includes(letter[0]));
  const year = yearLetter === undefined ? 1970 : Number(found[yearLetter]) + (yearLetter[1] === '2' ? 2000 : 0);
  const time = {
    year,
    month: found.D === undefined ? monthOf(found.M ?? found.L ?? '1') : 1,
    day: Number(found.D ?? found.d ?? 1),
    hour: hourOf(found),
    minute: Number(found.m ?? 0),
    second: Number(found.s ?? 0),
    millisecond: Number((found.S ?? '').padEnd(3, '0').slice(0, 3)),
  };
  const date = new Date(utcMilliseconds(time));
  const possible =
    time.hour < 24 &&
    time.minute < 60 &&
    time.second < 60 &&
    (found.D !== undefined || (date.getUTCDate() === time.day && date.getUTCMonth() + 1 === time.month));
  if (!possible) throw new TypeError(`"${text}" is not a possible date and time`);
  const named = found.Z ?? found.X ?? found.x ?? found.O ?? found.V ?? found.z;
  const offset = parseOffset(named ?? zone ?? 'UTC');
  return offset === null ? fromLocalTime(time, named ?? zone ?? 'UTC') : utcMilliseconds(time) - offset * 60_000;
}

/** ISO 8601 date and time with an offset, e.g. `2018-02-01T01:23:45.123+08:00`. */
export function parseIso8601(text: string): number {
  const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-]\d{2}(:?\d{2})?)$/;
  const normalised = String(text)
    .replace(',', '.')
    .replace(/([+-]\d{2})(\d{2})$/, '$1:$2')
    .replace(/([+-]\d{2})$/, '$1:00');
  const milliseconds = shape.test(String(text)) ? Date.parse(normalised) : NaN;
  if (Number.isNaN(milliseconds)) throw new TypeError(`"${text}" is not an ISO 8601 date and time with an offset`);
  return milliseconds;
}
