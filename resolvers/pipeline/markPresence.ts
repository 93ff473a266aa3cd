import { util, type Context } from '@aws-appsync/utils';
import { placementAttribute, placementsAttribute, presenceSortKey } from '../../schema/contract/keys.ts';
import { maximumPlacementsListened } from '../../schema/contract/limits.ts';
import { CONDITION_FAILED, raiseFailure } from '../lib/failure.ts';
import type { PresenceStash } from '../lib/presence.ts';

/** Marks that the user listens to `stash.placement`, or makes the mark last longer, unless the row is full. */
export function request(ctx: Context<unknown, PresenceStash>) {
  const { pk, placement, expiry } = ctx.stash;
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ pk, sk: presenceSortKey }),
    update: {
      expression: 'SET #placement = :expiry, #expiresAt = :expiry ADD #placements :placements',
      expressionNames: {
        '#placement': placementAttribute(placement),
        '#expiresAt': 'expiresAt',
        '#placements': placementsAttribute,
      },
      expressionValues: {
        ...util.dynamodb.toMapValues({ ':expiry': expiry }),
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
