import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ProgressOptions } from '../read/ProgressMeter.ts';
import type { DataTables } from '../write/DataTables.ts';

/** What became of a load. */
export interface LoadResult {
  /**
   * LOADED: all of it by this run. RESUMED: an interrupted run was finished. UNCHANGED: the same data had been loaded
   * before and nothing was written.
   */
  status: 'LOADED' | 'RESUMED' | 'UNCHANGED';
  /** Lines taken as items; `itemsUnchanged` of them were in the catalogue already, with the same content. */
  items: number;
  itemsUnchanged: number;
  /** Lines taken as interactions. */
  interactions: number;
  /** Lines that were not taken, of any kind. */
  rejected: number;
  /** Where the rejected lines are listed; left out when there are none. */
  rejectedFile?: string;
  /** The first of them. */
  firstRejected?: { file: string; line: number; reason: string };
  /** What was left out or decided within lines, in words, and how often. */
  notes: Record<string, number>;
  /** Of this run. */
  seconds: number;
  /** The layout and how it was recognised. */
  readAs?: string;
  /** Files of the folder that were not read. */
  unreadFiles?: readonly string[];
}

/** What every load needs. */
export interface LoadOptions extends ProgressOptions {
  client: DynamoDBClient;
  tables: DataTables;
  /** Checkpoints and lists of rejected lines are kept in its folder `imports`. */
  stateFolder: string;
  /**
   * Runs the part of a load that concerns nobody at the moment: items, and interactions too old to count in a trend.
   * The local cloud switches the streams off meanwhile. Left out: everything is loaded in one go.
   */
  quietly?: <T>(work: () => Promise<T>) => Promise<T>;
  /** Refuses to load a data set into tables that hold another one (`DataMixed`). */
  unmixed?: boolean;
  /** Stops after the batch at hand; the next run resumes. */
  signal?: AbortSignal;
}
