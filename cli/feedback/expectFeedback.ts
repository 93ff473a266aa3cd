import type { ExperimentResults, ListMetrics } from '../../schema/generated/types.ts';
import type { Expectations } from '../Expectations.ts';
import type { Compared, ComparisonWithTruth } from './compareWithTruth.ts';
import { deedsThatCount, type VariantTally } from './deedsThatCount.ts';
import { clearance, favourites, home, offers } from './experimentsOf.ts';
import type { Findings } from './FeedbackDemo.ts';

/** What a normal interval of 95 % grows by to hold in 999 of 1,000 runs: a demonstration is not to fail by chance. */
const wider = 3.29 / 1.96;

const isWithin = ({ estimate, low, high, truth }: Compared, factor = 1): boolean =>
  truth >= estimate - factor * (estimate - low) && truth <= estimate + factor * (high - estimate);

/** What must come true of any run, however few people came: nothing lost, nothing counted twice, the attack kept out. */
export function expectExactCounts(findings: Findings, expectations: Pick<Expectations, 'expect'>): void {
  const { visits, anomalies, attackers, results, metrics } = findings;
  const tallies = { home: deedsThatCount(visits, home, anomalies), offers: deedsThatCount(visits, offers, anomalies) };
  const marked = attackers.filter((userId) => anomalies.some((mark) => mark.userId === userId));
  expectations.expect('the attackers were found', marked.length === attackers.length, marked.join(', '));
  const suspects = results.fixed.suspects;
  expectations.expect('no experiment counts them', suspects >= attackers.length, `${suspects} were left out`);
  const people = anomalies.filter(({ userId }) => !attackers.includes(userId ?? ''));
  expectations.expect(
    'hardly anybody else was taken for one',
    people.length <= Math.max(1, visits.length / 500),
    people.map(({ anomalyId }) => anomalyId).join(', '),
  );
  for (const [placement, counted] of Object.entries(metrics)) {
    const lost = differenceOf(counted, tallies[placement as keyof typeof tallies]);
    expectations.expect(`the metrics of ${placement} are what people did, without the attack`, lost === '', lost);
  }
  const missing = [missingOf(results.fixed, tallies.home), missingOf(results.bandit, tallies.offers)].filter(Boolean);
  expectations.expect('the experiments count every person once', missing.length === 0, missing.join('; '));
}

/** What takes enough people to see. */
export function expectFeedback(
  findings: Findings,
  { differences, policies, bandit }: ComparisonWithTruth,
  expectations: Pick<Expectations, 'expect'>,
): void {
  expectations.expect('a model makes the lists', findings.modelVersion !== undefined);
  expectExactCounts(findings, expectations);
  for (const difference of differences) {
    expectations.expect(`the interval holds the truth (${difference.label})`, isWithin(difference));
  }
  const { fixed, bandit: learned } = findings.results;
  const verdict = fixed.variants.find(({ variant }) => variant === clearance)?.verdict;
  expectations.expect('the bad idea was found out', verdict === 'WORSE', verdict);
  const shares = [...learned.variants].sort((one, other) => other.share - one.share);
  expectations.expect(
    'the bandit gives most people what they like',
    shares[0].variant === favourites && shares[0].share > 0.5,
    `${shares[0].variant} ${shares[0].share}`,
  );
  expectations.expect('which brought more than an even split', bandit.moving > bandit.fixed);
  expectations.expect(
    'its log says what always showing that would bring',
    policies.every((policy) => isWithin(policy, wider)),
  );
  const liked = findings.shop.byLiking.slice(0, findings.listAfterwards.itemIds.length);
  expectations.expect(
    'what won is what people see now',
    findings.promotion.promoted === favourites && liked.join() === findings.listAfterwards.itemIds.join(),
    findings.listAfterwards.itemIds.join(', '),
  );
}

/** @returns where a table is not what it must be; empty when it is */
function differenceOf(counted: readonly ListMetrics[], tallies: ReadonlyMap<string, VariantTally>): string {
  const names = ['impressions', 'clicks', 'carts', 'conversions', 'revenue'] as const;
  return [...tallies]
    .flatMap(([variant, tally]) => {
      const group = counted.find((one) => (one.variant ?? '') === variant);
      return names
        .filter((name) => Math.abs((group?.[name] ?? 0) - tally[name]) > 1e-6)
        .map((name) => `${variant} ${name} ${group?.[name] ?? 0} instead of ${tally[name]}`);
    })
    .join(', ');
}

/**
 * Every person is in the sums, or among those left out because their list was made while the split was changing: a busy
 * machine moves it late, and the clock may do it in the middle of a round.
 */
function missingOf(
  { experiment, users, variants, unclear }: ExperimentResults,
  tallies: ReadonlyMap<string, VariantTally>,
) {
  const people = [...tallies.values()].reduce((sum, tally) => sum + tally.users, 0);
  const fits = variants.every((one) => {
    const tally = tallies.get(one.variant);
    const [left, lost] = [(tally?.users ?? 0) - one.users, (tally?.clickers ?? 0) - one.outcomes];
    return left >= 0 && lost >= 0 && lost <= left;
  });
  return fits && users + unclear === people && unclear <= people / 10
    ? ''
    : `${experiment.experimentId}: ${users} users and ${unclear} unclear instead of ${people}`;
}
