import type { ServerResponse } from 'node:http';

/** Which field a data source is called for. */
export interface DataSourceCall {
  typeName: string;
  fieldName: string;
  /** `ctx.args` and `ctx.identity`, for the function of a conditional check handler. */
  arguments?: Record<string, unknown>;
  identity?: unknown;
  /** Epoch milliseconds at which AppSync gives the whole request up (30 seconds after it came in). */
  deadline?: number;
}

/**
 * A data source of the API. It gets what a request handler returned and answers what the response handler sees as
 * `ctx.result`. Failures are thrown as DataSourceError; anything else thrown is reported as `InternalFailure`.
 */
export interface DataSource {
  /** For the log: AMAZON_DYNAMODB, AWS_LAMBDA, HTTP or NONE. */
  readonly type: string;
  invoke(request: unknown, call: DataSourceCall): Promise<unknown>;
  /** Several requests of one field at once, in order (Lambda's BatchInvoke). One result or DataSourceError each. */
  invokeBatch?(requests: unknown[], call: DataSourceCall): Promise<unknown[]>;
}

/** A resolver of the template. UNIT has a data source, PIPELINE the ids of its functions. */
export interface ResolverDefinition {
  typeName: string;
  fieldName: string;
  kind: 'UNIT' | 'PIPELINE';
  /** Name of the data source (UNIT). */
  dataSource?: string;
  /** The bundled APPSYNC_JS text. */
  code: string;
  /** Ids of pipeline functions, in order, at most 10. */
  pipeline?: string[];
  /** The most requests that one BatchInvoke takes. 0: no batching. */
  maxBatchSize?: number;
}

/** A pipeline function of the template. */
export interface FunctionDefinition {
  id: string;
  name: string;
  dataSource: string;
  code: string;
  maxBatchSize?: number;
}

/** A JWKS document, or where to read it. It is read again when a token names an unknown key. */
export type KeySource = { keys: object[] } | (() => Promise<{ keys: object[] }>);

export interface ApiKeyMode {
  type: 'API_KEY';
  /** `expires` in epoch milliseconds; left out: never. */
  keys: { value: string; expires?: number }[];
}

export interface CognitoMode {
  type: 'AMAZON_COGNITO_USER_POOLS';
  /** The `iss` that tokens must carry. */
  issuer: string;
  keySource: KeySource;
  /** A regular expression that the token's client (`client_id` or `aud`) must match. */
  appIdClientRegex?: string;
  /** What the default mode does on fields without a directive. @defaultValue ALLOW */
  defaultAction?: 'ALLOW' | 'DENY';
}

export interface OpenIdConnectMode {
  type: 'OPENID_CONNECT';
  issuer: string;
  keySource: KeySource;
  /** A regular expression that `aud` or `azp` must match. */
  clientId?: string;
  /** Milliseconds that a token is valid after `iat`. */
  iatTTL?: number;
  /** Milliseconds that a token is valid after `auth_time`. */
  authTTL?: number;
}

/** A request as it was signed, for the verifier of Signature Version 4. */
export interface SignedRequest {
  method: string;
  /** Path and query as sent, e.g. `/graphql`. */
  path: string;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: string;
  sourceIp: string;
}

/** Who signed a request. */
export interface IamPrincipal {
  accountId: string;
  /** e.g. `arn:aws:sts::123456789012:assumed-role/role/session`. */
  userArn: string;
  /** The unique id, e.g. `AROA…:session`. */
  username: string;
  cognitoIdentityPoolId?: string | null;
  cognitoIdentityId?: string | null;
  cognitoIdentityAuthType?: string | null;
  cognitoIdentityAuthProvider?: string | null;
}

export interface IamMode {
  type: 'AWS_IAM';
  /** Checks the signature and answers who signed; throws AuthenticationFailed (or any error) otherwise. */
  verifySignature(request: SignedRequest): Promise<IamPrincipal>;
  /**
   * Whether the principal's policies allow `action` (`appsync:GraphQL`) on `resource`, e.g.
   * `arn:aws:appsync:us-east-1:123456789012:apis/<api id>/types/Mutation/fields/addItem`.
   */
  authorize(principal: IamPrincipal, action: string, resource: string): boolean | Promise<boolean>;
}

