import type { Properties, ResourceTypes } from '../template/index.ts';
import { isKnownComparison } from './Alarm.ts';

const checkAlarm = ({ ComparisonOperator, ThresholdMetricId, Threshold }: Properties): string | undefined =>
  ThresholdMetricId !== undefined || Threshold === undefined || !isKnownComparison(ComparisonOperator)
    ? 'alarms on anomaly bands are not emulated'
    : undefined;

/** The resource types of CloudWatch. */
export const resourceTypes: ResourceTypes = {
  'AWS::CloudWatch::Alarm': {
    uses: [
      'AlarmName',
      'AlarmDescription',
      'MetricName',
      'Namespace',
      'Dimensions',
      'Statistic',
      'ExtendedStatistic',
      'Period',
      'Metrics',
      'EvaluationPeriods',
      'DatapointsToAlarm',
      'Threshold',
      'ComparisonOperator',
      'TreatMissingData',
      'ActionsEnabled',
      'AlarmActions',
      'OKActions',
      'InsufficientDataActions',
    ],
    // Values have one unit each here, and every sample counts.
    ignores: ['Unit', 'EvaluateLowSampleCountPercentile', 'Tags'],
    check: checkAlarm,
    identify: ({ name, arn }) => {
      const ref = name('AlarmName', 255);
      return { ref, attributes: { Arn: arn('cloudwatch', `alarm:${ref}`) } };
    },
  },
};
