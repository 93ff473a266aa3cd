import { assumed, aws, quotaOf } from './AwsTable.ts';
import type { QuotaName } from './AwsTable.ts';
import type { CountedOperations } from './CountedOperation.ts';
import { demandOf } from './demandOf.ts';
import type { Demand } from './demandOf.ts';
import type { Profile } from './Profile.ts';
import { serversForLoss } from './queueing.ts';

/** Something of which there is only so much. */
export interface Limit {
  name: string;
  quota: QuotaName;
  /** How much there is, as deployed and with AWS's defaults. */
  available: number;
  /** How much the peak takes of it. */
  taken: number;
  /** The load at which it is used up, in requests a second; Infinity where it never is. */
  bindsAt: number;
  /** What to do about it, in words, with the number that the load needs. */
  remedy: string;
  /** What those get who come when it is used up. */
  beyond: 'ERROR' | 'DEGRADED' | 'LATE';
}

/** infra/config.ts. */
const endpointConcurrency = 20;
/** Of inferences that may find no free container. */
export const lossAccepted = 0.001;
/** Lambda: ten requests a second for each execution at once. */
const callsPerExecution = 10;
const whole = (value: number): string => Math.ceil(value).toLocaleString('en-US');

/** @returns seconds that an inference keeps a container: what was counted of the function is mostly other work */
export const inferenceSeconds = (modelSeconds: number): number => modelSeconds + assumed('endpointSeconds');

/** Executions at once of a function: those at work, and no fewer than Lambda's rate asks for. */
export const executionsOf = ({ calls, busy }: { calls: number; busy: number }): number =>
  Math.max(busy, calls / callsPerExecution);

type Measure = Omit<Limit, 'bindsAt' | 'available' | 'beyond'> & Partial<Pick<Limit, 'available' | 'beyond'>>;

/** Each limit at a load. */
function measure(profile: Profile, counted: CountedOperations, load: number, modelSeconds: number): Measure[] {
  const peak = demandOf(profile, counted, load);
  const calm = demandOf(profile, counted, load / profile.peakFactor);
  const executions = (demand: Demand): number =>
    Object.values(demand.functions).reduce((sum, one) => sum + executionsOf(one), 0);
  const [fastest = '', growth = 0] =
    Object.entries(peak.functions)
      .map(([name, one]): [string, number] => [
        name,
        executionsOf(one) - executionsOf(calm.functions[name] ?? { calls: 0, busy: 0 }),
      ])
      .sort(([, a], [, b]) => b - a)[0] ?? [];
  const containers = serversForLoss(peak.inferences * inferenceSeconds(modelSeconds), lossAccepted);
  const tables = Object.entries(peak.tables);
  return [
    {
      name: 'AppSync request tokens',
      quota: 'appSyncRequestTokens',
      taken: peak.requests + peak.pushes,
      remedy: `raise the rate of request tokens to ${whole(peak.requests + peak.pushes)}`,
    },
    {
      name: 'AppSync new connections',
      quota: 'appSyncConnectionRate',
      taken: peak.connects,
      remedy: `raise the rate of connections to ${whole(peak.connects)}, or a second API for listeners`,
    },
    {
      name: 'AppSync messages to listeners',
      quota: 'appSyncOutboundMessages',
      taken: peak.pushes,
      remedy: `raise the rate of outbound messages to ${whole(peak.pushes)}`,
    },
    {
      name: 'Lambda executions at once',
      quota: 'lambdaConcurrency',
      taken: executions(peak),
      remedy: `raise concurrent executions to ${whole(executions(peak))}`,
    },
    {
      name: 'Lambda scaling rate',
      quota: 'lambdaScalingRate',
      taken: (growth / profile.rampSeconds) * 10,
      remedy: `cannot be raised: provision ${whole(Math.max(0, growth - (quotaOf('lambdaScalingRate') / 10) * profile.rampSeconds))} executions of ${fastest} before the ramp`,
    },
    {
      name: 'Endpoint containers at once (as deployed)',
      quota: 'serverlessEndpointConcurrency',
      available: endpointConcurrency,
      taken: containers,
      beyond: 'DEGRADED',
      remedy: `set endpointConcurrency to ${whole(Math.min(containers, quotaOf('serverlessEndpointConcurrency')))}`,
    },
    {
      name: 'Endpoint containers at once (most that serverless has)',
      quota: 'serverlessEndpointConcurrency',
      taken: containers,
      beyond: 'DEGRADED',
      remedy: `instances behind one endpoint instead of serverless: ${whole(containers / 2)} of 2 vCPU`,
    },
    ...tables.flatMap(([table, { read, write }]): Measure[] => [
      {
        name: `Table ${table}, writes`,
        quota: 'tableUnits',
        taken: write,
        remedy: `raise its write units to ${whole(write)}`,
      },
      {
        name: `Table ${table}, reads`,
        quota: 'tableUnits',
        taken: read,
        remedy: `raise its read units to ${whole(read)}`,
      },
      {
        name: `Table ${table}, writes that come suddenly`,
        quota: 'newTableWriteUnits',
        available: Math.max(quotaOf('newTableWriteUnits'), 2 * (calm.tables[table]?.write ?? 0)),
        taken: write,
        remedy: `set its warm throughput to ${whole(write)} write units before`,
      },
      {
        name: `Table ${table}, reads that come suddenly`,
        quota: 'newTableReadUnits',
        available: Math.max(quotaOf('newTableReadUnits'), 2 * (calm.tables[table]?.read ?? 0)),
        taken: read,
        remedy: `set its warm throughput to ${whole(read)} read units before`,
      },
    ]),
    ...peak.hotKeys.flatMap(({ table, key, read, write, partitions }): Measure[] => [
      {
        name: `Hot key ${key} of ${table}, writes`,
        quota: 'partitionWriteUnits',
        taken: write,
        remedy: `spread it over ${whole((partitions * write) / quotaOf('partitionWriteUnits'))} keys instead of ${partitions}`,
        beyond: table === 'counters' || table === 'feedback' ? 'LATE' : undefined,
      },
      {
        name: `Hot key ${key} of ${table}, reads`,
        quota: 'partitionReadUnits',
        taken: read,
        remedy: `${whole((partitions * read) / quotaOf('partitionReadUnits'))} copies instead of ${partitions}, or keep it in the function`,
      },
    ]),
    {
      name: 'Stream: batches of a shard',
      quota: 'streamParallelization',
      available: 1,
      taken: peak.shardUtilization,
      beyond: 'LATE',
      remedy: `set parallelizationFactor to ${whole(peak.shardUtilization)}`,
    },
    {
      name: 'Workflow starts',
      quota: 'expressStarts',
      taken: peak.pushes,
      beyond: 'LATE',
      remedy: `raise StartExecution to ${whole(peak.pushes)} a second`,
    },
  ];
}

