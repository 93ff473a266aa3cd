import { bytesOfUpdate } from '../../scale/index.ts';
import type { CountedOperation } from '../../scale/CountedOperation.ts';
import type { Consumption } from './consumedBy.ts';
import type { Invocations } from './InvocationLogs.ts';

/** What a partition key stands for: whose it is, when, which of its shards, left out. */
export function kindOfKey(table: string, key: string): string {
  if (table === 'catalogue') return '<itemId>';
  return key
    .replace(/^(USER|SEEN|MARK|LIST|SHOWN|SUM)#.+$/, '$1#<id>')
    .replace(/\d{4}-\d{2}-\d{2}(T[\d:.]+Z?)?/g, '<time>')
    .replace(/shardId-[^#]+/g, '<stream shard>')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27,}/g, '<uuid>')
    .replace(/#\d+(?=$|#)/g, '#<shard>')
    .replace(/v\d{8}[\w-]*/g, '<version>');
}

const callsOf = (invoked: Invocations[], name: string): number =>
  invoked.find((one) => one.function === name)?.calls ?? 0;
const updatesOf = (messages: number[]): number =>
  messages.reduce((sum, length) => sum + Math.ceil(length / bytesOfUpdate), 0);
const round = (value: number): number => Number(value.toPrecision(4));

/** What was met while an operation ran. */
export interface Met {
  tableNames: Record<string, string>;
  consumed: Consumption[];
  bytes: { read: number; written: number };
  invoked: Invocations[];
  executions: { count: number; seconds: number };
  /** That clients sent: queries and mutations. */
  requests: number;
  /** Bytes of each message that a subscriber received. */
  messages: number[];
  answerBytes: number;
  /** Of all calls. */
  processorSeconds: number;
}

/** The function that pushes, by one mutation each time. */
const publishing = 'PublishRecommendation';

export function summarize(
  name: string,
  note: string,
  calls: number,
  { tableNames, consumed, bytes, invoked, executions, requests, messages, answerBytes, processorSeconds }: Met,
): CountedOperation {
  const units: CountedOperation['units'] = {};
  const kinds = new Map<string, { table: string; key: string; read: number; write: number; keys: Set<string> }>();
  for (const { table: physicalName, partitionKey, kind, units: consumedUnits } of consumed) {
    const table = tableNames[physicalName] ?? physicalName;
    const ofTable = (units[table] ??= { read: 0, write: 0 });
    ofTable[kind] += consumedUnits / calls;
    const key = kindOfKey(table, partitionKey);
    const id = `${table} ${key}`;
    const ofKind = kinds.get(id) ?? { table, key, read: 0, write: 0, keys: new Set<string>() };
    ofKind[kind] += consumedUnits / calls;
    ofKind.keys.add(partitionKey);
    kinds.set(id, ofKind);
  }
  return {
    name,
    note,
    calls,
    answerBytes: Math.round(answerBytes),
    units: Object.fromEntries(
      Object.entries(units).map(([table, { read, write }]) => [table, { read: round(read), write: round(write) }]),
    ),
    sharedKeys: [...kinds.values()]
      .filter(({ key }) => !/<id>|<itemId>/.test(key))
      .map(({ keys, read, write, ...kind }) => ({
        ...kind,
        read: round(read),
        write: round(write),
        partitions: keys.size,
      })),
    appSyncOperations: round((requests + callsOf(invoked, publishing)) / calls),
    messages: { count: round(messages.length / calls), updates: round(updatesOf(messages) / calls) },
    executions: { count: round(executions.count / calls), seconds: round(executions.seconds / calls) },
    bytes: { read: Math.round(bytes.read / calls), written: Math.round(bytes.written / calls) },
    functions: invoked.map((one) => ({ ...one, calls: round(one.calls / calls), seconds: round(one.seconds / calls) })),
    localProcessorSeconds: round(Math.max(0, processorSeconds) / calls),
  };
}
