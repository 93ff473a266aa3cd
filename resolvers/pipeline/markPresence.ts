import { util, type Context } from '@aws-appsync/utils';
import {
  itemsUntilAttribute,
  placementAttribute,
  placementsAttribute,
  presenceSortKey,
} from '../../schema/contract/keys.ts';
import { maximumPlacementsListened } from '../../schema/contract/limits.ts';
import { CONDITION_FAILED, raiseFailure } from '../lib/failure.ts';
import type { PresenceStash } from '../lib/presence.ts';

/** Marks that the user listens to `stash.placement`, or makes the mark last longer, unless the row is full. */
export function request(ctx: Context<unknown, PresenceStash>) {
  const { pk, placement, expiry, asksForItems } = ctx.stash;
  // Of two who listen, one may ask for ids only: what the other has marked stays.
  const itemsUntil = asksForItems ? ':expiry' : 'if_not_exists(#itemsUntil, :never)';
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ pk, sk: presenceSortKey }),
    update: {
      expression: `SET #placement = :expiry, #itemsUntil = ${itemsUntil}, #expiresAt = :expiry ADD #placements :placements`,
      expressionNames: {
        '#placement': placementAttribute(placement),
        '#itemsUntil': itemsUntilAttribute,
        '#expiresAt': 'expiresAt',
        '#placements': placementsAttribute,
      },
      expressionValues: {
        // DynamoDB refuses a value that no expression names.
        ...util.dynamodb.toMapValues(asksForItems ? { ':expiry': expiry } : { ':expiry': expiry, ':never': 0 }),
        ':placements': util.dynamodb.toStringSet([placement]),
      },
    },
    condition: {
      expression: 'attribute_not_exists(#known) OR contains(#known, :name) OR size(#known) < :most',
      expressionNames: { '#known': placementsAttribute },
      expressionValues: util.dynamodb.toMapValues({ ':name': placement, ':most': maximumPlacementsListened }),
    },
  };
}

export function response(ctx: Context<unknown, PresenceStash>) {
  if (ctx.error && ctx.error.type !== CONDITION_FAILED) raiseFailure(ctx.error);
  ctx.stash.isFull = !!ctx.error;
  return {};
}
