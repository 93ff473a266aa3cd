import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The names of the tables that data is loaded into. */
export interface DataTables {
  userData: string;
  catalogue: string;
}

/** An item before it is written: the fields of `PutItemInput`, with `attributes` as JSON text. */
export interface ItemRecord {
  itemId: string;
  title?: string;
  description?: string;
  categories?: string[];
  tags?: string[];
  brand?: string;
  creator?: string;
  price?: number;
  imageUrl?: string;
  /** ISO 8601 in UTC with milliseconds. */
  availableFrom?: string;
  availableUntil?: string;
  hidden?: boolean;
  attributes?: string;
}

/** Where an interaction happened; `attributes` is JSON text. */
export interface ContextRecord {
  device?: string;
  locale?: string;
  hourOfDay?: number;
  dayOfWeek?: number;
  attributes?: string;
}

/** An interaction before it is written. */
export interface InteractionRecord {
  userId: string;
  itemId: string;
  eventType: string;
  eventValue?: number;
  /** Left out: made from the user, the item, the event type and the timestamp, so that every run makes the same one. */
  eventId?: string;
  /** ISO 8601 in UTC with milliseconds. */
  timestamp: string;
  sessionId?: string;
  recommendationId?: string;
  context?: ContextRecord;
  /** JSON text. */
  properties?: string;
}

/** One line of a source: a record, or the reason why it is not one. */
export type SourceLine<T> = {
  /** The file's name within its folder. */
  file: string;
  /** Counted from 1; of a record over several lines, the first. */
  line: number;
  /** The line as it stands in the file; made only when it is needed. */
  text: () => string;
} & ({ record: T; reason?: undefined } | { record?: undefined; reason: string });

/** How far a reader has come, from 0 to 1. Readers write it, the loader reads it. */
export interface ReadPosition {
  fraction: number;
}

/** Somewhere that items and interactions come from, in an order that is the same every time. */
export interface DataSource {
  /** What is loaded, for people: a folder or `demo data`. */
  name: string;
  /** Differs when the data differs. */
  fingerprint: string;
  items: (position: ReadPosition) => AsyncIterable<SourceLine<ItemRecord>>;
  interactions: (position: ReadPosition) => AsyncIterable<SourceLine<InteractionRecord>>;
}

/** A report on the way, at most a few a second and one at the end of each step. */
export interface LoadProgress {
  step: 'fingerprint' | 'items' | 'interactions' | 'recent';
  /** Lines done so far, those of an interrupted run included. */
  done: number;
  /** 0 to 1. */
  fraction: number;
  linesPerSecond: number;
  /** Left out until it can be told. */
  secondsLeft?: number;
}

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
  /** Of this run. */
  seconds: number;
}

/** What every load needs. */
export interface LoadOptions {
  client: DynamoDBClient;
  tables: DataTables;
  /** Checkpoints and lists of rejected lines are kept in its folder `imports`. */
  stateFolder: string;
  /** The clock, in milliseconds since the Unix epoch. */
  now: () => number;
  progress?: (progress: LoadProgress) => void;
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
