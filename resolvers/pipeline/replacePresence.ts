import { runtime, util, type Context } from '@aws-appsync/utils';
import {
  itemsUntilAttribute,
  placementAttribute,
  placementsAttribute,
  presenceSortKey,
} from '../../schema/contract/keys.ts';
import { raiseFailure } from '../lib/failure.ts';
import type { PresenceStash } from '../lib/presence.ts';

/** Begins a full presence row anew with this placement. Who still listens to another one soon marks it again. */
export function request(ctx: Context<unknown, PresenceStash>) {
  const { pk, placement, expiry, isFull } = ctx.stash;
  if (!isFull) runtime.earlyReturn({});
  return {
    operation: 'PutItem',
    key: util.dynamodb.toMapValues({ pk, sk: presenceSortKey }),
    attributeValues: {
      ...util.dynamodb.toMapValues({
        [placementAttribute(placement)]: expiry,
        // Somebody who is forgotten here may ask for items.
        [itemsUntilAttribute]: expiry,
        expiresAt: expiry,
      }),
      [placementsAttribute]: util.dynamodb.toStringSet([placement]),
    },
  };
}

export function response(ctx: Context<unknown, PresenceStash>) {
  if (ctx.error) raiseFailure(ctx.error);
  return {};
}
