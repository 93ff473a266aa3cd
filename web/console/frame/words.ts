/** Numbers and times as people read them. */

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

/** `3 min. ago`. @param now milliseconds since 1970 */
export function ago(instant: string, now = Date.now()): string {
  const seconds = (Date.parse(instant) - now) / 1000;
  const [unit, size] = units.find(([, each]) => Math.abs(seconds) >= each) ?? ['second', 1];
  return relative.format(Math.round(seconds / size), unit);
}

/** `2 min 5 s` between two instants. */
export function lasted(from: string, until: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

export const count = (value: number): string => value.toLocaleString('en');
/** `12.3 %`, which stays in one piece. @param value 0 to 1 */
export const percent = (value: number, digits = 1): string => `${(value * 100).toFixed(digits)}\u00a0%`;
export const decimal = (value: number, digits = 3): string => value.toFixed(digits);
/** `TOO_LITTLE_NEW` as `too little new`. */
export const plain = (name: string): string => name.toLowerCase().replaceAll('_', ' ');

/** `3.2 MB`. */
export function bytes(value: number): string {
  const names = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(names.length - 1, value < 1 ? 0 : Math.floor(Math.log10(value) / 3));
  const scaled = value / 1000 ** power;
  return `${scaled < 10 && power > 0 ? scaled.toFixed(1) : Math.round(scaled)} ${names[power]}`;
}
/** `340 ms`, `2.5 s`, `4 min`. */
export function lastedMs(value: number): string {
  if (value < 1000) return `${Math.round(value)} ms`;
  return value < 60_000 ? `${(value / 1000).toFixed(1)} s` : `${Math.round(value / 60_000)} min`;
}

/** `$12.34`, and below a dollar two digits that say something: `$0.00012`. */
export function dollars(value: number): string {
  if (value === 0) return '$0';
  const digits = value >= 1 ? 2 : Math.min(9, Math.max(2, 1 - Math.floor(Math.log10(value))));
  return `$${value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** `$0.125`: as a price list has it, which rounds no tenth of a cent away. */
export const listPrice = (value: number): string =>
  `$${value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 3 })}`;

/** Whole from ten on, two digits below. */
export const amount = (value: number): string =>
  value.toLocaleString('en', value < 10 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 0 });
