/** Which of the two exports of a resolver or pipeline function file is run. */
export type HandlerName = 'request' | 'response';

/**
 * The context object handlers receive, as JSON. `args`, AWS's alias of `arguments`, is added by the evaluator.
 * Every member may be left out; the evaluator fills the empty value AppSync gives.
 * https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html
 */
export interface AppSyncContext {
  arguments?: Record<string, unknown>;
  source?: unknown;
  identity?: unknown;
  request?: { headers?: Record<string, string>; domainName?: string | null };
  result?: unknown;
  prev?: { result?: unknown } | null;
  stash?: Record<string, unknown>;
  env?: Record<string, string>;
  info?: {
    fieldName?: string;
    parentTypeName?: string;
    variables?: Record<string, unknown>;
    selectionSetList?: string[];
    selectionSetGraphQL?: string;
  };
  /** The data source's failure, seen by response handlers only. */
  error?: { message: string; type?: string; [extra: string]: unknown } | null;
  /** Errors appended by earlier handlers of the same field. */
  outErrors?: unknown[];
}

/** One error of a field, with the members AppSync puts in the GraphQL answer. */
export interface EvaluationError {
  message: string;
  /** AppSync's errorType, e.g. `UnauthorizedException` or the caller's own. */
  type?: string;
  data?: unknown;
  errorInfo?: unknown;
}

/** What `runtime.earlyReturn` asked for. Without `skipTo`, AppSync's default for the handler's place applies. */
export interface EarlyReturn {
  value: unknown;
  skipTo?: 'NEXT' | 'END';
}

/** What `extensions.invalidateSubscriptions` asked for. */
export interface SubscriptionInvalidation {
  subscriptionField: string;
  payload: Record<string, unknown>;
}

/** What `extensions.evictFromApiCache` asked for. */
export interface CacheEviction {
  typeName: string;
  fieldName: string;
  keyValuePair: Record<string, unknown>;
}

/** One condition of an enhanced subscription filter. */
export interface SubscriptionFilterCondition {
  fieldName: string;
  operator:
    | 'eq'
    | 'ne'
    | 'le'
    | 'lt'
    | 'ge'
    | 'gt'
    | 'contains'
    | 'notContains'
    | 'beginsWith'
    | 'in'
    | 'notIn'
    | 'between'
    | 'containsAny';
  value: unknown;
}

/** Groups are alternatives (OR); the filters of one group must all hold (AND). */
export interface SubscriptionFilter {
  filterGroup: { filters: SubscriptionFilterCondition[] }[];
}

/** Everything one handler call did. Plain JSON throughout: nothing of the sandbox leaks out. */
export interface Evaluation {
  /** What the handler returned; null when it returned nothing, failed or returned early. */
  result: unknown;
  /** The stash after the call, changes included. */
  stash: Record<string, unknown>;
  /** Set when the handler ended by util.error, util.unauthorized or a run-time failure. */
  error?: EvaluationError;
  /** What util.appendError added, in order. */
  appendedErrors: EvaluationError[];
  earlyReturn?: EarlyReturn;
  subscriptionFilter?: SubscriptionFilter | null;
  subscriptionInvalidationFilter?: SubscriptionFilter | null;
  invalidations: SubscriptionInvalidation[];
  cacheEvictions: CacheEviction[];
  responseHeaders: Record<string, string>;
  /** Lines of console.log and console.error, in the form CloudWatch shows them. */
  logs: string[];
}

/** The members of a context, each as JSON, so that what one handler leaves to the next is not read in between. */
export type ContextTexts = { [Member in keyof AppSyncContext]?: string };

/** An evaluation whose result and stash are JSON. */
export interface EvaluationTexts extends Omit<Evaluation, 'result' | 'stash'> {
  resultText: string;
  stashText: string;
}

/** What a handler did to its field beside what it returned and left in the stash. */
export interface HandlerOutcome extends Omit<Evaluation, 'result' | 'stash' | 'earlyReturn'> {
  /** `runtime.earlyReturn` ended it; its value is what was returned. */
  earlyReturn?: Pick<EarlyReturn, 'skipTo'>;
}

/** What changes in a context before a handler: JSON, each left as it is when left out. */
export interface Moment {
  result?: string;
  error?: string;
  /** The result is what the handler before returned. */
  isReturned?: boolean;
}

/**
 * The context of one field that is resolved. It is kept with the code, so that what handlers leave to one another does
 * not come out and go in again; every handler has copies of its own, as on AWS.
 */
export interface FieldContext {
  /** Its number in the sandbox. */
  readonly id: number;
  /** JSON of what the handler that ran last returned. */
  returned(): string;
  /** Takes JSON for what a handler would have returned. */
  give(json: string): void;
  /** What was returned becomes the previous result; there is no result and no error then. */
  passOn(): void;
  /** JSON of the stash. */
  stash(): string;
  /** Nothing of it can be used any more. */
  close(): void;
}

/** One resolver or pipeline function file, checked, and compiled into the sandbox. */
export interface LoadedCode {
  readonly name: string;
  has(handler: HandlerName): boolean;
  /**
   * Runs one handler on a copy of `context` (which is never changed).
   * Failures of the code come back as `error`; it throws only HandlerMissing and ContextInvalid, the caller's faults.
   */
  evaluate(handler: HandlerName, context: AppSyncContext): Evaluation;
  /**
   * The same on a context of JSON texts, which must be valid.
   * @throws HandlerMissing
   */
  evaluateTexts(handler: HandlerName, context: ContextTexts): EvaluationTexts;
  /**
   * Runs one handler of a field; what it returned, and what it left in the stash, is with the field then.
   * @throws HandlerMissing
   */
  run(handler: HandlerName, field: FieldContext, moment?: Moment): HandlerOutcome;
}

/** Runs APPSYNC_JS code apart from the host. */
export interface Evaluator {
  /**
   * Loads one bundled file: ESM text that exports `request` and `response` and imports only `@aws-appsync/utils` and
   * `@aws-appsync/utils/dynamodb`. The same text is compiled once.
   * @throws CodeTooLarge over 32,768 characters
   * @throws CodeInvalid when AWS would refuse to save the code; carries every finding with line and column
   */
  load(name: string, code: string): LoadedCode;
  /** Opens the context of one field, of members as JSON, which must be valid. It is held until it is closed. */
  open(texts: ContextTexts): FieldContext;
}

/** Where time and chance come from, so that tests can fix them. */
export interface EvaluatorOptions {
  /** Epoch milliseconds. @defaultValue Date.now */
  now?: () => number;
  /**
   * 16 bytes for each handler call, from which its ids and random numbers are drawn.
   * @defaultValue randomBytes of node:crypto
   */
  randomBytes?: (size: number) => Uint8Array;
  /** Milliseconds of one handler call, after which it ends with an error. @defaultValue 5000 */
  timeoutMilliseconds?: number;
}
