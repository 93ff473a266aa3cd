import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * When somebody is told. CloudWatch bills each metric that an alarm looks at, so a metric with an alarm of its own costs
 * what it would cost in an expression, and the name of the alarm says what is wrong.
 */
export interface AlarmRule {
  metric: IMetric;
  /** At or above it, or at or below it with `whenLow`. */
  threshold: number;
  whenLow?: boolean;
  /** How many periods of the metric in a row. */
  periods?: number;
  /** What a period without a value is; left out, it is fine: no traffic is no trouble. */
  missing?: TreatMissingData;
  /** What it means and what to do. */
  description: string;
}

/** Rules by the names of their alarms. */
export type AlarmRules = Record<string, AlarmRule>;

/** Makes the alarm of each rule, which tells the topic. */
export function makeAlarms(scope: Construct, topic: ITopic, rules: AlarmRules): void {
  const action = new SnsAction(topic);
  for (const [name, rule] of Object.entries(rules)) {
    new Alarm(scope, name, {
      metric: rule.metric,
      threshold: rule.threshold,
      evaluationPeriods: rule.periods ?? 1,
      comparisonOperator: rule.whenLow
        ? ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: rule.missing ?? TreatMissingData.NOT_BREACHING,
      alarmDescription: rule.description,
    }).addAlarmAction(action);
  }
}
