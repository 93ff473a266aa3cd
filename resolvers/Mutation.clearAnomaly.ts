import type { Context } from '@aws-appsync/utils';
import type { AnomalyRow, CountHeldResult } from '../schema/contract/anomalies.ts';
import { maximumAnomalyIdBytes } from '../schema/contract/anomalies.ts';
import type { MutationClearAnomalyArgs } from '../schema/generated/types.ts';
import { toAnomaly } from './lib/anomalies.ts';
import type { AuditStash } from './lib/audit.ts';
import { requireNone } from './lib/invalidInput.ts';
import { lengthProblem } from './lib/lengthProblem.ts';

interface Stash extends AuditStash {
  anomaly: AnomalyRow;
}

/** Checks the id; the pipeline clears the mark and counts what it held back. */
export function request(ctx: Context<MutationClearAnomalyArgs, Stash>) {
  const text = ctx.args.input.anomalyId;
  requireNone(lengthProblem([{ path: 'input.anomalyId', text, form: 'ID', maximumBytes: maximumAnomalyIdBytes }]));
  // An id has the user at its end, who may be erased one day.
  const [markedAt, kind] = text.split('#');
  ctx.stash.audit = { action: 'CLEAR_ANOMALY', subjects: kind ? [`${markedAt}#${kind}`] : [] };
  return {};
}

export function response(ctx: Context<MutationClearAnomalyArgs, Stash>) {
  const { counted, remaining } = ctx.prev.result as CountHeldResult;
  return { anomaly: toAnomaly(ctx.stash.anomaly), counted, remaining };
}
