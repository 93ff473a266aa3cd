import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { createVersionMetrics } from '../../functions/shared/createVersionMetrics.ts';
import type { LocalCloud } from '../../local/startLocalCloud.ts';
import { versionMetrics } from '../../schema/contract/models.ts';
import type { Units } from '../../scale/index.ts';
import { auditor } from './withAuditor.ts';

const gigabyte = 1024 ** 3;
/** GB of the function that asks the challenger (infra/stacks/ApiStack.ts) and of an endpoint (infra/config.ts). */
const functionMemory = 0.5;
const endpointMemory = 2;
const minute = 60_000;

/** What the requests took that a version answered in the shadow of the live one. */
export interface CountedShadow {
  requests: number;
  /** Of one of them; without what SageMaker takes for its bytes. */
  unitsOfRequest: Units;
}

/**
 * Counts by the metrics that Lambda and the product write.
 * @param since milliseconds since 1970; nobody may have compared versions since then
 * @throws Error when nothing was tried in the shadow
 */
export async function countShadow(
  { emulator }: LocalCloud,
  modelVersion: string,
  since: number,
): Promise<CountedShadow> {
  const variables = emulator.template
    .ofType('AWS::Lambda::Function')
    .map(({ properties }) => (properties.Environment as { Variables?: Record<string, string> })?.Variables ?? {})
    .find(({ COMPARE_MODELS_FUNCTION }) => COMPARE_MODELS_FUNCTION !== undefined)!;
  const namespace = String(variables.POWERTOOLS_METRICS_NAMESPACE);
  const client = new CloudWatchClient({
    endpoint: emulator.gatewayUrl,
    region: emulator.region,
    credentials: emulator.credentialsOf(`arn:aws:iam::${emulator.accountId}:role/${auditor}`, 'costs'),
  });
  const sum = async (Namespace: string, MetricName: string, Name: string, Value: string): Promise<number> => {
    const MetricStat = { Metric: { Namespace, MetricName, Dimensions: [{ Name, Value }] }, Period: 60, Stat: 'Sum' };
    const { MetricDataResults = [] } = await client.send(
      new GetMetricDataCommand({
        MetricDataQueries: [{ Id: 'sum', MetricStat }],
        StartTime: new Date(Math.floor(since / minute) * minute),
        EndTime: new Date(Date.now() + minute),
      }),
    );
    return (MetricDataResults[0]?.Values ?? []).reduce((total, value) => total + value, 0);
  };
  const ofFunction = (name: string): Promise<number> =>
    sum('AWS/Lambda', name, 'FunctionName', String(variables.COMPARE_MODELS_FUNCTION));
  const ofVersion = (name: string): Promise<number> => sum(namespace, name, versionMetrics.dimension, modelVersion);

  const requests = await ofVersion(versionMetrics.shadowRequests);
  if (requests === 0) throw new Error(`Nothing was asked of ${modelVersion} in the shadow.`);
  const invocations = await ofFunction('Invocations');
  const functionSeconds = (await ofFunction('Duration')) / 1000;
  // As long as the function waited for it: what the endpoint charges is a little less.
  const endpointSeconds = (await ofVersion(versionMetrics.shadowLatency)) / 1000;
  return {
    requests,
    unitsOfRequest: {
      lambdaRequest: invocations / requests,
      lambdaGigabyteSecond: (functionSeconds * functionMemory) / requests,
      serverlessGigabyteSecond: (endpointSeconds * endpointMemory) / requests,
      logGigabyte: lineBytes(namespace, modelVersion) / gigabyte,
    },
  };
}

/** What the function writes into its log for each request: the metrics. */
function lineBytes(namespace: string, modelVersion: string): number {
  let bytes = 0;
  const record = createVersionMetrics(namespace, Date.now, (line) => (bytes += Buffer.byteLength(line)));
  record(modelVersion, { shadowRequests: 1, shadowErrors: 0, shadowLatency: 12.345678, shadowOverlap: 0.5 });
  return bytes;
}
