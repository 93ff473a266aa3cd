import { resolvers } from '../../../resolvers/wiring.ts';
import type {
  AppSyncContext,
  Evaluation,
  EvaluationError,
  SubscriptionFilter,
} from '../../../emulator/appsync-js/index.ts';
import { evaluate } from './bundles.ts';

/** What a data source answers: a result, an error, or both (a failed condition). */
export interface Answer {
  result?: unknown;
  error?: { message: string; type: string };
}

/** What became of a field: its value or its error, and every request that went to a data source. */
export interface FieldRun {
  value: unknown;
  error?: EvaluationError;
  requests: { name: string; request: Record<string, unknown> }[];
  stash: Record<string, unknown>;
  subscriptionFilter?: SubscriptionFilter | null;
  logs: string[];
}

/** The entry of the audit log is taken. */
export const audited = { writeAudit: (): Answer => ({ result: {} }) };

/** A run without the request that writes the audit log, for tests of what comes behind it. */
export const withoutAudit = <Run extends FieldRun>(run: Run): Run => ({
  ...run,
  requests: run.requests.filter(({ name }) => name !== 'writeAudit'),
});

/** The mark of what comes late is taken. */
export const marked = { markLate: (): Answer => ({ result: { data: {}, unprocessedItems: {} } }) };

/** A run without the request that writes such a mark, for tests of what comes behind it. */
export const withoutMark = <Run extends FieldRun>(run: Run): Run => ({
  ...run,
  requests: run.requests.filter(({ name }) => name !== 'markLate'),
});

/**
 * Runs a unit resolver or a whole pipeline as AppSync does, in the order of the wiring, with given answers of the data
 * sources: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-overview-js.html
 *
 * @param answers - by pipeline function, or by field for a unit resolver; one that is asked for and missing is a failure
 */
export function runField(
  field: string,
  context: AppSyncContext,
  answers: Record<string, (request: Record<string, unknown>) => Answer> = {},
): FieldRun {
  const run: FieldRun = { value: undefined, requests: [], stash: {}, logs: [] };
  const wiring = resolvers[field];
  let previous: unknown = null;

  const step = (name: string, handler: 'request' | 'response', extra: AppSyncContext): Evaluation => {
    const evaluation = evaluate(name, handler, { ...context, stash: run.stash, prev: { result: previous }, ...extra });
    run.stash = evaluation.stash;
    run.logs.push(...evaluation.logs);
    run.error = evaluation.error;
    run.subscriptionFilter = evaluation.subscriptionFilter ?? run.subscriptionFilter;
    return evaluation;
  };
  const ask = (name: string, request: unknown): Answer => {
    run.requests.push({ name, request: request as Record<string, unknown> });
    if (!answers[name]) throw new Error(`${name} asked its data source: ${JSON.stringify(request)}`);
    return answers[name](request as Record<string, unknown>);
  };

  const before = step(field, 'request', {});
  if (before.error) return run;
  if ('dataSource' in wiring) {
    run.value = before.earlyReturn
      ? before.earlyReturn.value
      : step(field, 'response', { ...ask(field, before.result) }).result;
    return run;
  }
  for (const name of wiring.pipeline) {
    const request = step(name, 'request', {});
    if (request.error) return run;
    if (request.earlyReturn) {
      previous = request.earlyReturn.value;
      if (request.earlyReturn.skipTo === 'END') break;
      continue;
    }
    const response = step(name, 'response', { ...ask(name, request.result) });
    if (response.error) return run;
    previous = response.result;
  }
  run.value = step(field, 'response', {}).result;
  return run;
}
