import { util, type Context } from '@aws-appsync/utils';
import type { MutationRecordInteractionArgs } from '../schema/generated/types.ts';
import { prepareInteraction } from './lib/interaction.ts';
import { toEntry, type RecordStash } from './lib/recordEntries.ts';

/** Checks the input; `readInteractions` then looks up the item and the event, and `putInteraction` writes. */
export function request(ctx: Context<MutationRecordInteractionArgs, RecordStash>) {
  const { input } = ctx.args;
  const prepared = prepareInteraction(ctx.identity, input, 'input', util.time.nowEpochMilliSeconds());
  const { refusal } = prepared;
  if (refusal) {
    if (refusal.errorType === 'Unauthorized') util.unauthorized();
    util.error(refusal.message, refusal.errorType);
  }
  ctx.stash.entries = [toEntry(prepared, !!input.eventId)];
  return {};
}

export function response(ctx: Context) {
  return ctx.prev.result;
}
