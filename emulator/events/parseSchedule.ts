import { parseCron } from './parseCron.ts';

/** When something is due: the first moment after another one, in milliseconds; undefined when none comes. */
export type Schedule = (after: number, since: number) => number | undefined;

const lengths: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(…)`, `cron(…)` and `at(…)`. A rate counts from when its rule was first seen.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @throws Error with a reason for a person
 */
export function parseSchedule(expression: string): Schedule {
  const [, kind, inside = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'cron') {
    return parseCron(inside);
  }
  if (kind === 'at') {
    const moment = Date.parse(`${inside}Z`);
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inside) || Number.isNaN(moment)) {
      throw new Error(`its schedule is no time: ${expression}`);
    }
    return (after) => (moment > after ? moment : undefined);
  }
  const [, count, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(inside) ?? [];
  if (kind !== 'rate' || unit === undefined || (count === '1') !== !inside.endsWith('s')) {
    throw new Error(`its schedule is not emulated: ${expression}`);
  }
  const length = Number(count) * lengths[unit]!;
  return (after, since) => since + Math.max(1, Math.floor((after - since) / length) + 1) * length;
}
