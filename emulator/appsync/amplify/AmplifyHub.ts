import type { GraphQLFieldResolver } from 'graphql';
import { argumentsAsSent } from '../engine/argumentsAsSent.ts';
import type { Answer, GraphQLRequest, Outcome } from '../engine/GraphQLApi.ts';
import type { RequestScope } from '../engine/RequestScope.ts';
import { OpenSubscriptions, wants } from '../subscriptions/OpenSubscriptions.ts';
import type { Subscriber, Subscription } from '../subscriptions/OpenSubscriptions.ts';
import { publicationsOf } from '../subscriptions/publicationsOf.ts';
import { assertFilter, prepareSubscription, SubscriptionRefused } from '../subscriptions/SubscriptionHub.ts';
import type { AppSyncLogEntry } from '../types.ts';
import { withAppended, type AmplifyApi } from './AmplifyApi.ts';
import { fieldInfo } from './fieldInfo.ts';

interface SimulatedSubscription extends Subscription {
  close(): void;
}

/**
 * Subscriptions on the simulator's pubsub, with what it lacks: arguments and filters are asked of our own, only what
 * the mutation selected is published, and mutations may end subscriptions.
 */
export class AmplifyHub {
  readonly #api: AmplifyApi;
  readonly #subscriptions: OpenSubscriptions<SimulatedSubscription>;

  constructor(api: AmplifyApi, log: (entry: AppSyncLogEntry) => void) {
    this.#api = api;
    this.#subscriptions = new OpenSubscriptions(log);
  }

  get size(): number {
    return this.#subscriptions.size;
  }

  /**
   * Has the simulator run the subscription's resolver and open it; answers how to close it.
   * @throws SubscriptionRefused, RequestRefused
   */
  async subscribe(request: GraphQLRequest, subscriber: Subscriber): Promise<() => void> {
    const api = this.#api;
    const prepared = prepareSubscription(api, request);
    const operation = api.operationOf(prepared, request.operationName);
    const scope = api.createScope(request);
    let subscription: SimulatedSubscription | undefined;
    let opened: Pick<Subscription, 'fieldName' | 'args'> | undefined;
    // What the resolver of a subscription returns is not delivered.
    const resolver: GraphQLFieldResolver<unknown, RequestScope> = async (...field) => {
      await api.fieldResolver(...field);
      return null;
    };
    const { answer, close } = api.thread.subscribe(request, {
      resolve: api.resolverOf(prepared, scope, request.operationName, resolver),
      open: (place, args) => {
        const info = fieldInfo(place, api.schema, prepared.document, operation, scope.variables);
        const sent = JSON.parse(args) as Record<string, unknown>;
        opened = { fieldName: place.fieldName, args: argumentsAsSent(sent, scope.variables, info) };
      },
      wants: (value) => subscription !== undefined && wants(subscription, JSON.parse(value) as Record<string, unknown>),
      deliver: (delivered) => {
        if (subscription) this.#subscriptions.deliver(subscription, JSON.parse(delivered) as Answer);
      },
    });
    try {
      const { errors } = withAppended(JSON.parse((await answer).answer) as Answer, scope);
      if (!opened || errors) throw new SubscriptionRefused(errors ?? []);
      const { subscriptionFilter: filter, invalidationFilter, requestId } = scope;
      assertFilter(api, opened.fieldName, filter);
      subscription = { ...opened, filter, invalidationFilter, requestId, subscriber, close };
    } catch (error) {
      close();
      throw error;
    }
    const added = subscription;
    this.#subscriptions.add(added);
    return () => {
      this.#subscriptions.delete(added);
      close();
    };
  }

  /** Publishes what a mutation selected to the subscriptions that the simulator says, and ends what it invalidates. */
  async publish(outcome: Outcome): Promise<void> {
    for (const { mutation, value } of publicationsOf(outcome)) {
      for (const field of this.#api.subscriptionsOf(outcome.scope, mutation)) this.#api.thread.publish(field, value);
    }
    this.#subscriptions.invalidate(outcome.invalidations, ({ close }) => close());
  }
}
