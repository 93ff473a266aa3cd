import { runtime, util, type Context } from '@aws-appsync/utils';
import type { InteractionRow } from '../../schema/contract/interaction.ts';
import { CONDITION_FAILED, raiseFailure } from '../lib/failure.ts';
import { toInteraction } from '../lib/interaction.ts';
import { againstRecorded, retryMessage, type RecordEntry, type RecordStash } from '../lib/recordEntries.ts';

/** Writes the only entry unless its key exists: one conditional write, safe to repeat. */
export function request(ctx: Context<unknown, RecordStash>) {
  const entry = ctx.stash.entries[0];
  requireTaken(entry);
  if (entry.outcome === 'DUPLICATE') runtime.earlyReturn(toInteraction(entry.stored as InteractionRow));
  const { pk, sk, ...attributes } = entry.stored as InteractionRow;
  return {
    operation: 'PutItem',
    key: util.dynamodb.toMapValues({ pk, sk }),
    attributeValues: util.dynamodb.toMapValues(attributes),
    condition: { expression: 'attribute_not_exists(sk)' },
  };
}

/**
 * When the condition fails, AppSync reads the stored item and hands it over as the result beside the error:
 * https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-condition-expressions.html
 */
export function response(ctx: Context<unknown, RecordStash, undefined, undefined, InteractionRow | null>) {
  const [sent] = ctx.stash.entries;
  if (!ctx.error) return toInteraction(sent.stored as InteractionRow);
  if (ctx.error.type !== CONDITION_FAILED || !ctx.result) raiseFailure(ctx.error);
  const entry = againstRecorded(sent, ctx.result);
  requireTaken(entry);
  return toInteraction(entry.stored as InteractionRow);
}

/** Ends the request when the entry was refused or could not be looked up. */
function requireTaken({ refusal, outcome }: RecordEntry): void {
  if (refusal) util.error(refusal.message, refusal.errorType);
  if (outcome === 'RETRY') util.error(retryMessage, 'Throttled');
}
