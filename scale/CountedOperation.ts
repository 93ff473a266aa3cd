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
  functions: { function: string; megabytes: number; calls: number; seconds: number }[];
}

/** scale/operations.json. */
export interface CountedOperations {
  countedOn: string;
  version: string;
  size: { items: number; interactions: number };
  operations: CountedOperation[];
}