const leastLoad = 1e-3;
const mostLoad = 1e9;

/**
 * Every limit that a load uses, those that bind first before the others.
 *
 * @param modelSeconds of the model for one list
 */
export function limitsOf(profile: Profile, counted: CountedOperations, load: number, modelSeconds: number): Limit[] {
  const at = (rate: number): Limit[] =>
    measure(profile, counted, rate, modelSeconds).map((one) => ({
      ...one,
      available: one.available ?? aws.quotas[one.quota].value,
      beyond: one.beyond ?? 'ERROR',
      bindsAt: Infinity,
    }));
  // All grow with the load: each is looked for by halving, with the same few demands for all of them.
  const steps = 240;
  const ladder = Array.from({ length: steps + 1 }, (_, step) => leastLoad * (mostLoad / leastLoad) ** (step / steps));
  const found = ladder.map((rate) => ({ rate, limits: new Map(at(rate).map((limit) => [limit.name, limit])) }));
  return at(load)
    .filter(({ taken }) => taken > 0)
    .map((limit) => ({ ...limit, bindsAt: bindingLoad(found, limit.name) }))
    .sort((a, b) => a.bindsAt - b.bindsAt);
}

/** Between the last step that is within and the first that is not, in proportion on a logarithmic scale. */
function bindingLoad(found: { rate: number; limits: Map<string, Limit> }[], name: string): number {
  const share = (limits: Map<string, Limit>): number => {
    const limit = limits.get(name);
    return limit ? limit.taken / limit.available : 0;
  };
  const above = found.findIndex(({ limits }) => share(limits) > 1);
  if (above < 0) return Infinity;
  if (above === 0) return found[0].rate;
  const [low, high] = [found[above - 1], found[above]];
  const [from, to] = [Math.log(Math.max(share(low.limits), 1e-12)), Math.log(share(high.limits))];
  return low.rate * (high.rate / low.rate) ** (to === from ? 0 : -from / (to - from));
}
