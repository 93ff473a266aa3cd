import { Duration } from 'aws-cdk-lib';
import { versionMetrics } from '../../schema/contract/models.ts';
import type { AlarmRules } from './AlarmRule.ts';
import { ownMetric } from './metrics.ts';

/** How the model answers, and what becomes of it. */
export const modelAlarms = ({ withSpark }: { withSpark: boolean }): AlarmRules => ({
  ModelErrors: {
    metric: ownMetric(versionMetrics.errors, 'score-candidates'),
    threshold: 5,
    description: 'The model fails, lists are degraded: look into the log group of its endpoint.',
  },
  DegradedLists: {
    // 1 for a degraded list and 0 for another: the average is the share. A call that wakes the endpoint is one of few.
    metric: ownMetric('ListsDegraded', 'score-candidates', { statistic: 'Average' }),
    threshold: 0.5,
    periods: 3,
    description:
      'For a quarter of an hour half of the lists or more were made without the model: degradedReason says why. MODEL_ABSENT: none is trained yet; MODEL_TIMEOUT: look at the latency of the endpoint; MODEL_UNAVAILABLE: at its log group.',
  },
  TrainingFailures: {
    metric: ownMetric('TrainingsFailed', 'run-training'),
    threshold: 1,
    description: 'A training failed, or its data were refused, and the old model goes on: trainingRuns says why.',
  },
  ...(withSpark && {
    SparkFailures: {
      metric: ownMetric('SparkJobsFailed', 'run-training'),
      threshold: 1,
      description:
        'A Spark job came to nothing, and the container trained on everything where it could: the log of run-training says why.',
    },
  }),
  BatchFailures: {
    metric: ownMetric('BatchesFailed', 'run-batch'),
    threshold: 1,
    description: 'Lists in bulk were not made: batchRecommendations says why.',
  },
  DataDrift: {
    metric: ownMetric('DataDrifted', 'run-training'),
    threshold: 1,
    description:
      'What people do has changed more than it used to: trainingRuns says what. A training follows by itself.',
  },
  ModelDrift: {
    // It is looked at each hour: a drift is one alarm for as long as it lasts.
    metric: ownMetric('ModelDrifted', 'watch-model', { over: Duration.hours(1) }),
    threshold: 1,
    description:
      'What lists are like, or what becomes of them, has changed more than it used to: modelHealth says what. A training follows by itself.',
  },
});
