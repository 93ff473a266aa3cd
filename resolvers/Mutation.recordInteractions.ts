import { util, type Context } from '@aws-appsync/utils';
import type { MutationRecordInteractionsArgs } from '../schema/generated/types.ts';
import { maximumBatchEntries } from '../schema/contract/limits.ts';
import { requireEntries } from './lib/checks.ts';
import { prepareInteraction, toInteraction } from './lib/interaction.ts';
import { retryMessage, toEntry, type RecordStash } from './lib/recordEntries.ts';

/** Checks every entry; `readInteractions` then looks up items and earlier records, and two attempts write. */
export function request(ctx: Context<MutationRecordInteractionsArgs, RecordStash>) {
  const { interactions } = ctx.args.input;
  requireEntries('input.interactions', interactions.length, maximumBatchEntries, 'interactions');
  const now = util.time.nowEpochMilliSeconds();
  ctx.stash.entries = interactions.map((interaction, index) =>
    toEntry(prepareInteraction(ctx.identity, interaction, `input.interactions[${index}]`, now), !!interaction.eventId),
  );
  return {};
}

export function response(ctx: Context<MutationRecordInteractionsArgs, RecordStash>) {
  return {
    results: ctx.stash.entries.map((entry) => {
      const outcome = entry.outcome === 'PENDING' ? 'RETRY' : entry.outcome;
      const { stored, refusal } = entry;
      return {
        outcome,
        interaction: stored && (outcome === 'RECORDED' || outcome === 'DUPLICATE') ? toInteraction(stored) : null,
        errorType: refusal?.errorType ?? null,
        message: outcome === 'RETRY' ? retryMessage : (refusal?.message ?? null),
      };
    }),
  };
}
