/** Offset of a time zone as AppSync takes it: `Z`, `±hh:mm` or, beyond ISO 8601, `±hh:mm:ss`; at most 18 hours. */
export const offsetPattern = String.raw`(?:Z|[+-]\d{2}:\d{2}(?::\d{2})?)`;

/** Whether the text is an offset of at most 18 hours, the bound of java.time that AppSync runs on. */
export function isOffset(text: string): boolean {
  if (text === 'Z') return true;
  const match = /^[+-](\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (!match) return false;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  return minutes < 60 && seconds < 60 && hours * 3600 + minutes * 60 + seconds <= 18 * 3600;
}

/** Whether the text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

/** Whether the text is a time of day, `hh:mm[:ss[.fraction]]`, the fraction of up to nine digits. */
export function isTimeOfDay(text: string): boolean {
  const match = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?$/.exec(text);
  return match !== null && Number(match[1]) < 24 && Number(match[2]) < 60 && Number(match[3] ?? 0) < 60;
}
