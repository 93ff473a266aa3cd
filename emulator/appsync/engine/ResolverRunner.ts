import type { GraphQLResolveInfo } from 'graphql';
import { CodeInvalid, CodeTooLarge } from '../../appsync-js/errors.ts';
import type { CodeFinding } from '../../appsync-js/index.ts';
import type {
  ContextTexts,
  EvaluationError,
  Evaluator,
  FieldContext,
  HandlerName,
  HandlerOutcome,
  LoadedCode,
  Moment,
} from '../../appsync-js/index.ts';
import { ApiInvalid, DataSourceError } from '../errors.ts';
import type { AppSyncLogEntry, StartAppSyncOptions } from '../types.ts';
import { argumentsAsSent } from './argumentsAsSent.ts';
import { checkExtensions } from './checkExtensions.ts';
import { describeSelection } from './describeSelection.ts';
import { FieldError } from './FieldError.ts';
import { invokeDataSource, type Target } from './invokeDataSource.ts';
import { keepSelected } from './keepSelected.ts';
import type { RequestScope } from './RequestScope.ts';

const maximumFunctions = 10;
const maximumInvalidations = 5;

interface Step extends Target {
  code: LoadedCode;
}

type RunnableResolver = { kind: 'UNIT'; step: Step } | { kind: 'PIPELINE'; code: LoadedCode; steps: Step[] };

/** One field that is resolved. What passes from handler to handler stays in `context`. */
interface FieldRun {
  info: GraphQLResolveInfo;
  scope: RequestScope;
  arguments: Record<string, unknown>;
  context: FieldContext;
}

/** How a handler, or the three of a step, ended; what they returned is in the context. */
interface HandlerEnd {
  returnedEarly: boolean;
  skipToEnd: boolean;
}

const goesOn: HandlerEnd = { returnedEarly: false, skipToEnd: false };

type RunnerOptions = Pick<
  StartAppSyncOptions,
  'apiName' | 'resolvers' | 'functions' | 'dataSources' | 'environment'
> & {
  evaluator: Evaluator;
  /** What is wrong with the types of code files, by their names. */
  typeFindings: ReadonlyMap<string, CodeFinding[]>;
  log: (entry: AppSyncLogEntry) => void;
};

/** Runs unit and pipeline resolvers. https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-overview-js.html */
export class ResolverRunner {
  readonly #resolvers = new Map<string, RunnableResolver>();
  readonly #evaluator: Evaluator;
  readonly #environment: string;
  readonly #log: (entry: AppSyncLogEntry) => void;

  /** @throws ApiInvalid with every resolver and function that AppSync would refuse */
  constructor(options: RunnerOptions) {
    this.#environment = JSON.stringify(options.environment ?? {});
    this.#evaluator = options.evaluator;
    this.#log = options.log;
    const findings: string[] = [];
    const load = (name: string, code: string): LoadedCode | undefined => {
      try {
        return options.evaluator.load(name, code);
      } catch (error) {
        if (!(error instanceof CodeInvalid || error instanceof CodeTooLarge)) throw error;
        findings.push(error.message);
        return undefined;
      }
    };
    const step = (name: string, code: string, source: string | undefined, maxBatchSize = 0): Step | undefined => {
      const dataSource = source === undefined ? undefined : options.dataSources[source];
      if (!dataSource)
        findings.push(`${name} uses the data source ${source ?? '(none given)'}, which the API does not have`);
      const loaded = load(name, code);
      return loaded && dataSource ? { name, code: loaded, dataSource, maxBatchSize } : undefined;
    };
    const functions = new Map(
      options.functions.map((definition) => [
        definition.id,
        step(definition.name, definition.code, definition.dataSource, definition.maxBatchSize),
      ]),
    );
    for (const resolver of options.resolvers) {
      const name = `${resolver.typeName}.${resolver.fieldName}`;
      if (resolver.kind === 'UNIT') {
        const unit = step(name, resolver.code, resolver.dataSource, resolver.maxBatchSize);
        if (unit) this.#resolvers.set(name, { kind: 'UNIT', step: unit });
        continue;
      }
      const ids = resolver.pipeline ?? [];
      if (ids.length > maximumFunctions)
        findings.push(`${name} has ${ids.length} functions; at most ${maximumFunctions}`);
      for (const id of ids)
        if (!functions.has(id)) findings.push(`${name} names the function ${id}, which does not exist`);
      const code = load(name, resolver.code);
      const steps = ids.map((id) => functions.get(id)).filter((found) => found !== undefined);
      if (code) this.#resolvers.set(name, { kind: 'PIPELINE', code, steps });
    }
    for (const [name, found] of options.typeFindings) {
      if (found.length > 0) findings.push(new CodeInvalid(name, found).message);
    }
    if (findings.length > 0) throw new ApiInvalid(options.apiName, findings);
  }

