import { randomUUID } from 'node:crypto';
import { execute, getOperationAST, Kind, OperationTypeNode } from 'graphql';
import type {
  GraphQLError,
  ExecutionResult,
  GraphQLFieldResolver,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import type { SubscriptionInvalidation } from '../../appsync-js/index.ts';
import type { Caller } from '../authorization/Caller.ts';
import type { FieldAccess } from '../authorization/FieldAccess.ts';
import { DataSourceError } from '../errors.ts';
import type { AppSyncLogEntry, IamMode } from '../types.ts';
import { describeVariableError } from './describeVariableError.ts';
import { DocumentChecker } from './DocumentChecker.ts';
import type { Prepared } from './DocumentChecker.ts';
import { FieldError } from './FieldError.ts';
import { formatError, isInternal } from './formatError.ts';
import type { AnswerError } from './formatError.ts';
import { RequestRefused } from './RequestRefused.ts';
import type { RequestScope } from './RequestScope.ts';
import type { ResolverRunner } from './ResolverRunner.ts';
import { Turns } from './Turns.ts';

/**
 * Calls of data sources that one request has under way. AppSync starts all of them; on one machine fifty fields of one
 * request would stand before the one field of everybody else.
 */
const mostCallsAtATime = 4;

export interface ApiLimits {
  queryDepthLimit: number;
  resolverCountLimit: number;
  introspection: boolean;
  requestTimeoutMilliseconds: number;
}

export interface GraphQLRequest {
  query: string;
  variables: Record<string, unknown>;
  operationName?: string;
  headers: Record<string, string>;
  caller: Caller;
}

export interface Answer {
  data: Record<string, unknown> | null;
  errors?: AnswerError[];
}

/** An answer with what the front has to do beside sending it. */
export interface Outcome {
  answer: Answer;
  scope: RequestScope;
  prepared: Prepared;
  operation?: OperationDefinitionNode;
  invalidations: SubscriptionInvalidation[];
}

export interface GraphQLApiOptions {
  schema: GraphQLSchema;
  access: Pick<FieldAccess, 'allows'>;
  runner: ResolverRunner;
  iam?: IamMode;
  /** `arn:aws:appsync:<region>:<account>:apis/<api id>`. */
  arn: string;
  limits: ApiLimits;
  log: (entry: AppSyncLogEntry) => void;
  now: () => number;
}

/** Parses, checks and executes GraphQL requests in AppSync's way. */
export class GraphQLApi {
  readonly schema: GraphQLSchema;
  readonly #options: GraphQLApiOptions;
  readonly #documents: DocumentChecker;

  constructor(options: GraphQLApiOptions) {
    this.#options = options;
    this.schema = options.schema;
    this.#documents = new DocumentChecker(options.schema, options.limits.introspection);
  }

  /** @throws RequestRefused when the text is not GraphQL or is a flood */
  prepare(query: string): Prepared {
    return this.#documents.prepare(query);
  }

  /** The operation that a request means. @throws RequestRefused */
  operationOf(prepared: Prepared, operationName: string | undefined): OperationDefinitionNode {
    const operation = getOperationAST(prepared.document, operationName || undefined);
    if (operation) return operation;
    const count = prepared.document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION).length;
    throw new RequestRefused(
      'BadRequestException',
      operationName && count > 0
        ? `Unknown operation named '${operationName}'.`
        : 'Must provide operation name if query contains multiple operations.',
    );
  }

  createScope(request: GraphQLRequest): RequestScope {
    return {
      requestId: randomUUID(),
      caller: request.caller,
      headers: request.headers,
      variables: request.variables,
      deadline: this.#options.now() + this.#options.limits.requestTimeoutMilliseconds,
      resolverCount: 0,
      appendedErrors: [],
      responseHeaders: {},
      invalidations: [],
      selections: new WeakMap(),
      properties: new WeakSet(),
      turns: new Turns(mostCallsAtATime),
      batches: new Map(),
    };
  }

  /** Answers a query or mutation. @throws RequestRefused */
  async execute(request: GraphQLRequest): Promise<Outcome> {
    const prepared = this.prepare(request.query);
    const scope = this.createScope(request);
    if (prepared.errors.length > 0) {
      return { answer: { data: null, errors: prepared.errors }, scope, prepared, invalidations: [] };
    }
    const operation = this.operationOf(prepared, request.operationName);
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
      throw new RequestRefused('UnsupportedOperation', 'Subscriptions are served over the realtime endpoint only.');
    }
    const answer = await this.#withTimeout(scope, this.run(prepared, scope, request.operationName, this.fieldResolver));
    return { answer, scope, prepared, operation, invalidations: scope.invalidations };
  }

  /** Executes a prepared document with a resolver for every field; also how subscriptions are answered and pushed. */
  async run(
    prepared: Prepared,
    scope: RequestScope,
    operationName: string | undefined,
    fieldResolver: GraphQLFieldResolver<unknown, RequestScope>,
    rootValue?: unknown,
  ): Promise<Answer> {
    const result: ExecutionResult = await execute({
      schema: this.schema,
      document: prepared.document,
      contextValue: scope,
      variableValues: scope.variables,
      operationName: operationName || undefined,
      fieldResolver,
      rootValue,
    });
    if (result.data === undefined) {
      return { data: null, errors: (result.errors ?? []).map(describeVariableError) };
    }
    const errors = [...scope.appendedErrors, ...(result.errors ?? []).map((error) => this.#describe(error, scope))];
    return { data: result.data as Record<string, unknown> | null, ...(errors.length > 0 ? { errors } : {}) };
  }

  /** Checks who may see a field, then runs its resolver or takes it from its parent. */
  readonly fieldResolver: GraphQLFieldResolver<unknown, RequestScope> = (source, args, scope, info) => {
    if (scope.properties.has(info.fieldNodes)) return property(source, info.fieldName);
    const typeName = info.parentType.name;
    const { access, runner, limits, iam } = this.#options;
    if (!access.allows(scope.caller, typeName, info.fieldName)) throw FieldError.unauthorized(typeName, info.fieldName);
    if (limits.queryDepthLimit > 0 && depthOf(info.path) > limits.queryDepthLimit) {
      throw new FieldError(
        `The query is deeper than the limit of ${limits.queryDepthLimit} levels.`,
        'QueryDepthLimitReached',
      );
    }
    if (!runner.has(typeName, info.fieldName)) {
      scope.properties.add(info.fieldNodes);
      return property(source, info.fieldName);
    }
    scope.resolverCount += 1;
    if (scope.resolverCount > limits.resolverCountLimit) {
      throw new FieldError(
        `The request runs more than ${limits.resolverCountLimit} resolvers.`,
        'ResolverExecutionLimitReached',
      );
    }
    if (iam && scope.caller.principal && info.path.prev === undefined) {
      return this.#authorizeByPolicy(iam, scope, typeName, info.fieldName).then(() =>
        runner.run(source, args, scope, info),
      );
    }
    return runner.run(source, args, scope, info);
  };

  /** Whether the caller's mode and groups open a field. */
  allows(caller: Caller, typeName: string, fieldName: string): boolean {
    return this.#options.access.allows(caller, typeName, fieldName);
  }

  async #authorizeByPolicy(iam: IamMode, scope: RequestScope, typeName: string, fieldName: string): Promise<void> {
    const { principal } = scope.caller;
    const allowed =
      principal && (await iam.authorize(principal, 'appsync:GraphQL', this.#fieldArn(typeName, fieldName)));
    if (!allowed) throw FieldError.unauthorized(typeName, fieldName);
  }

  #fieldArn(typeName: string, fieldName: string): string {
    return `${this.#options.arn}/types/${typeName}/fields/${fieldName}`;
  }

  #describe(error: GraphQLError, scope: RequestScope): AnswerError {
    if (isInternal(error)) {
      this.#options.log({
        level: 'error',
        message: `An error without an AppSync type: ${error.message}`,
        details: { requestId: scope.requestId, stack: error.originalError?.stack },
      });
    }
    return formatError(error, this.schema);
  }

  async #withTimeout(scope: RequestScope, work: Promise<Answer>): Promise<Answer> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<Answer>((resolve) => {
      timer = setTimeout(() => {
        const [errorType, message] = ['ExecutionTimeout', 'Execution timed out.'];
        scope.turns.close(new DataSourceError(errorType, message));
        resolve({ data: null, errors: [{ path: null, errorType, locations: null, message }] });
      }, this.#options.limits.requestTimeoutMilliseconds);
    });
    try {
      return await Promise.race([work, timeout]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Levels of fields from the root, list positions not counted: 1 for a root field. */
function depthOf(path: { prev?: unknown; key: string | number } | undefined): number {
  let depth = 0;
  for (let part = path; part; part = part.prev as typeof path) if (typeof part.key === 'string') depth += 1;
  return depth;
}

/** A member of the parent's value; never one that JavaScript itself gives every object. */
export function property(source: unknown, fieldName: string): unknown {
  if (typeof source !== 'object' || source === null || !Object.hasOwn(source, fieldName)) return null;
  return (source as Record<string, unknown>)[fieldName];
}
