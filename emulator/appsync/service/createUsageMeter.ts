import type { MetricStore } from '../../cloudwatch/index.ts';
import type { AppSyncUsage } from '../types.ts';

/** A message is charged for each 5 KB that it has. https://aws.amazon.com/appsync/pricing/ */
const bytesOfMessage = 5 * 1024;

/**
 * Makes what tells CloudWatch of an API's use: `Latency` and `OutboundMessages` as AppSync does, and of connections, as
 * `ConnectionTime` in milliseconds, each part of their time when it is over: AppSync tells it when they end.
 * https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html
 */
export function createUsageMeter(apiId: string, metrics: MetricStore): (usage: AppSyncUsage) => void {
  const put = (namespace: string, name: string, value: number): void =>
    metrics.put({ namespace, name, dimensions: { GraphQLAPIId: apiId }, timestamp: Date.now(), values: [value] });
  return (usage) => {
    if (usage.kind === 'OPERATION') put('AWS/AppSync', 'Latency', Math.round(usage.milliseconds));
    else if (usage.kind === 'MESSAGE') put('AWS/AppSync', 'OutboundMessages', Math.ceil(usage.bytes / bytesOfMessage));
    else put('Emulator/AppSync', 'ConnectionTime', Math.round(usage.milliseconds));
  };
}
