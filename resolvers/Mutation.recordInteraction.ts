import { util, type Context } from '@aws-appsync/utils';
import type { MutationRecordInteractionArgs } from '../schema/generated/types.ts';
import type { InteractionRow } from '../schema/contract/interaction.ts';
import { prepareInteraction } from './lib/interaction.ts';

/** What the pipeline functions `requireItem` and `putInteraction` work from. */
interface Stash {
  itemId: string;
  interaction: InteractionRow;
}

/** Checks the input and works out the record; `requireItem` then asks for the item and `putInteraction` writes. */
export function request(ctx: Context<MutationRecordInteractionArgs, Stash>) {
  const { stored, refusal } = prepareInteraction(
    ctx.identity,
    ctx.args.input,
    'input',
    util.time.nowEpochMilliSeconds(),
  );
  if (refusal) {
    if (refusal.errorType === 'Unauthorized') util.unauthorized();
    util.error(refusal.message, refusal.errorType);
  }
  ctx.stash.itemId = ctx.args.input.itemId;
  ctx.stash.interaction = stored;
  return {};
}

export function response(ctx: Context) {
  return ctx.prev.result;
}
