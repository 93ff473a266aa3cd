/** What one call of an operation takes, on average, as `npm run bench:operations` counts it. */
export interface CountedOperation {
  name: string;
  note: string;
  calls: number;
  /** Of the answer's data as JSON text; of a push, the pushed list. */
  answerBytes: number;
  /** DynamoDB request units by table. */
  units: Record<string, { read: number; write: number }>;
  /** Request units of partition keys that calls of several users share, and how many such keys the count met. */
  sharedKeys: { table: string; key: string; read: number; write: number; partitions: number }[];
  /** Queries and mutations: the client's, and those that functions send. */
  appSyncOperations: number;
  /** What subscribers received, and of how many updates, by which AppSync charges. */
  messages: { count: number; updates: number };
  /** Executions of Express workflows, which AWS charges for by number and time, not by transitions. */
  executions: { count: number; seconds: number };
  /** On the way to DynamoDB in requests that write, and back in answers to reads. */
  bytes: { read: number; written: number };
  functions: { function: string; megabytes: number; calls: number; seconds: number }[];
  /** Of the local cloud with all that it started, where the operation was counted; without what an idle one takes. */
  localProcessorSeconds: number;
}

/** scale/operations.json. */
export interface CountedOperations {
  countedOn: string;
  version: string;
  size: { items: number; interactions: number };
  operations: CountedOperation[];
}
