import { OperationTypeNode } from 'graphql';
import type { GraphQLFieldResolver } from 'graphql';
import type { SubscriptionFilter } from '../../appsync-js/index.ts';
import { argumentsAsSent } from '../engine/argumentsAsSent.ts';
import { FieldError } from '../engine/FieldError.ts';
import type { AnswerError } from '../engine/formatError.ts';
import { property } from '../engine/GraphQLApi.ts';
import type { Prepared } from '../engine/DocumentChecker.ts';
import type { Answer, GraphQLApi, GraphQLRequest, Outcome } from '../engine/GraphQLApi.ts';
import { RequestRefused } from '../engine/RequestRefused.ts';
import type { RequestScope } from '../engine/RequestScope.ts';
import type { AppSyncLogEntry } from '../types.ts';
import { checkFilter } from './checkFilter.ts';
import { matchesArguments } from './matchesArguments.ts';
import { matchesFilter } from './matchesFilter.ts';
import { publicationsOf } from './publicationsOf.ts';

/** AppSync's quota of one message to a subscriber. */
const maximumPayloadBytes = 240 * 1024;

/** Where a subscription's messages go. */
export interface Subscriber {
  deliver(answer: Answer): void;
  /** The service ended the subscription. */
  end(): void;
}

interface Subscription {
  fieldName: string;
  args: Record<string, unknown>;
  filter?: SubscriptionFilter | null;
  invalidationFilter?: SubscriptionFilter | null;
  prepared: Prepared;
  operationName?: string;
  scope: RequestScope;
  subscriber: Subscriber;
}

/** A subscription that was refused, with the errors to send. */
export class SubscriptionRefused extends Error {
  readonly errors: Partial<AnswerError>[];

  constructor(errors: Partial<AnswerError>[]) {
    super(errors[0]?.message ?? 'refused');
    this.name = 'SubscriptionRefused';
    this.errors = errors;
  }
}

/** Keeps the open subscriptions and pushes to them what mutations publish. */
export class SubscriptionHub {
  readonly #api: GraphQLApi;
  readonly #triggers: Map<string, string[]>;
  readonly #log: (entry: AppSyncLogEntry) => void;
  readonly #subscriptions = new Map<string, Set<Subscription>>();

  constructor(api: GraphQLApi, triggers: Map<string, string[]>, log: (entry: AppSyncLogEntry) => void) {
    this.#api = api;
    this.#triggers = triggers;
    this.#log = log;
  }

  get size(): number {
    return [...this.#subscriptions.values()].reduce((total, set) => total + set.size, 0);
  }

  /**
   * Runs the subscription's resolver and opens it; answers how to close it.
   * @throws SubscriptionRefused, RequestRefused
   */
  async subscribe(request: GraphQLRequest, subscriber: Subscriber): Promise<() => void> {
    const prepared = this.#api.prepare(request.query);
    if (prepared.errors.length > 0) throw new SubscriptionRefused(prepared.errors);
    const operation = this.#api.operationOf(prepared, request.operationName);
    if (operation.operation !== OperationTypeNode.SUBSCRIPTION) {
      throw new RequestRefused(
        'UnsupportedOperation',
        `${operation.operation} not supported through the realtime channel`,
      );
    }
    const scope = this.#api.createScope(request);
    const { fieldName, args } = await this.#resolve(prepared, scope, request.operationName);
    const { subscriptionFilter: filter, invalidationFilter } = scope;
    const fault = filter && checkFilter(filter, this.#api.schema.getSubscriptionType()!.getFields()[fieldName].type);
    if (fault) throw new RequestRefused('BadRequestException', `Invalid subscription filter: ${fault}.`);

    const subscription: Subscription = {
      fieldName,
      args,
      filter,
      invalidationFilter,
      prepared,
      operationName: request.operationName,
      scope,
      subscriber,
    };
    const set = this.#subscriptions.get(fieldName) ?? new Set();
    this.#subscriptions.set(fieldName, set.add(subscription));
    return () => void set.delete(subscription);
  }

  /** Pushes what a mutation wrote, and ends the subscriptions that it invalidates. */
  async publish(outcome: Outcome): Promise<void> {
    for (const { mutation, value } of publicationsOf(outcome)) {
      for (const fieldName of this.#triggers.get(mutation) ?? []) {
        for (const subscription of [...(this.#subscriptions.get(fieldName) ?? [])]) {
          if (wants(subscription, value)) await this.#push(subscription, value);
        }
      }
    }
    for (const { subscriptionField, payload } of outcome.invalidations) {
      for (const subscription of [...(this.#subscriptions.get(subscriptionField) ?? [])]) {
        if (!subscription.invalidationFilter || !matchesFilter(subscription.invalidationFilter, payload)) continue;
        this.#subscriptions.get(subscriptionField)?.delete(subscription);
        subscription.subscriber.end();
      }
    }
  }

  /** Asks the subscription's own resolver, which may refuse or set a filter. What it returns is not delivered. */
  async #resolve(
    prepared: Prepared,
    scope: RequestScope,
    operationName: string | undefined,
  ): Promise<{ fieldName: string; args: Record<string, unknown> }> {
    let field: { fieldName: string; args: Record<string, unknown> } | undefined;
    let refused = false;
    const resolver: GraphQLFieldResolver<unknown, RequestScope> = async (source, args, context, info) => {
      field = { fieldName: info.fieldName, args: argumentsAsSent(args, context.variables, info) };
      try {
        await this.#api.fieldResolver(source, args, context, info);
      } catch (error) {
        refused = true;
        throw error;
      }
      return null;
    };
    const answer = await this.#api.run(prepared, scope, operationName, resolver);
    if (!field || refused || scope.appendedErrors.length > 0) throw new SubscriptionRefused(answer.errors ?? []);
    return field;
  }

  async #push(subscription: Subscription, value: Record<string, unknown>): Promise<void> {
    const { fieldName, prepared, operationName, scope, subscriber } = subscription;
    const answer = await this.#api.run(prepared, { ...scope, appendedErrors: [] }, operationName, this.#delivered, {
      [fieldName]: value,
    });
    const bytes = Buffer.byteLength(JSON.stringify(answer));
    if (bytes > maximumPayloadBytes) {
      this.#log({
        level: 'error',
        message: `A push of ${fieldName} was dropped: ${bytes} bytes; AppSync delivers at most ${maximumPayloadBytes}.`,
      });
      return;
    }
    this.#log({ level: 'debug', message: `pushed ${fieldName}`, details: { requestId: scope.requestId, bytes } });
    subscriber.deliver(answer);
  }

  /** Delivered fields come from the mutation alone: no resolver runs, but what the subscriber may see is checked. */
  readonly #delivered: GraphQLFieldResolver<unknown, RequestScope> = (source, _args, scope, info) => {
    const typeName = info.parentType.name;
    if (!this.#api.allows(scope.caller, typeName, info.fieldName))
      throw FieldError.unauthorized(typeName, info.fieldName);
    return property(source, info.fieldName);
  };
}

/** A filter of the resolver stands in for the arguments; published lists pass no filter (AWS ignores them there). */
function wants({ filter, args }: Subscription, value: Record<string, unknown>): boolean {
  if (filter) return !Array.isArray(value) && matchesFilter(filter, value);
  return matchesArguments(args, value);
}
