import { OperationTypeNode } from 'graphql';
import type { GraphQLFieldResolver } from 'graphql';
import { argumentsAsSent } from '../engine/argumentsAsSent.ts';
import { FieldError } from '../engine/FieldError.ts';
import type { AnswerError } from '../engine/formatError.ts';
import { property } from '../engine/GraphQLApi.ts';
import type { Prepared } from '../engine/DocumentChecker.ts';
import type { GraphQLApi, GraphQLRequest, Outcome } from '../engine/GraphQLApi.ts';
import { RequestRefused } from '../engine/RequestRefused.ts';
import type { RequestScope } from '../engine/RequestScope.ts';
import type { AppSyncLogEntry } from '../types.ts';
import { checkFilter } from './checkFilter.ts';
import { OpenSubscriptions, wants } from './OpenSubscriptions.ts';
import type { Subscriber, Subscription } from './OpenSubscriptions.ts';
import { publicationsOf } from './publicationsOf.ts';

interface PreparedSubscription extends Subscription {
  prepared: Prepared;
  operationName?: string;
  scope: RequestScope;
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
  readonly #subscriptions: OpenSubscriptions<PreparedSubscription>;

  constructor(api: GraphQLApi, triggers: Map<string, string[]>, log: (entry: AppSyncLogEntry) => void) {
    this.#api = api;
    this.#triggers = triggers;
    this.#subscriptions = new OpenSubscriptions(log);
  }

  get size(): number {
    return this.#subscriptions.size;
  }

  /**
   * Runs the subscription's resolver and opens it; answers how to close it.
   * @throws SubscriptionRefused, RequestRefused
   */
  async subscribe(request: GraphQLRequest, subscriber: Subscriber): Promise<() => void> {
    const prepared = prepareSubscription(this.#api, request);
    const scope = this.#api.createScope(request);
    const { fieldName, args } = await this.#resolve(prepared, scope, request.operationName);
    const { subscriptionFilter: filter, invalidationFilter } = scope;
    assertFilter(this.#api, fieldName, filter);
    const subscription: PreparedSubscription = {
      fieldName,
      args,
      filter,
      invalidationFilter,
      prepared,
      operationName: request.operationName,
      requestId: scope.requestId,
      scope,
      subscriber,
    };
    this.#subscriptions.add(subscription);
    return () => this.#subscriptions.delete(subscription);
  }

  /** Pushes what a mutation wrote, and ends the subscriptions that it invalidates. */
  async publish(outcome: Outcome): Promise<void> {
    for (const { mutation, value } of publicationsOf(outcome)) {
      for (const fieldName of this.#triggers.get(mutation) ?? []) {
        for (const subscription of this.#subscriptions.of(fieldName)) {
          if (wants(subscription, value)) await this.#push(subscription, value);
        }
      }
    }
    this.#subscriptions.invalidate(outcome.invalidations);
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

  async #push(subscription: PreparedSubscription, value: Record<string, unknown>): Promise<void> {
    const { fieldName, prepared, operationName, scope } = subscription;
    const answer = await this.#api.run(prepared, { ...scope, appendedErrors: [] }, operationName, this.#delivered, {
      [fieldName]: value,
    });
    this.#subscriptions.deliver(subscription, answer);
  }

  /** Delivered fields come from the mutation alone: no resolver runs, but what the subscriber may see is checked. */
  readonly #delivered: GraphQLFieldResolver<unknown, RequestScope> = (source, _args, scope, info) => {
    const typeName = info.parentType.name;
    if (!this.#api.allows(scope.caller, typeName, info.fieldName))
      throw FieldError.unauthorized(typeName, info.fieldName);
    return property(source, info.fieldName);
  };
}

/** The document of a subscription. @throws SubscriptionRefused, RequestRefused */
export function prepareSubscription(api: GraphQLApi, request: GraphQLRequest): Prepared {
  const prepared = api.prepare(request.query);
  if (prepared.errors.length > 0) throw new SubscriptionRefused(prepared.errors);
  const { operation } = api.operationOf(prepared, request.operationName);
  if (operation === OperationTypeNode.SUBSCRIPTION) return prepared;
  throw new RequestRefused('UnsupportedOperation', `${operation} not supported through the realtime channel`);
}

/** @throws RequestRefused when AppSync would not take the filter that a resolver set */
export function assertFilter(api: GraphQLApi, fieldName: string, filter: Subscription['filter']): void {
  const fault = filter && checkFilter(filter, api.schema.getSubscriptionType()!.getFields()[fieldName].type);
  if (fault) throw new RequestRefused('BadRequestException', `Invalid subscription filter: ${fault}.`);
}
