import { describe, expect, test } from 'vitest';
import { parseSchedule } from '../../events/parseSchedule.ts';

const minute = 60_000;
const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00Z`);
const show = (moment: number | undefined): string | undefined =>
  moment === undefined ? undefined : new Date(moment).toISOString().slice(0, 16).replace('T', ' ');

describe('cron', () => {
  // 28 November 2026 is a Saturday. The expressions are those of AWS's page.
  test.each([
    ['0 10 * * ? *', ['2026-11-28 10:00', '2026-11-29 10:00']],
    ['15 12 * * ? *', ['2026-11-28 12:15', '2026-11-29 12:15']],
    ['0 18 ? * MON-FRI *', ['2026-11-30 18:00', '2026-12-01 18:00']],
    ['0 8 1 * ? *', ['2026-12-01 08:00', '2027-01-01 08:00']],
    ['0/10 * ? * MON-FRI *', ['2026-11-30 00:00', '2026-11-30 00:10']],
    ['0/30 20-2 * * ? *', undefined],
    ['*/45 22,23 * * ? *', ['2026-11-28 22:00', '2026-11-28 22:45', '2026-11-28 23:00']],
    ['0 9 ? * 2#1 *', ['2026-12-07 09:00', '2027-01-04 09:00']],
    ['30 2 L * ? *', ['2026-11-30 02:30', '2026-12-31 02:30']],
    ['0 0 ? FEB 6L *', ['2027-02-26 00:00', '2028-02-25 00:00']],
    ['0 0 29 2 ? *', ['2028-02-29 00:00', '2032-02-29 00:00']],
    ['0 0 1 1 ? 2030-2031', ['2030-01-01 00:00', '2031-01-01 00:00', undefined]],
    ['0 0 1 1 ? 2020', [undefined]],
    ['0 0 31 4 ? *', [undefined]],
    ['0 10 * * * *', undefined],
    ['0 10 ? * ? *', undefined],
    ['0 10 15W * ? *', undefined],
    ['60 10 * * ? *', undefined],
    ['0/0 10 * * ? *', undefined],
    ['0 10 * * ?', undefined],
  ])('(%s) is due then', (fields, expected) => {
    if (expected === undefined) {
      expect(() => parseSchedule(`cron(${fields})`)).toThrow(/its schedule/);
      return;
    }
    const schedule = parseSchedule(`cron(${fields})`);
    let moment: number | undefined = at('2026-11-28 09:59');
    for (const next of expected) {
      moment = schedule(moment!, 0);
      expect(show(moment)).toBe(next);
    }
  });
});

describe('rate and at', () => {
  test('a rate counts from when the rule was there', () => {
    const since = at('2026-11-28 10:00') + 17;
    const hourly = parseSchedule('rate(1 hour)');
    expect(hourly(since, since)).toBe(since + 60 * minute);
    expect(hourly(since + 59 * minute, since)).toBe(since + 60 * minute);
    expect(hourly(since + 60 * minute, since)).toBe(since + 120 * minute);
    expect(parseSchedule('rate(2 days)')(since - 5, since)).toBe(since + 2 * 1440 * minute);
  });

  test('a moment is due once', () => {
    const once = parseSchedule('at(2026-11-28T10:00:00)');
    expect(show(once(at('2026-11-28 09:00'), 0))).toBe('2026-11-28 10:00');
    expect(once(at('2026-11-28 10:00'), 0)).toBeUndefined();
  });

  test.each(['rate(1 minutes)', 'rate(5 minute)', 'rate(0 minutes)', 'rate(1 week)', 'at(tomorrow)', 'daily'])(
    '%s is refused',
    (expression) => {
      expect(() => parseSchedule(expression)).toThrow(/its schedule/);
    },
  );
});