  has(typeName: string, fieldName: string): boolean {
    return this.#resolvers.has(`${typeName}.${fieldName}`);
  }

  /** The value of a field that has a resolver. @throws FieldError */
  async run(
    source: unknown,
    args: Record<string, unknown>,
    scope: RequestScope,
    info: GraphQLResolveInfo,
  ): Promise<unknown> {
    const resolver = this.#resolvers.get(`${info.parentType.name}.${info.fieldName}`);
    if (!resolver)
      throw new FieldError(`${info.parentType.name}.${info.fieldName} has no resolver.`, 'InternalFailure');
    const sent = argumentsAsSent(args, scope.variables, info);
    const context = this.#evaluator.open(this.#context(source, sent, scope, info));
    try {
      const run: FieldRun = { info, scope, arguments: sent, context };
      if (resolver.kind === 'UNIT') await this.#step(resolver.step, run);
      else await this.#pipeline(resolver.code, resolver.steps, run);
      return JSON.parse(context.returned());
    } finally {
      context.close();
    }
  }

  async #pipeline(code: LoadedCode, steps: Step[], run: FieldRun): Promise<void> {
    const before = this.#handler(code, 'request', run);
    // In the resolver's own request handler an early return skips the functions, not the response handler.
    if (!before.returnedEarly) {
      for (const step of steps) {
        run.context.passOn();
        const end = await this.#step(step, run);
        if (end.skipToEnd) break;
      }
    }
    if (!code.has('response')) return;
    run.context.passOn();
    this.#handler(code, 'response', run, { isReturned: true });
  }

  /** Request handler, data source, response handler. An early return skips what is left of the three. */
  async #step(step: Step, run: FieldRun): Promise<HandlerEnd> {
    const request = this.#handler(step.code, 'request', run);
    if (request.returnedEarly) return request;
    const call = {
      typeName: run.info.parentType.name,
      fieldName: run.info.fieldName,
      arguments: run.arguments,
      identity: run.scope.caller.identity,
      deadline: run.scope.deadline,
    };
    const started = performance.now();
    let result: unknown = null;
    let failure: DataSourceError | undefined;
    try {
      result = (await invokeDataSource(step, JSON.parse(run.context.returned()), call, run.scope)) ?? null;
    } catch (error) {
      failure =
        error instanceof DataSourceError
          ? error
          : new DataSourceError('InternalFailure', 'The data source failed.', { cause: error });
      result = failure.result;
    }
    this.#log({
      level: failure?.type === 'InternalFailure' ? 'error' : 'debug',
      message: `${step.name}: ${step.dataSource.type}${
        failure ? ` failed with ${failure.type}: ${failure.message}` : ''
      }`,
      details: {
        requestId: run.scope.requestId,
        milliseconds: performance.now() - started,
        ...(failure?.cause instanceof Error ? { cause: failure.cause.stack } : {}),
      },
    });
    const resultText = toText(result);
    if (!step.code.has('response')) {
      if (failure) throw new FieldError(failure.message, failure.type);
      run.context.give(resultText);
      return goesOn;
    }
    const error = failure
      ? JSON.stringify({ message: failure.message, type: failure.type, data: failure.data })
      : undefined;
    return this.#handler(step.code, 'response', run, { result: resultText, error });
  }

  #handler(code: LoadedCode, handler: HandlerName, run: FieldRun, moment?: Moment): HandlerEnd {
    if (!code.has(handler)) {
      run.context.give('{}');
      return goesOn;
    }
    const outcome = code.run(handler, run.context, moment);
    this.#collect(outcome, code, run, handler);
    if (outcome.error) throw this.#fieldError(outcome.error, run.info);
    const { earlyReturn } = outcome;
    return earlyReturn ? { returnedEarly: true, skipToEnd: earlyReturn.skipTo === 'END' } : goesOn;
  }

  #collect(evaluation: HandlerOutcome, code: LoadedCode, run: FieldRun, handler: HandlerName): void {
    const { scope, info } = run;
    checkExtensions(evaluation, handler, info);
    for (const appended of evaluation.appendedErrors) {
      const error = this.#fieldError(appended, info);
      const location = info.fieldNodes[0].loc?.startToken;
      scope.appendedErrors.push({
        path: pathOf(info),
        data: error.data,
        errorType: error.type,
        errorInfo: error.errorInfo,
        locations: location ? [{ line: location.line, column: location.column, sourceName: null }] : null,
        message: error.message,
      });
    }
    if (evaluation.subscriptionFilter !== undefined) scope.subscriptionFilter = evaluation.subscriptionFilter;
    if (evaluation.subscriptionInvalidationFilter !== undefined) {
      scope.invalidationFilter = evaluation.subscriptionInvalidationFilter;
    }
    scope.invalidations.push(...evaluation.invalidations);
    if (scope.invalidations.length > maximumInvalidations) {
      throw new FieldError(`A request invalidates subscriptions at most ${maximumInvalidations} times.`, 'Code');
    }
    Object.assign(scope.responseHeaders, evaluation.responseHeaders);
    if (evaluation.logs.length > 0) {
      this.#log({
        level: 'info',
        message: `${code.name} logged`,
        details: { requestId: scope.requestId, logs: evaluation.logs },
      });
    }
  }

  /** AppSync drops from an error's data what the query did not select. */
  #fieldError(error: EvaluationError, info: GraphQLResolveInfo): FieldError {
    return new FieldError(error.message, error.type ?? null, {
      data: keepSelected(error.data ?? null, info),
      errorInfo: error.errorInfo,
    });
  }

  #context(
    source: unknown,
    sent: Record<string, unknown>,
    scope: RequestScope,
    info: GraphQLResolveInfo,
  ): ContextTexts {
    let selection = scope.selections.get(info.fieldNodes);
    if (!selection) {
      selection = describeSelection(info);
      scope.selections.set(info.fieldNodes, selection);
    }
    scope.requestText ??= JSON.stringify({ headers: scope.headers, domainName: null });
    scope.identityText ??= toText(scope.caller.identity);
    return {
      prev: nothing,
      result: nothing,
      error: nothing,
      arguments: JSON.stringify(sent),
      source: toText(source),
      identity: scope.identityText,
      request: scope.requestText,
      env: this.#environment,
      info: JSON.stringify({
        fieldName: info.fieldName,
        parentTypeName: info.parentType.name,
        variables: scope.variables,
        ...selection,
      }),
    };
  }
}

const nothing = 'null';

/** JSON, which for nothing is null. */
const toText = (value: unknown): string => JSON.stringify(value ?? null);

function pathOf(info: GraphQLResolveInfo): (string | number)[] {
  const path: (string | number)[] = [];
  for (let part: GraphQLResolveInfo['path'] | undefined = info.path; part; part = part.prev) path.unshift(part.key);
  return path;
}
