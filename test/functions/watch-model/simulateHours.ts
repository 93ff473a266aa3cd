import type { ListHour } from '../../../schema/contract/modelHealth.ts';
import type { RecommendationSource } from '../../../schema/generated/types.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';

/** A shop whose lists are watched. */
export interface ListWorld {
  /** Mean lists of a weekday. */
  listsPerDay: number;
  clickRate: number;
  /** By how much the days differ, as standard deviations of logarithms: taste, weather, campaigns. */
  dayNoise: number;
}

/** What is different on the last day. */
export interface PlantedHours {
  sources?: Partial<Record<RecommendationSource, number>>;
  repetitionTimes?: number;
  spreadTimes?: number;
  clickTimes?: number;
}

const usualSources: Partial<Record<RecommendationSource, number>> = {
  MODEL: 0.75,
  POPULAR: 0.15,
  CONTENT: 0.08,
  TRENDING: 0.02,
};
const repetition = 0.06;
const spread = 0.4;
const impressionsPerList = 8;

/**
 * Hours, newest first, of a shop that sleeps at night and has quieter weekends, other visitors on them, days that differ,
 * and a new model about once a week, whose lists are a little different.
 */
export function simulateHours(days: number, world: ListWorld, seed: number, planted: PlantedHours = {}): ListHour[] {
  const random = createRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  /** Poisson by the normal approximation, which is good enough from a handful on. */
  const count = (mean: number): number => Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
  const hours: ListHour[] = [];
  let model = { repetition: 1, spread: 1, clicks: 1 };
  for (let day = 0; day < days; day += 1) {
    const isWeekend = day % 7 >= 5;
    const last = day === days - 1 ? planted : {};
    if (random() < 1 / 7) {
      model = {
        repetition: Math.exp(0.05 * normal()),
        spread: Math.exp(0.05 * normal()),
        clicks: Math.exp(0.03 * normal()),
      };
    }
    const today = () => Math.exp(world.dayNoise * normal());
    const of = {
      volume: (isWeekend ? 0.7 : 1) * today() * today(),
      repetition: repetition * model.repetition * today() * (last.repetitionTimes ?? 1),
      spread: spread * model.spread * today() * (last.spreadTimes ?? 1),
      clicks: world.clickRate * model.clicks * (isWeekend ? 1.1 : 1) * today() * (last.clickTimes ?? 1),
    };
    const shares = Object.entries(last.sources ?? usualSources).map(([source, share]) => [
      source,
      share * (isWeekend && source === 'POPULAR' ? 1.2 : 1) * today(),
    ]) as [RecommendationSource, number][];
    const whole = shares.reduce((sum, [, share]) => sum + share, 0);
    for (let hour = 0; hour < 24; hour += 1) {
      const lists = (world.listsPerDay / 24) * of.volume * (1 - 0.9 * Math.cos((2 * Math.PI * (hour - 3)) / 24));
      const bySource = shares.map(([source, share]): [RecommendationSource, number] => [
        source,
        count((lists * share) / whole),
      ]);
      const made = bySource.find(([source]) => source === 'MODEL')?.[1] ?? 0;
      const impressions = count(lists * impressionsPerList);
      hours.push({
        lists: Object.fromEntries(bySource.filter(([, number]) => number > 0)),
        // Items that two lists of ten share are counts as well.
        repetition: { sum: count(made * of.repetition * 10) / 10, count: made },
        scoreSpread: { sum: Math.max(0, made * of.spread + Math.sqrt(made) * 0.15 * normal()), count: made },
        impressions,
        clicks: Math.min(impressions, count(impressions * of.clicks)),
      });
    }
  }
  return hours.reverse();
}
