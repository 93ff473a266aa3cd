import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { AlarmRules } from './AlarmRule.ts';
import { period } from './metrics.ts';

/** Functions that fail, by the names that their alarms begin with. */
export const functionAlarms = (functions: Record<string, IFunction>): AlarmRules =>
  Object.fromEntries(
    Object.entries(functions).map(([name, made]) => [
      `${name}Errors`,
      {
        metric: made.metricErrors({ period }),
        threshold: 3,
        description: `${made.functionName} fails: look into its log group.`,
      },
    ]),
  );
