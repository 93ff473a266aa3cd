import { versionMetrics } from '../../schema/contract/models.ts';

type Name = Exclude<keyof typeof versionMetrics, 'dimension'>;

/** Writes measurements of a version of the model as CloudWatch metrics. */
export type RecordVersion = (modelVersion: string, measurements: Partial<Record<Name, number>>) => void;

const isLatency = (name: string): boolean => name === 'latency' || name === 'shadowLatency';

/**
 * Metrics under the one dimension of the version, one line of the log each time, which CloudWatch reads:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 * Not by the metrics of Powertools, which put the name of the service beside every dimension: requests are counted in one
 * function and shadows in another, and both are read together.
 * @param clock milliseconds since 1970
 */
export function createVersionMetrics(
  namespace: string,
  clock: () => number,
  write: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): RecordVersion {
  return (modelVersion, measurements) => {
    const measured = Object.entries(measurements) as [Name, number][];
    const definitions = measured.map(([name]) => ({
      Name: versionMetrics[name],
      Unit: isLatency(name) ? 'Milliseconds' : name === 'shadowOverlap' ? 'None' : 'Count',
    }));
    write(
      JSON.stringify({
        _aws: {
          Timestamp: clock(),
          CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [[versionMetrics.dimension]], Metrics: definitions }],
        },
        [versionMetrics.dimension]: modelVersion,
        ...Object.fromEntries(measured.map(([name, value]) => [versionMetrics[name], value])),
      }),
    );
  };
}
