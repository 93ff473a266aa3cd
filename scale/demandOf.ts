import type { CountedOperation, CountedOperations } from './CountedOperation.ts';
import { ScaleInputError } from './errors.ts';
import { operationNames } from './Profile.ts';
import type { Profile } from './Profile.ts';

/** What a load takes of everything, a second. */
export interface Demand {
  /** Of clients: queries and mutations. */
  requests: number;
  interactions: number;
  /** Lists pushed to listeners: each an execution of the workflow, a mutation and a message. */
  pushes: number;
  /** Open at once. */
  connections: number;
  /** Begun a second. */
  connects: number;
  inferences: number;
  /** Of one pushed list. */
  pushBytes: number;
  answerBytes: number;
  tables: Record<string, { read: number; write: number }>;
  /** Of the one busiest partition key of each kind. */
  hotKeys: { table: string; key: string; read: number; write: number; partitions: number }[];
  functions: Record<string, { calls: number; busy: number; megabytes: number }>;
  /** Of the local cloud's processes. */
  localProcessorSeconds: number;
  /** Interactions in a batch of the stream. */
  batchSize: number;
  /** Of the stream's table. */
  shards: number;
  /** Interactions of a shard as a share of what its largest batches, one after another, deal with; beyond 1 it falls behind. */
  shardUtilization: number;
}

const streamTable = 'userData';
const streamFunction = 'OnInteraction';
export const scoringFunction = 'ScoreCandidates';
/** infra/constructs/InteractionStream.ts. */
const largestBatch = 100;
/** A new table on demand takes 4,000 write units a second, which is four partitions; the stream has a shard for each. */
const leastShards = 4;
const [partitionWrites, partitionReads] = [1000, 3000];
/** schema/contract/limits.ts: `counterShards`. An instance of the function keeps to one, so a short count meets one. */
const counterShards = 2;

/** The parts of an operation, each times a number. */
type Weighted = [CountedOperation, number][];

/** @throws ScaleInputError when the counts lack an operation */
export function demandOf(profile: Profile, counted: CountedOperations, load: number): Demand {
  const find = (name: string): CountedOperation => {
    const operation = counted.operations.find((one) => one.name === name);
    if (!operation)
      throw new ScaleInputError(
        'operations',
        counted.operations.map((one) => one.name),
        `one of ${name}`,
      );
    return operation;
  };
  const { mix, listeningShare, peopleSecondsPerRequest, sessionSeconds } = profile;
  const interactions = load * mix.recordInteraction;
  const pushes = interactions * listeningShare;
  const connections = load * peopleSecondsPerRequest * listeningShare;
  const connects = connections / sessionSeconds;
  const [alone, together] = [find('recordInteraction'), find('recordedTogether')];
  const reads: Weighted = operationNames
    .filter((name) => name !== 'recordInteraction')
    .map((name) => [find(name), load * mix[name]]);
  // What a push takes beyond the interaction itself.
  const pushed: Weighted = [
    [find('recordAndPush'), pushes],
    [alone, -pushes],
  ];
  const others: Weighted = [...reads, ...pushed, [find('listen'), connects]];

  // Batches grow with what waits, and more shards make them smaller: the sizes are found from one another.
  let batchSize = 1;
  let shards = leastShards;
  const recorded = (): Weighted => inBatches(alone, together, batchSize, interactions);
  for (let round = 0; round < 50; round += 1) {
    const { read, write } = unitsOf([...others, ...recorded()])[streamTable] ?? { read: 0, write: 0 };
    shards = Math.max(leastShards, Math.ceil(write / partitionWrites + read / partitionReads));
    const seconds = secondsOfBatch(alone, together, batchSize);
    batchSize = Math.min(largestBatch, Math.max(1, (interactions / shards) * seconds));
  }
  const all = [...others, ...recorded()];
  const functions = functionsOf(all);
  return {
    requests: load,
    ...{ interactions, pushes, connections, connects, batchSize, shards },
    inferences: functions[scoringFunction]?.calls ?? 0,
    pushBytes: find('recordAndPush').answerBytes,
    answerBytes: [...reads, [alone, interactions] as const, [find('recordAndPush'), pushes] as const].reduce(
      (sum, [{ answerBytes }, rate]) => sum + answerBytes * rate,
      0,
    ),
    tables: unitsOf(all),
    hotKeys: hotKeysOf(all),
    functions,
    localProcessorSeconds: all.reduce((sum, [operation, rate]) => sum + operation.localProcessorSeconds * rate, 0),
    shardUtilization: (interactions / shards / largestBatch) * secondsOfBatch(alone, together, largestBatch),
  };
}

