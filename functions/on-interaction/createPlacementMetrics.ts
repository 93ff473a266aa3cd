import { placementMetrics } from '../../schema/contract/metrics.ts';
import type { Attribution } from './attributionOf.ts';

export type RecordPlacements = (counted: Attribution[]) => void;

type Name = Exclude<keyof typeof placementMetrics, 'dimension'>;
const names = (Object.keys(placementMetrics) as (keyof typeof placementMetrics)[]).filter(
  (name): name is Name => name !== 'dimension',
);

/**
 * Writes what people did with lists as CloudWatch metrics of each placement, one line of the log for each in a batch:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 * @param clock milliseconds since 1970
 */
export function createPlacementMetrics(
  namespace: string,
  clock: () => number,
  write: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): RecordPlacements {
  return (counted) => {
    const byPlacement = new Map<string, Record<Name, number>>();
    for (const { origin, kind, revenue } of counted) {
      const sums =
        byPlacement.get(origin.placement) ??
        (Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>);
      byPlacement.set(origin.placement, sums);
      sums[kind] += 1;
      sums.revenue += revenue;
    }
    for (const [placement, sums] of byPlacement) {
      const measured = names.filter((name) => sums[name] > 0);
      const Metrics = measured.map((name) => ({
        Name: placementMetrics[name],
        Unit: name === 'revenue' ? 'None' : 'Count',
      }));
      write(
        JSON.stringify({
          _aws: {
            Timestamp: clock(),
            CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [[placementMetrics.dimension]], Metrics }],
          },
          [placementMetrics.dimension]: placement,
          ...Object.fromEntries(measured.map((name) => [placementMetrics[name], sums[name]])),
        }),
      );
    }
  };
}
