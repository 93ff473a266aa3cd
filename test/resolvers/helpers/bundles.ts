import { fileURLToPath } from 'node:url';
import { buildResolvers } from '../../../infra/bundles/buildResolvers.ts';
import { createEvaluator } from '../../../emulator/appsync-js/index.ts';
import type { AppSyncContext, Evaluation, HandlerName } from '../../../emulator/appsync-js/index.ts';

/** The clock of every evaluation. */
export const now = Date.UTC(2026, 10, 21, 12, 0, 0, 0);
export const nowInstant = '2026-11-21T12:00:00.000Z';

export const environment = {
  USER_DATA_TABLE: 'user-data',
  CATALOGUE_TABLE: 'catalogue',
  COUNTERS_TABLE: 'counters',
  MODELS_TABLE: 'models',
  FEEDBACK_TABLE: 'feedback',
  TRAINING_WORKFLOW_ARN: 'arn:aws:states:us-east-1:123456789012:stateMachine:training',
  BATCH_WORKFLOW_ARN: 'arn:aws:states:us-east-1:123456789012:stateMachine:batch',
  ERASURE_WORKFLOW_ARN: 'arn:aws:states:us-east-1:123456789012:stateMachine:erasure',
  MERGE_WORKFLOW_ARN: 'arn:aws:states:us-east-1:123456789012:stateMachine:merge',
  STORED_LIST_SECONDS: '3600',
  STORED_LIST_SIZE: '5',
  HISTORY_SIZE: '3',
  SIMILAR_USERS: 'false',
};

export const people = {
  ada: { sub: 'ada', issuer: 'https://issuer', username: 'ada', claims: {}, groups: null },
  admin: { sub: 'root', issuer: 'https://issuer', username: 'root', claims: {}, groups: ['admin'] },
  backend: { accountId: '123456789012', userArn: 'arn:aws:sts::123456789012:assumed-role/backend/x', username: 'x' },
  apiKey: null,
};

/** The very bundles that deploy, by their path below `build/`. */
export const bundles = new Map(
  [...(await buildResolvers(fileURLToPath(new URL('../../..', import.meta.url))))].filter(([name]) =>
    name.endsWith('.js'),
  ),
);

const evaluator = createEvaluator({ now: () => now, randomBytes: (size) => new Uint8Array(size) });

/** Evaluates one handler of `Type.field` or of a pipeline function, with the environment of the API. */
export function evaluate(name: string, handler: HandlerName, context: AppSyncContext): Evaluation {
  const file = name.includes('.') ? `resolvers/${name}.js` : `resolvers/pipeline/${name}.js`;
  const code = bundles.get(file);
  if (code === undefined) throw new Error(`${file} was not built; built: ${[...bundles.keys()].join(', ')}`);
  return evaluator.load(file, String(code)).evaluate(handler, { env: environment, ...context });
}

/** The plain values of a request's expression values or key, as DynamoDB would see them. */
export function plain(values: unknown): unknown {
  const typed = values as Record<string, unknown>;
  if (typeof typed !== 'object' || typed === null) return typed;
  if (Object.keys(typed).length === 1) {
    if ('S' in typed) return typed.S;
    if ('N' in typed) return Number(typed.N);
    if ('BOOL' in typed) return typed.BOOL;
    if ('NULL' in typed) return null;
    if ('L' in typed) return (typed.L as unknown[]).map(plain);
    if ('M' in typed) return plain(typed.M);
  }
  return Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, plain(value)]));
}
