import type { Archive } from '../shared/Archive.ts';
import type { BatchRows } from './BatchRows.ts';
import type { WriteStoredList } from './createListWriter.ts';

/** What the steps of a batch work with. */
export interface BatchDependencies {
  rows: BatchRows;
  archive: Archive;
  /** Of the names of jobs and models. */
  prefix: string;
  /** ARNs of the tables that are exported. */
  userDataTable: string;
  catalogueTable: string;
  /** About how many rows a table has, by its ARN: DynamoDB counts every few hours. */
  countRows: (tableArn: string) => Promise<number>;
  makeKey: () => Uint8Array;
  writeList: WriteStoredList;
  /** Lists that one call of the function writes in a second. */
  listsPerSecond: number;
  /** Pauses, in milliseconds. */
  sleep: (milliseconds: number) => Promise<void>;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** How long a call may go on storing lists. */
  storingMilliseconds: number;
}
