/** Somebody whom the shop can be seen as. */
export interface ExamplePerson {
  userId: string;
  likes: string[];
}
/** Something that happened. See local/LiveFeed.ts. */
export interface FeedEntry {
  number: number;
  kind: 'INTERACTION' | 'LIST';
  at: string;
  userId: string;
  itemId?: string;
  eventType?: string;
  placement?: string;
  modelVersion?: string;
}

export type ModelState = 'RUNNING' | 'STOPPED' | 'ABSENT';

/** What only the local cloud can do for its pages. */
export interface LocalCloud {
  modelState(): Promise<ModelState>;
  /** Resolves when the model runs, or has stopped. */
  switchModel(to: 'start' | 'stop'): Promise<ModelState>;
  /** What happened after an entry, oldest first. */
  feed(after: number): Promise<FeedEntry[]>;
}

/** What the shop has beside the operations of the API, here and on a deployment. */
export interface Surroundings {
  endpoint: string;
  /** Undefined for a deployment. */
  local: LocalCloud | undefined;
  session(): Promise<{ apiKey: string; people: ExamplePerson[] }>;
  /** Proves to the API who somebody of `newVisitor`, or of the people, is. */
  token(userId: string): Promise<string>;
  /** The user id of somebody whom the shop has never seen. */
  newVisitor(): Promise<string>;
}
