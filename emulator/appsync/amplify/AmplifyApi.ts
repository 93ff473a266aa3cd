import type { GraphQLFieldResolver } from 'graphql';
import type { Prepared } from '../engine/DocumentChecker.ts';
import { FieldError } from '../engine/FieldError.ts';
import { GraphQLApi } from '../engine/GraphQLApi.ts';
import type { Answer, GraphQLApiOptions, GraphQLRequest } from '../engine/GraphQLApi.ts';
import type { RequestScope } from '../engine/RequestScope.ts';
import { fieldInfo } from './fieldInfo.ts';
import type { FieldOutcome, OperationAnswer, OperationHandlers, SimulatorThread } from './SimulatorThread.ts';

/**
 * Our front's view of an API that Amplify's simulator validates and executes. Floods, operation names, time limits and
 * the resolvers with their data sources stay ours; who may see which field is the simulator's to say.
 */
export class AmplifyApi extends GraphQLApi {
  readonly thread: SimulatorThread;
  readonly #log: GraphQLApiOptions['log'];
  readonly #triggered = new WeakMap<RequestScope, OperationAnswer['triggered']>();

  constructor(options: Omit<GraphQLApiOptions, 'access'>, thread: SimulatorThread) {
    super({ ...options, access: { allows: () => true } });
    this.thread = thread;
    this.#log = options.log;
  }

  /** Whether the document fits the schema is said by the simulator when it runs it. */
  override prepare(query: string): Prepared {
    return { ...super.prepare(query), errors: [] };
  }

  override async run(
    prepared: Prepared,
    scope: RequestScope,
    operationName: string | undefined,
    fieldResolver: GraphQLFieldResolver<unknown, RequestScope>,
  ): Promise<Answer> {
    const request = this.requestOf(prepared, scope, operationName);
    const resolve = this.resolverOf(prepared, scope, operationName, fieldResolver);
    const { answer, triggered } = await this.thread.execute(request, { resolve });
    this.#triggered.set(scope, triggered);
    return withAppended(JSON.parse(answer) as Answer, scope);
  }

  /** The subscriptions that a mutation of an answered request publishes to, by its @aws_subscribe. */
  subscriptionsOf(scope: RequestScope, mutation: string): Set<string> {
    const triggered = this.#triggered.get(scope) ?? [];
    return new Set(triggered.filter((each) => each.mutation === mutation).map(({ subscription }) => subscription));
  }

  requestOf(prepared: Prepared, scope: RequestScope, operationName: string | undefined): GraphQLRequest {
    const { variables, headers, caller } = scope;
    return { query: prepared.document.loc!.source.body, variables, operationName, headers, caller };
  }

  /** Answers the simulator's questions for the value of a field. */
  resolverOf(
    prepared: Prepared,
    scope: RequestScope,
    operationName: string | undefined,
    fieldResolver: GraphQLFieldResolver<unknown, RequestScope>,
  ): OperationHandlers['resolve'] {
    const operation = this.operationOf(prepared, operationName);
    return async (place, source, args): Promise<FieldOutcome> => {
      try {
        const info = fieldInfo(place, this.schema, prepared.document, operation, scope.variables);
        const value: unknown = await fieldResolver(JSON.parse(source), JSON.parse(args), scope, info);
        return { value: JSON.stringify(value ?? null) };
      } catch (error) {
        if (error instanceof FieldError) {
          const { message, type, data, errorInfo } = error;
          return { error: { message, type, data, errorInfo } };
        }
        const { message, stack } = error as Error;
        this.#log({ level: 'error', message: `A field failed: ${message}`, details: { stack } });
        const internal = { message: 'An internal failure occurred.', type: 'InternalFailure' };
        return { error: { ...internal, data: null, errorInfo: null } };
      }
    };
  }
}

/** An answer with the errors that `util.appendError` added on our side. */
export function withAppended({ data, errors = [] }: Answer, { appendedErrors }: RequestScope): Answer {
  const all = [...appendedErrors, ...errors];
  return { data, ...(all.length > 0 ? { errors: all } : {}) };
}
