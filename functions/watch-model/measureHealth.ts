import { learnThreshold, leastPastValues, mostPastValues } from '../../experiments/drift/learnThreshold.ts';
import type { Distance } from '../../experiments/drift/learnThreshold.ts';
import { populationStability } from '../../experiments/drift/populationStability.ts';
import { listSources, measuredItems } from '../../schema/contract/modelHealth.ts';
import type { HealthMeasureName, HealthReport, ListHour, Total } from '../../schema/contract/modelHealth.ts';

/** Windows are a day, so that the hour says nothing; seven before each are its reference, so that no weekday does. */
const hoursPerDay = 24;
const referenceDays = 7;
/** As far back as anything is looked at. */
export const watchedHours = hoursPerDay * (1 + mostPastValues + referenceDays);
/** A day with fewer says nothing. */
const leastLists = 100;
const leastImpressions = 300;

/** A fifth less, as the logarithm of a ratio; of shares what the population stability index calls little. */
const fifth = Math.log(1.25);
const floors: Record<HealthMeasureName, number> = {
  SOURCES: 0.1,
  COVERAGE: fifth,
  SCORES: fifth,
  CLICK_RATE: fifth,
};

/** A distance with the two values that it is between. */
interface Comparison extends Distance {
  observed?: number;
  expected?: number;
}

/**
 * How far the newest day is from the seven before it, by thresholds learned from what the days before it were by the same
 * measure (`learnThreshold`). A change of a level is measured in units of the square root of what it was counted from.
 *
 * @param hours newest first, with `undefined` for hours in which nothing happened; back to the first one with anything
 */
export function measureHealth(hours: readonly (ListHour | undefined)[]): HealthReport {
  const days: ListHour[] = [];
  for (let first = 0; first + hoursPerDay <= Math.min(hours.length, watchedHours); first += hoursPerDay) {
    days.push(sum(hours.slice(first, first + hoursPerDay)));
  }
  const measures: HealthReport['measures'] = [];
  for (const [name, measure] of Object.entries(measuresOf) as [HealthMeasureName, (typeof measuresOf)['SCORES']][]) {
    const [newest, ...past] = days
      .slice(0, Math.max(0, days.length - referenceDays))
      .map((day, index) => measure(day, sum(days.slice(index + 1, index + 1 + referenceDays))));
    const known = past.filter((one) => one !== undefined);
    if (!newest || known.length < leastPastValues) continue;
    const { value, unit, observed, expected } = newest;
    measures.push({ name, value, threshold: learnThreshold(unit, known, floors[name]), observed, expected });
  }
  const [newest] = days;
  const lists = newest ? listsOf(newest) : 0;
  return {
    measures,
    drifted: measures.some(({ value, threshold }) => value > threshold),
    days: Math.max(0, days.length - 1 - referenceDays),
    lists,
    sources: listSources.flatMap((source) => {
      const count = newest?.lists[source] ?? 0;
      return count > 0 ? [{ source, share: count / lists }] : [];
    }),
  };
}

const measuresOf: Record<HealthMeasureName, (day: ListHour, before: ListHour) => Comparison | undefined> = {
  SOURCES(day, before) {
    if (listsOf(day) < leastLists) return undefined;
    const counts = ({ lists }: ListHour): number[] => listSources.map((source) => lists[source] ?? 0);
    const found = populationStability(counts(day), counts(before));
    return found && { value: found.value, unit: found.chance };
  },
  /** Of two random lists of `measuredItems` out of n items, a share of measuredItems / n is in both. */
  COVERAGE(day, before) {
    const repeated = compare(day.repetition, before.repetition);
    return (
      repeated && {
        value: Math.log(repeated.observed / repeated.expected),
        unit: repeated.unit,
        observed: measuredItems / repeated.observed,
        expected: measuredItems / repeated.expected,
      }
    );
  },
  SCORES(day, before) {
    const spread = compare(day.scoreSpread, before.scoreSpread);
    return spread && { ...spread, value: Math.abs(Math.log(spread.observed / spread.expected)) };
  },
  CLICK_RATE(day, before) {
    if (day.impressions < leastImpressions || before.impressions < leastImpressions) return undefined;
    const [observed, expected] = [rate(day), rate(before)];
    const unit = Math.sqrt(1 / (day.clicks + 0.5) + 1 / (before.clicks + 0.5));
    return { value: Math.log(expected / observed), unit, observed, expected };
  },
};

/** Half a click more than there were, so that a day without any has a logarithm. */
const rate = ({ clicks, impressions }: ListHour): number => (clicks + 0.5) / (impressions + 1);

/** The means of two totals of shares, each with one share of a tenth more, so that no mean is 0. */
function compare(day: Total, before: Total): (Comparison & { observed: number; expected: number }) | undefined {
  if (day.count < leastLists || before.count < leastLists) return undefined;
  const mean = ({ sum: of, count }: Total): number => (of + 0.1) / (count + 1);
  const [observed, expected] = [mean(day), mean(before)];
  return { value: 0, unit: Math.sqrt(1 / day.count + 1 / before.count), observed, expected };
}

const listsOf = ({ lists }: ListHour): number => listSources.reduce((count, source) => count + (lists[source] ?? 0), 0);

function sum(hours: readonly (ListHour | undefined)[]): ListHour {
  const total: ListHour = {
    lists: {},
    repetition: { sum: 0, count: 0 },
    scoreSpread: { sum: 0, count: 0 },
    impressions: 0,
    clicks: 0,
  };
  for (const hour of hours) {
    if (!hour) continue;
    for (const source of listSources) {
      const count = hour.lists[source];
      if (count) total.lists[source] = (total.lists[source] ?? 0) + count;
    }
    for (const name of ['repetition', 'scoreSpread'] as const) {
      total[name].sum += hour[name].sum;
      total[name].count += hour[name].count;
    }
    total.impressions += hour.impressions;
    total.clicks += hour.clicks;
  }
  return total;
}