const callsOf = ({ functions }: CountedOperation, name: string): { calls: number; seconds: number } =>
  functions.find((one) => one.function === name) ?? { calls: 0, seconds: 0 };

/**
 * Interactions in batches of a size: a part of what is counted is of each batch and a part of each interaction, so it
 * goes with one divided by the size. Beyond the sizes that were counted the nearest count stands.
 */
function inBatches(alone: CountedOperation, together: CountedOperation, size: number, rate: number): Weighted {
  const [few, many] = [countedBatch(alone), countedBatch(together)];
  const between = many === few ? 0 : (1 / size - 1 / many) / (1 / few - 1 / many);
  const ofAlone = Math.min(1, Math.max(0, between));
  return [
    [alone, rate * ofAlone],
    [together, rate * (1 - ofAlone)],
  ];
}

/** How many interactions a batch of the count held. */
const countedBatch = (operation: CountedOperation): number => 1 / (callsOf(operation, streamFunction).calls || 1);

/** Seconds of a batch: so many for itself, and so many for each interaction. */
function secondsOfBatch(alone: CountedOperation, together: CountedOperation, size: number): number {
  const [few, many] = [countedBatch(alone), countedBatch(together)];
  const [ofFew, ofMany] = [
    callsOf(alone, streamFunction).seconds * few,
    callsOf(together, streamFunction).seconds * many,
  ];
  const each = many === few ? 0 : Math.max(0, (ofMany - ofFew) / (many - few));
  return Math.max(ofFew + each * (size - few), each * size);
}

function unitsOf(weighted: Weighted): Demand['tables'] {
  const tables: Demand['tables'] = {};
  for (const [{ units }, weight] of weighted) {
    for (const [table, { read, write }] of Object.entries(units)) {
      const sum = (tables[table] ??= { read: 0, write: 0 });
      sum.read += read * weight;
      sum.write += write * weight;
    }
  }
  return notNegative(tables);
}

function functionsOf(weighted: Weighted): Demand['functions'] {
  const functions: Demand['functions'] = {};
  for (const [operation, weight] of weighted) {
    for (const { function: name, megabytes, calls, seconds } of operation.functions) {
      const sum = (functions[name] ??= { calls: 0, busy: 0, megabytes });
      sum.calls += calls * weight;
      sum.busy += seconds * weight;
    }
  }
  for (const one of Object.values(functions)) {
    one.calls = Math.max(0, one.calls);
    one.busy = Math.max(0, one.busy);
  }
  return functions;
}

function hotKeysOf(weighted: Weighted): Demand['hotKeys'] {
  const keys = new Map<string, Demand['hotKeys'][number]>();
  for (const [{ sharedKeys }, weight] of weighted) {
    for (const { table, key, read, write, partitions } of sharedKeys) {
      const id = `${table} ${key}`;
      const sum = keys.get(id) ?? { table, key, read: 0, write: 0, partitions: 1 };
      sum.read += read * weight;
      sum.write += write * weight;
      sum.partitions = Math.max(sum.partitions, key.startsWith('COUNT#') ? counterShards : partitions);
      keys.set(id, sum);
    }
  }
  return [...keys.values()].map(({ read, write, partitions, ...kind }) => ({
    ...kind,
    partitions,
    read: Math.max(0, read) / partitions,
    write: Math.max(0, write) / partitions,
  }));
}

/** A difference of two counts may come out below nothing. */
function notNegative(tables: Demand['tables']): Demand['tables'] {
  return Object.fromEntries(
    Object.entries(tables).map(([table, { read, write }]) => [
      table,
      { read: Math.max(0, read), write: Math.max(0, write) },
    ]),
  );
}
