import { writeFileSync } from 'node:fs';
import { estimateTable } from '../../experiments/off-policy/estimateLog.ts';
import type { ListMetrics } from '../../schema/generated/types.ts';
import { compareWithTruth, type ComparisonWithTruth } from './compareWithTruth.ts';
import { feedbackAsSvg, intervalsAsText, splitsAsText } from './drawFeedback.ts';
import type { Findings } from './FeedbackDemo.ts';
import { judgePolicy } from './judgePolicy.ts';

/** Prints what was found beside what is true, and writes the picture and the log of decisions. */
export async function showFeedback(
  findings: Findings,
  files: { picture: string; log: string },
): Promise<ComparisonWithTruth> {
  const policy = await judgePolicy(findings, files.log);
  const comparison = compareWithTruth(findings, policy);
  const { metrics, results, anomalies, attackers } = findings;
  const splits = results.bandit.splits;
  writeFileSync(files.picture, feedbackAsSvg(comparison, splits, Date.parse(findings.promotion.endedAt!)));
  const found = anomalies
    .filter(({ userId }) => attackers.includes(userId ?? ''))
    .map(({ userId, kind, events }) => `${userId}: ${kind} after ${events} events`);
  const { moving, fixed } = comparison.bandit;
  process.stdout.write(
    [
      '',
      'What people did (recommendationMetrics)',
      metricsTable([...metrics.home, ...metrics.offers]),
      '',
      'Share of people who click, against the control (experimentResults)',
      intervalsAsText(comparison.differences),
      '',
      'The split of the bandit (experimentResults)',
      splitsAsText(splits),
      `In truth ${(100 * moving).toFixed(1)}% of the people click by these splits, ${(100 * fixed).toFixed(1)}% by the first one.`,
      '',
      'What always showing the winner would bring, by the log of the bandit (evaluate --log)',
      estimateTable(policy),
      intervalsAsText(comparison.policies),
      '',
      `The attack (anomalies): ${found.join(', ') || 'not found'}`,
      '',
      files.picture,
      `npm run -s evaluate -- --log ${files.log}`,
      '',
    ].join('\n'),
  );
  return comparison;
}

function metricsTable(groups: readonly ListMetrics[]): string {
  const rows = groups.map((one) => [
    `${one.experimentId ?? 'none'} ${one.variant ?? ''}`,
    one.impressions,
    one.clicks,
    one.carts,
    one.conversions,
    one.revenue.toFixed(2),
    one.clickRate
      ? `${(100 * one.clickRate.value).toFixed(2)}% (${(100 * one.clickRate.low).toFixed(2)} to ${(100 * one.clickRate.high).toFixed(2)})`
      : '',
  ]);
  return [['', 'impressions', 'clicks', 'carts', 'conversions', 'revenue', 'click rate'], ...rows]
    .map(
      ([name, ...values]) => `${String(name).padEnd(28)}${values.map((value) => String(value).padStart(12)).join('')}`,
    )
    .join('\n');
}
