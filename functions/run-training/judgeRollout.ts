import type { RolloutObservation } from '../../schema/contract/models.ts';
import type { VersionMeasurements } from './createMetricsReader.ts';
import { fisherExact } from './fisherExact.ts';

/**
 * A difference counts when chance makes one like it in one look of a thousand. A stage is looked at about a dozen times
 * and each look asks two questions, so that an equal model is taken back in about two stages of a hundred.
 */
const significance = 0.001;
/** Below this many requests nothing is said, good or bad. */
const leastRequests = 30;
/**
 * A model may be this much slower, as long as it is slow by more than people notice (milliseconds). Latencies are noisy:
 * of few requests nine of ten say little, a container that starts takes seconds, and a model that is asked seldom has more
 * of those. So it takes more requests, and a model that is slow is slow for the half of them as well.
 */
const slowness = 2;
const noticeable = 100;
const leastTimedRequests = 100;

/** What of a version counts in a stage: shadows are asked beside the requests, and nobody sees their lists. */
interface Watched {
  requests: number;
  errors: number;
  latency: number;
  medianLatency: number;
}

const inShadow = (seen: VersionMeasurements): Watched => ({
  requests: seen.shadowRequests,
  errors: seen.shadowErrors,
  latency: seen.shadowLatency,
  medianLatency: seen.shadowMedianLatency,
});

/**
 * Whether the challenger may go on, by what CloudWatch has of it and of the champion since the stage began.
 * @param at ISO 8601
 * @param isOver whether the time of the stage is up
 */
export function judgeRollout(
  stage: RolloutObservation['stage'],
  challengerSeen: VersionMeasurements,
  championSeen: VersionMeasurements,
  at: string,
  isOver: boolean,
): RolloutObservation {
  const challenger = stage === 'SHADOW' ? inShadow(challengerSeen) : challengerSeen;
  const clicks = stage === 'CANARY' && challengerSeen.impressions > 0 && championSeen.impressions > 0;
  const observed = {
    stage,
    at,
    requests: challenger.requests,
    errorRate: rate(challenger.errors, challenger.requests),
    championErrorRate: rate(championSeen.errors, championSeen.requests),
    latencyMilliseconds: challenger.latency,
    championLatencyMilliseconds: championSeen.latency,
    ...(stage === 'SHADOW' && challengerSeen.shadowOverlap !== undefined && { overlap: challengerSeen.shadowOverlap }),
    ...(clicks && {
      clickRate: rate(challengerSeen.clicks, challengerSeen.impressions),
      championClickRate: rate(championSeen.clicks, championSeen.impressions),
    }),
  };
  const failure =
    failureOf(challenger, championSeen) ?? (clicks ? clickFailure(challengerSeen, championSeen) : undefined);
  if (failure) return { ...observed, decision: 'FAILED', reason: failure };
  if (!isOver) {
    return { ...observed, decision: 'GO_ON', reason: 'WATCHING: Nothing speaks against the new model so far.' };
  }
  const reason =
    challenger.requests < leastRequests
      ? `TOO_FEW_REQUESTS: ${challenger.requests} requests came, and it takes ${leastRequests} to compare; nothing spoke against the new model.`
      : `NOT_WORSE: Over ${challenger.requests} requests the new model was not worse beyond chance.`;
  return { ...observed, decision: 'PASSED', reason };
}

function failureOf(challenger: Watched, champion: Watched): string | undefined {
  if (challenger.requests < leastRequests) return undefined;
  const [errors, championErrors] = [
    count(challenger.errors, challenger.requests),
    count(champion.errors, champion.requests),
  ];
  if (
    rate(errors, challenger.requests) > rate(championErrors, champion.requests) &&
    fisherExact(errors, challenger.requests, championErrors, champion.requests) < significance
  ) {
    return `ERRORS: ${percent(errors, challenger.requests)} of its requests failed, of the champion's ${percent(championErrors, champion.requests)}.`;
  }
  return latencyFailure(challenger, champion);
}

function latencyFailure(challenger: Watched, champion: Watched): string | undefined {
  if (Math.min(challenger.requests, champion.requests) < leastTimedRequests) return undefined;
  const isSlow = challenger.latency > Math.max(champion.latency * slowness, champion.latency + noticeable);
  if (!isSlow || challenger.medianLatency <= champion.medianLatency * slowness) return undefined;
  const [own, other] = [challenger, champion].map(
    ({ latency, medianLatency }) => `${Math.round(latency)} ms, half of them within ${Math.round(medianLatency)} ms`,
  );
  return `LATENCY: Nine of ten answers came within ${own}; the champion's within ${other}. Twice that is allowed.`;
}

function clickFailure(challenger: VersionMeasurements, champion: VersionMeasurements): string | undefined {
  const missed = ({ clicks, impressions }: VersionMeasurements): number => impressions - count(clicks, impressions);
  const chance = fisherExact(missed(challenger), challenger.impressions, missed(champion), champion.impressions);
  if (chance >= significance) return undefined;
  const own = percent(challenger.clicks, challenger.impressions);
  return `CLICK_RATE: ${own} of what it showed was chosen, of what the champion showed ${percent(champion.clicks, champion.impressions)}.`;
}

/** Metrics of one request may lie in different minutes: no more of them can fail, or be clicked, than there are. */
const count = (positives: number, cases: number): number => Math.min(positives, cases);
const rate = (positives: number, cases: number): number => (cases === 0 ? 0 : count(positives, cases) / cases);
const percent = (positives: number, cases: number): string => `${(rate(positives, cases) * 100).toFixed(1)}%`;
