import { util, type Context } from '@aws-appsync/utils';
import { quote } from '../../schema/contract/checks.ts';
import type { InteractionRow } from '../../schema/contract/interaction.ts';
import { CONDITION_FAILED, raiseFailure } from '../lib/failure.ts';
import { isSameInteraction, toInteraction } from '../lib/interaction.ts';

interface Stash {
  interaction: InteractionRow;
}

/** Writes `stash.interaction` unless its key exists: one conditional write, safe to repeat. */
export function request(ctx: Context<unknown, Stash>) {
  const { pk, sk, ...attributes } = ctx.stash.interaction;
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
export function response(ctx: Context<unknown, Stash, undefined, undefined, InteractionRow | null>) {
  const sent = ctx.stash.interaction;
  if (!ctx.error) return toInteraction(sent);
  if (ctx.error.type !== CONDITION_FAILED || !ctx.result) raiseFailure(ctx.error);
  if (!isSameInteraction(ctx.result, sent)) {
    util.error(
      `The event ${quote(sent.eventId)} at ${sent.timestamp} was recorded before with other content. ` +
        'Use a new eventId for a new interaction.',
      'EventConflict',
    );
  }
  return toInteraction(ctx.result);
}
