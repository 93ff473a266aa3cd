const DAY = 86_400_000;
/** Days from 0000-03-01 to 1970-01-01: years are counted from March, so that the leap day is the last. */
const EPOCH_DAYS = 719_468;
/** Days of 400 years, after which the calendar repeats itself. */
const ERA_DAYS = 146_097;

/**
 * Milliseconds since 1970 as ISO 8601 in UTC with milliseconds, the one form in which instants are stored: text order
 * is time order. Years 0 to 9999. The calendar is http://howardhinnant.github.io/date_algorithms.html.
 */
export function toInstant(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY) + EPOCH_DAYS;
  const era = Math.floor(days / ERA_DAYS);
  const day = days - era * ERA_DAYS;
  const year = Math.floor(
    (day - Math.floor(day / 1460) + Math.floor(day / 36_524) - Math.floor(day / (ERA_DAYS - 1))) / 365,
  );
  const dayOfYear = day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * month + 2) / 5) + 1;
  const calendarYear = year + era * 400 + (month < 10 ? 0 : 1);
  const time = Math.floor(milliseconds - Math.floor(milliseconds / DAY) * DAY);
  const date = `${digits(calendarYear, 4)}-${digits(month < 10 ? month + 3 : month - 9, 2)}-${digits(dayOfMonth, 2)}`;
  const hours = digits(Math.floor(time / 3_600_000), 2);
  const minutes = digits(Math.floor(time / 60_000) % 60, 2);
  return `${date}T${hours}:${minutes}:${digits(Math.floor(time / 1000) % 60, 2)}.${digits(time % 1000, 3)}Z`;
}

function digits(number: number, count: number): string {
  return `0000${number}`.slice(-count);
}

/**
 * Milliseconds since 1970 of an ISO 8601 date and time with `Z` or an offset, or null when the text is none. Seconds
 * and up to nine digits of their fraction may be left out (AWSDateTime). The 30th of February is none.
 */
export function parseInstant(text: string): number | null {
  if (text.length > 40) return null;
  // The text with every digit as 0, so that its form can be compared: there are no regular expressions in APPSYNC_JS.
  const form = text
    .split('')
    .map((character) => (character >= '0' && character <= '9' ? '0' : character))
    .join('');
  const zone = form.endsWith('Z') ? 'Z' : form.slice(-6);
  const seconds = form.slice(16, form.length - zone.length);
  const isFraction = seconds.length > 4 && ':00.000000000'.startsWith(seconds);
  if (!form.startsWith('0000-00-00T00:00') || !['Z', '+00:00', '-00:00'].includes(zone)) return null;
  if (seconds !== '' && seconds !== ':00' && !isFraction) return null;

  const month = +text.slice(5, 7);
  // From March on, as above.
  const year = +text.slice(0, 4) - (month < 3 ? 1 : 0);
  const yearDays = year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  const monthDays = Math.floor((153 * (month < 3 ? month + 9 : month - 3) + 2) / 5);
  const days = yearDays + monthDays + +text.slice(8, 10) - 1 - EPOCH_DAYS;
  const hour = +text.slice(11, 13);
  const minute = +text.slice(14, 16);
  const second = seconds === '' ? 0 : +text.slice(17, 19);
  const zoneHour = zone === 'Z' ? 0 : +text.slice(-5, -3);
  const zoneMinute = zone === 'Z' ? 0 : +text.slice(-2);
  if (hour > 23 || minute > 59 || second > 59 || zoneHour > 18 || zoneMinute > 59) return null;
  // A month or a day that the calendar does not have comes back as another one.
  if (!toInstant(days * DAY).startsWith(text.slice(0, 10))) return null;
  const offset = (zoneHour * 60 + zoneMinute) * (zone.startsWith('-') ? -60_000 : 60_000);
  const fraction = isFraction ? +`${text.slice(20, 16 + seconds.length)}00`.slice(0, 3) : 0;
  return days * DAY + hour * 3_600_000 + minute * 60_000 + second * 1000 + fraction - offset;
}
