const [minuteLength, hourLength, dayLength] = [60_000, 3_600_000, 86_400_000];
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
/** Further than any date that comes back: 29 February around a century without a leap day. */
const longestSearch = 9 * 366;

interface Field {
  name: string;
  least: number;
  most: number;
  /** Names for the numbers from `least` on. */
  names?: string[];
}

const fields = {
  minutes: { name: 'minutes', least: 0, most: 59 },
  hours: { name: 'hours', least: 0, most: 23 },
  dayOfMonth: { name: 'day-of-month', least: 1, most: 31 },
  month: { name: 'month', least: 1, most: 12, names: months },
  dayOfWeek: { name: 'day-of-week', least: 1, most: 7, names: weekdays },
  year: { name: 'year', least: 1970, most: 2199 },
} satisfies Record<string, Field>;

const refuse = (name: string, part: string): Error => new Error(`the ${name} of its schedule is not emulated: ${part}`);

/** The numbers that a field allows; `*` and `?` allow all. @throws Error */
const parseField = (text: string, { name, least, most, names }: Field): Set<number> => {
  const number = (part: string): number => {
    const named = names?.indexOf(part.toUpperCase()) ?? -1;
    const value = named >= 0 ? named + least : Number(part);
    if (!Number.isInteger(value) || value < least || value > most) throw refuse(name, text);
    return value;
  };
  const allowed = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step] = part.split('/') as [string, string?];
    const [from, to] = range.split('-') as [string, string?];
    const all = range === '*' || range === '?';
    const first = all ? least : number(from);
    const last = all || (step !== undefined && to === undefined) ? most : to === undefined ? first : number(to);
    const distance = step === undefined ? 1 : Number(step);
    if (!Number.isInteger(distance) || distance < 1 || last < first) throw refuse(name, text);
    for (let value = first; value <= last; value += distance) allowed.add(value);
  }
  return allowed;
};

const lastDayOfMonth = (day: Date): number =>
  new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();

/** `L` is the last day of a month, `6L` its last Friday, `6#2` its second. */
const parseDays = (dayOfMonth: string, dayOfWeek: string): ((day: Date) => boolean) => {
  if (dayOfMonth === 'L') {
    return (day) => day.getUTCDate() === lastDayOfMonth(day);
  }
  const [, weekday, place] = /^(\w+?)(L|#[1-5])$/.exec(dayOfWeek) ?? [];
  if (weekday !== undefined && place !== undefined) {
    const wanted = [...parseField(weekday, fields.dayOfWeek)][0]! - 1;
    return (day) =>
      day.getUTCDay() === wanted &&
      (place === 'L'
        ? day.getUTCDate() > lastDayOfMonth(day) - 7
        : Math.ceil(day.getUTCDate() / 7) === Number(place.slice(1)));
  }
  const dates = parseField(dayOfMonth, fields.dayOfMonth);
  const days = parseField(dayOfWeek === 'L' ? 'SAT' : dayOfWeek, fields.dayOfWeek);
  return (day) => dates.has(day.getUTCDate()) && days.has(day.getUTCDay() + 1);
};

/**
 * Reads what is inside `cron(…)`: minutes, hours, day of the month, month, day of the week and year, in UTC.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 * @returns the first moment after another one, in milliseconds; undefined when none comes
 * @throws Error with a reason for a person
 */
export function parseCron(text: string): (after: number) => number | undefined {
  const parts = text.trim().split(/\s+/);
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = parts;
  if (parts.length !== 6) throw new Error(`its schedule has ${parts.length} fields instead of 6: cron(${text})`);
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new Error(`of day-of-month and day-of-week of its schedule one, and only one, must be ?: cron(${text})`);
  }
  const minutes = [...parseField(minute, fields.minutes)].sort((a, b) => a - b);
  const hours = [...parseField(hour, fields.hours)].sort((a, b) => a - b);
  const [inMonths, inYears] = [parseField(month, fields.month), parseField(year, fields.year)];
  const isDay = parseDays(dayOfMonth, dayOfWeek);

  return (after) => {
    const today = Math.floor(after / dayLength) * dayLength;
    for (let number = 0; number < longestSearch; number += 1) {
      const begin = today + number * dayLength;
      const day = new Date(begin);
      if (inMonths.has(day.getUTCMonth() + 1) && inYears.has(day.getUTCFullYear()) && isDay(day)) {
        const moments = hours.flatMap((one) => minutes.map((other) => begin + one * hourLength + other * minuteLength));
        const next = moments.find((moment) => moment > after);
        if (next !== undefined) return next;
      }
    }
    return undefined;
  };
}
