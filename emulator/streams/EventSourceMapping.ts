import { assertQueue } from '../sqs/index.ts';
import type { ResolvedTemplate } from '../template/index.ts';

/** An event source mapping as the template describes it, with AWS's defaults filled in. */
export interface EventSourceMapping {
  id: string;
  logicalId: string;
  functionName: string;
  functionArn: string;
  /** As functions see it. */
  streamArn: string;
  tableName: string;
  batchSize: number;
  windowMilliseconds: number;
  /** Patterns of which one must match; none: every record. */
  filters: unknown[];
  bisect: boolean;
  /** -1: without end. */
  maximumRetries: number;
  /** -1: without end. */
  maximumAgeSeconds: number;
  reportsItemFailures: boolean;
  /** ARN of a queue. */
  onFailureArn?: string;
  startingPosition: 'LATEST' | 'TRIM_HORIZON';
}

type Properties = Record<string, unknown>;
const numberOr = (value: unknown, fallback: number): number => (value === undefined ? fallback : Number(value));

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export function toEventSourceMapping(
  { ref, logicalId, properties }: { ref: string; logicalId: string; properties: Properties },
  functionArn: string,
): EventSourceMapping {
  const filters = (properties.FilterCriteria as { Filters?: { Pattern: string }[] } | undefined)?.Filters ?? [];
  const destination = properties.DestinationConfig as { OnFailure?: { Destination?: string } } | undefined;
  const streamArn = String(properties.EventSourceArn);
  return {
    id: ref,
    logicalId,
    functionName: functionArn.split(':').pop()!,
    functionArn,
    streamArn,
    tableName: streamArn.split('/')[1]!,
    batchSize: numberOr(properties.BatchSize, 100),
    windowMilliseconds: 1000 * numberOr(properties.MaximumBatchingWindowInSeconds, 0),
    filters: filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown),
    bisect: String(properties.BisectBatchOnFunctionError) === 'true',
    maximumRetries: numberOr(properties.MaximumRetryAttempts, -1),
    maximumAgeSeconds: numberOr(properties.MaximumRecordAgeInSeconds, -1),
    reportsItemFailures: ((properties.FunctionResponseTypes ?? []) as string[]).includes('ReportBatchItemFailures'),
    onFailureArn: destination?.OnFailure?.Destination,
    startingPosition: properties.StartingPosition === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON',
  };
}

/**
 * The mappings of the template that are switched on.
 * @throws TemplateRefused for one whose function or failure queue is not in the template
 */
export const planMappings = (template: ResolvedTemplate): EventSourceMapping[] =>
  template
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => String(properties.Enabled ?? true) === 'true')
    .map((resource) => {
      const name = String(resource.properties.FunctionName)
        .replace(/^.*:function:/, '')
        .split(':')[0];
      const target =
        template.ofType('AWS::Lambda::Function').find(({ ref }) => ref === name) ??
        template.refuse(resource, `it feeds the function ${name}, which is not in the template`);
      const mapping = toEventSourceMapping(resource, String(target.attributes.Arn));
      assertQueue(template, resource, mapping.onFailureArn);
      return mapping;
    });
