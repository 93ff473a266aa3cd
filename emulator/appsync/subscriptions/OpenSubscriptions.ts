import type { SubscriptionFilter, SubscriptionInvalidation } from '../../appsync-js/index.ts';
import type { Answer } from '../engine/GraphQLApi.ts';
import type { AppSyncLogEntry } from '../types.ts';
import { matchesArguments } from './matchesArguments.ts';
import { matchesFilter } from './matchesFilter.ts';

/** AppSync's quota of one message to a subscriber. */
const maximumPayloadBytes = 240 * 1024;

/** Where a subscription's messages go. */
export interface Subscriber {
  deliver(answer: Answer): void;
  /** The service ended the subscription. */
  end(): void;
}

export interface Subscription {
  fieldName: string;
  args: Record<string, unknown>;
  filter?: SubscriptionFilter | null;
  invalidationFilter?: SubscriptionFilter | null;
  requestId: string;
  subscriber: Subscriber;
}

/** The subscriptions that are open, by their field: who wants what is published, and who is ended. */
export class OpenSubscriptions<Open extends Subscription> {
  readonly #byField = new Map<string, Set<Open>>();
  readonly #log: (entry: AppSyncLogEntry) => void;

  constructor(log: (entry: AppSyncLogEntry) => void) {
    this.#log = log;
  }

  get size(): number {
    return [...this.#byField.values()].reduce((total, set) => total + set.size, 0);
  }

  of(fieldName: string): Open[] {
    return [...(this.#byField.get(fieldName) ?? [])];
  }

  add(subscription: Open): void {
    const set = this.#byField.get(subscription.fieldName) ?? new Set();
    this.#byField.set(subscription.fieldName, set.add(subscription));
  }

  delete(subscription: Open): void {
    this.#byField.get(subscription.fieldName)?.delete(subscription);
  }

  /** Sends a message unless it is over AppSync's quota. */
  deliver({ fieldName, requestId, subscriber }: Open, answer: Answer): void {
    const bytes = Buffer.byteLength(JSON.stringify(answer));
    if (bytes > maximumPayloadBytes) {
      this.#log({
        level: 'error',
        message: `A push of ${fieldName} was dropped: ${bytes} bytes; AppSync delivers at most ${maximumPayloadBytes}.`,
      });
      return;
    }
    this.#log({ level: 'debug', message: `pushed ${fieldName}`, details: { requestId, bytes } });
    subscriber.deliver(answer);
  }

  /** Ends what a mutation invalidates. @param ended called for each */
  invalidate(invalidations: SubscriptionInvalidation[], ended?: (subscription: Open) => void): void {
    for (const { subscriptionField, payload } of invalidations) {
      for (const subscription of this.of(subscriptionField)) {
        if (!subscription.invalidationFilter || !matchesFilter(subscription.invalidationFilter, payload)) continue;
        this.delete(subscription);
        ended?.(subscription);
        subscription.subscriber.end();
      }
    }
  }
}

/** A filter of the resolver stands in for the arguments; published lists pass no filter (AWS ignores them there). */
export function wants(
  { filter, args }: Pick<Subscription, 'filter' | 'args'>,
  value: Record<string, unknown>,
): boolean {
  if (filter) return !Array.isArray(value) && matchesFilter(filter, value);
  return matchesArguments(args, value);
}
