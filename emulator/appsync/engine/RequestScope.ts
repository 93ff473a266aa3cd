import type { SubscriptionFilter, SubscriptionInvalidation } from '../../appsync-js/index.ts';
import type { Caller } from '../authorization/Caller.ts';
import type { AnswerError } from './formatError.ts';
import type { Selection } from './describeSelection.ts';
import type { Turns } from './Turns.ts';

/** What one request carries through its resolvers and gathers from them. */
export interface RequestScope {
  requestId: string;
  caller: Caller;
  /** Lower-case names, as `ctx.request.headers`. */
  headers: Record<string, string>;
  variables: Record<string, unknown>;
  /** Epoch milliseconds. */
  deadline: number;
  resolverCount: number;
  /** What `util.appendError` added. */
  appendedErrors: AnswerError[];
  responseHeaders: Record<string, string>;
  invalidations: SubscriptionInvalidation[];
  subscriptionFilter?: SubscriptionFilter | null;
  invalidationFilter?: SubscriptionFilter | null;
  /** Selections already described, by the field nodes that they belong to. */
  selections: WeakMap<object, Selection>;
  /** Fields that are taken from their parent and may be seen, by the same: each is one field of one parent type. */
  properties: WeakSet<object>;
  /** `ctx.request` and `ctx.identity` as JSON, once a resolver needed them. */
  requestText?: string;
  identityText?: string;
  /** Its calls of data sources. */
  turns: Turns;
  /** BatchInvoke calls that wait for their siblings. */
  batches: Map<string, PendingBatch>;
}

export interface PendingBatch {
  requests: unknown[];
  settle: ((outcome: unknown) => void)[];
}