/** What a Lambda authorizer is asked. */
export interface AuthorizerRequest {
  authorizationToken: string;
  requestContext: {
    apiId: string;
    accountId: string;
    requestId: string;
    queryString?: string;
    operationName?: string;
    variables?: unknown;
  };
  requestHeaders: Record<string, string>;
}

/** https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-lambda-authorization */
export interface LambdaMode {
  type: 'AWS_LAMBDA';
  /** Calls the function; answers what it answered, and throws when it failed. */
  invoke(request: AuthorizerRequest): Promise<unknown>;
  /** How long an answer counts for a token, in milliseconds; 0 not at all. An answer may say otherwise. */
  resultTtl: number;
  /** A regular expression that tokens must match before the function is asked. */
  identityExpression?: string;
}

export type AuthorizationMode = ApiKeyMode | CognitoMode | OpenIdConnectMode | IamMode | LambdaMode;
export type AuthorizationType = AuthorizationMode['type'];

/** One line of the log; the caller prints it. */
export interface AppSyncLogEntry {
  level: 'debug' | 'info' | 'warn' | 'error';
  message: string;
  /** `requestId`, `field`, `milliseconds`, `logs` (console lines of handlers) and the like. */
  details?: Record<string, unknown>;
}

/** What validates and executes: graphql-js in the emulator's own way, or Amplify's simulator as a second opinion. */
export const engineNames = ['emulator', 'amplify'] as const;
export type EngineName = (typeof engineNames)[number];

export interface StartAppSyncOptions {
  /** As in the template; they appear in ARNs. */
  apiName: string;
  apiId: string;
  region: string;
  accountId: string;
  /** The SDL of the template. */
  schema: string;
  resolvers: ResolverDefinition[];
  functions: FunctionDefinition[];
  /** By the name that resolvers and functions use. */
  dataSources: Record<string, DataSource>;
  /** `ctx.env`. */
  environment?: Record<string, string>;
  authorization: { default: AuthorizationMode; additional?: AuthorizationMode[] };
  limits?: {
    /** 1 to 75. @defaultValue 0, no limit, as on AWS */
    queryDepthLimit?: number;
    /** 1 to 10,000 resolver invocations in one request. @defaultValue 10000 */
    resolverCountLimit?: number;
    /** @defaultValue true */
    introspection?: boolean;
    /** @defaultValue 30000 */
    requestTimeoutMilliseconds?: number;
  };
  /** @defaultValue emulator */
  engine?: EngineName;
  /** 0 takes a free one. Always bound to 127.0.0.1. */
  port: number;
  /** PEM texts. With them the port speaks https and wss as well as http and ws. */
  tls?: { key: string; cert: string };
  /**
   * Whether the code is compiled in a process that ends, unless it was before: TypeScript takes a second to load and 140
   * MB of memory, which are never given back.
   * @defaultValue false
   */
  compilesApart?: boolean;
  log?: (entry: AppSyncLogEntry) => void;
  /**
   * Whether the types of the code are checked too, as AWS does; takes seconds for code that was not checked before.
   * @defaultValue false
   */
  checkTypes?: boolean;
  /** Told what AppSync charges for, as it happens. */
  meter?: (usage: AppSyncUsage) => void;
  /** Answers GET requests outside /graphql, such as those of a playground; false when it has no such page. */
  servePage?(path: string, response: ServerResponse): Promise<boolean>;
  /** Epoch milliseconds. @defaultValue Date.now */
  now?: () => number;
}

/** What AppSync charges for. https://aws.amazon.com/appsync/pricing/ */
export type AppSyncUsage =
  /** A query or mutation was answered, after so many milliseconds. */
  | { kind: 'OPERATION'; milliseconds: number }
  /** A message was delivered to a subscriber, of so many bytes. */
  | { kind: 'MESSAGE'; bytes: number }
  /** A connection ended, and was open for so many milliseconds. */
  | { kind: 'CONNECTION'; milliseconds: number };

/** A running API. */
export interface RunningAppSync {
  /** `http://127.0.0.1:<port>/graphql`. */
  graphqlUrl: string;
  /** `ws://127.0.0.1:<port>/graphql/realtime`, or `wss:` with tls. */
  realtimeUrl: string;
  /** `https://…/graphql` when tls is given. */
  secureGraphqlUrl?: string;
  port: number;
  /** How many subscriptions are open, for tests and the log. */
  subscriptionCount(): number;
  /** Closes every connection and the port. */
  stop(): Promise<void>;
}
