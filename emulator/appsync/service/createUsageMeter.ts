import type { MetricStore } from '../../cloudwatch/index.ts';
import type { AppSyncUsage } from '../types.ts';

/** A message is charged for each 5 KB that it has. https://aws.amazon.com/appsync/pricing/ */
const bytesOfMessage = 5 * 1024;

/**
 * Makes what tells CloudWatch of an API's use, as AppSync does.
 * https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html
 */
export function createUsageMeter(apiId: string, metrics: MetricStore): (usage: AppSyncUsage) => void {
  const put = (name: string, value: number): void =>
    metrics.put({
      ...{ namespace: 'AWS/AppSync', name, dimensions: { GraphQLAPIId: apiId } },
      ...{ timestamp: Date.now(), values: [value] },
    });
  return (usage) => {
    if (usage.kind === 'OPERATION') put('Latency', Math.round(usage.milliseconds));
    else if (usage.kind === 'MESSAGE') put('OutboundMessages', Math.ceil(usage.bytes / bytesOfMessage));
    else put('ConnectionDuration', Math.round(usage.milliseconds));
  };
}
