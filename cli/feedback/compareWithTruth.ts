import type { LogEstimate } from '../../experiments/off-policy/estimateLog.ts';
import type { ExperimentResults } from '../../schema/generated/types.ts';
import { favourites, home, offers } from './experimentsOf.ts';
import type { Findings } from './FeedbackDemo.ts';
import { Truth } from './Truth.ts';

/** An estimate with its interval, and what it is an estimate of. */
export interface Compared {
  label: string;
  estimate: number;
  low: number;
  high: number;
  truth: number;
}

export interface ComparisonWithTruth {
  /** Variants against controls: intervals that hold at all looks together. */
  differences: Compared[];
  /** What always showing the bandit's winner would bring, by its log: 95 % intervals. */
  policies: Compared[];
  /** Shares of people who click, in truth: by the splits that the bandit had, and if it had never moved. */
  bandit: { moving: number; fixed: number };
}

/** Holds what the API and the log say against what is true. */
export function compareWithTruth(
  { shop, visits, results, sharesOf, experiments }: Findings,
  policy: LogEstimate,
): ComparisonWithTruth {
  const truths = { home: new Truth(shop, visits, home), offers: new Truth(shop, visits, offers) };
  const differencesOf = (placement: string, { variants }: ExperimentResults, truth: Truth): Compared[] =>
    variants.slice(1).flatMap(({ variant, difference }) => {
      const label = `${placement}: ${variant} - ${variants[0].variant}`;
      const known = truth.clickers(variant) - truth.clickers(variants[0].variant);
      return difference
        ? [{ label, estimate: difference.estimate, low: difference.low, high: difference.high, truth: known }]
        : [];
    });
  const always = truths.offers.clickers(favourites);
  const first = new Map(experiments.bandit.variants.map(({ variant, share }) => [variant, share]));
  return {
    differences: [
      ...differencesOf(home, results.fixed, truths.home),
      ...differencesOf(offers, results.bandit, truths.offers),
    ],
    policies: (
      [
        ['IPS', policy.ips],
        ['SNIPS', policy.snips],
        ['DR', policy.doublyRobust],
      ] as const
    ).map(([name, interval]) => ({ label: `always ${favourites}, ${name}`, ...interval, truth: always })),
    bandit: {
      moving: truths.offers.clickersBySplit((userId) => sharesOf.get(userId) ?? first),
      fixed: truths.offers.clickersBySplit(() => first),
    },
  };
}
