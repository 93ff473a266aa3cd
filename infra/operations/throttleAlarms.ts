import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { AlarmRule, AlarmRules } from './AlarmRule.ts';
import { period } from './metrics.ts';

export interface ThrottleAlarmsProps {
  data: Record<'userData' | 'catalogue' | 'counters' | 'feedback', TableV2>;
  scoreCandidates: IFunction;
  identifyVisitor: IFunction;
}

const tableRule = (table: TableV2, direction: 'Read' | 'Write', what: string): AlarmRule => ({
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
  metric: table.metric(`${direction}ThrottleEvents`, { statistic: 'Sum', period }),
  threshold: 10,
  description: `DynamoDB throttles ${what}: callers get Throttled, or degraded lists. One partition is hot (a user, an item, a placement), the load has doubled within half an hour, or a quota of the account is reached.`,
});

const functionRule = (made: IFunction, effect: string): AlarmRule => ({
  metric: made.metricThrottles({ period }),
  threshold: 5,
  description: `Lambda throttles ${made.functionName}: ${effect}. The account's concurrent executions are used up: ask for more in Service Quotas, and see who else uses them.`,
});

/**
 * Throttles of what callers wait for. What works behind them is tried again, and is told by the age of interactions and
 * by executions that fail.
 */
export const throttleAlarms = ({ data, scoreCandidates, identifyVisitor }: ThrottleAlarmsProps): AlarmRules => ({
  UserDataReadThrottles: tableRule(data.userData, 'Read', 'reads of stored lists and histories'),
  UserDataWriteThrottles: tableRule(data.userData, 'Write', 'writes of interactions and lists'),
  CatalogueReadThrottles: tableRule(data.catalogue, 'Read', 'reads of items'),
  CountersReadThrottles: tableRule(data.counters, 'Read', 'reads of what trends and what is popular'),
  FeedbackReadThrottles: tableRule(data.feedback, 'Read', 'reads of what applies to placements'),
  ScoreCandidatesThrottles: functionRule(scoreCandidates, 'requests that need a new list get an error'),
  IdentifyVisitorThrottles: functionRule(identifyVisitor, 'visitors without an account are refused'),
});
