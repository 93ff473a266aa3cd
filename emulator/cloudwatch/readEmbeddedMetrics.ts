import type { MetricDatum } from './MetricStore.ts';

interface Directive {
  Namespace?: unknown;
  Dimensions?: unknown;
  Metrics?: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/**
 * The metrics in a line of a log, by the embedded metric format; none when it is any other line.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function readEmbeddedMetrics(line: string): MetricDatum[] {
  if (!line.startsWith('{') || !line.includes('"_aws"')) {
    return [];
  }
  let root: unknown;
  try {
    root = JSON.parse(line);
  } catch {
    return [];
  }
  const header = isObject(root) ? root._aws : undefined;
  if (!isObject(root) || !isObject(header) || typeof header.Timestamp !== 'number') {
    return [];
  }
  const { Timestamp: timestamp } = header;
  const members = root;
  return (listOf(header.CloudWatchMetrics).filter(isObject) as Directive[]).flatMap((directive) =>
    listOf(directive.Dimensions)
      .filter((names): names is string[] => Array.isArray(names) && names.every((name) => Object.hasOwn(members, name)))
      .flatMap((names) =>
        listOf(directive.Metrics)
          .filter(isObject)
          .flatMap(({ Name, StorageResolution }) => {
            const value = members[String(Name)];
            const values = (Array.isArray(value) ? value : [value]).filter((one) => Number.isFinite(one)) as number[];
            const dimensions = Object.fromEntries(names.map((name) => [name, String(members[name])]));
            return values.length === 0
              ? []
              : [
                  {
                    namespace: String(directive.Namespace),
                    name: String(Name),
                    dimensions,
                    timestamp,
                    values,
                    resolution: StorageResolution === 1 ? (1 as const) : (60 as const),
                  },
                ];
          }),
      ),
  );
}

/** Takes the output of a function in pieces and tells its metrics once a line is whole. */
export function createMetricReader(put: (datum: MetricDatum) => void): (text: string) => void {
  const longestLine = 1024 * 1024;
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!.slice(-longestLine);
    lines.forEach((line) => readEmbeddedMetrics(line).forEach(put));
  };
}
