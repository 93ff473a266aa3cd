import { util, type Context } from '@aws-appsync/utils';
import { withoutNulls } from '../../schema/contract/checks.ts';
import { placementKeys, placementsPartitionKey, type PlacementRow } from '../../schema/contract/feedback.ts';
import { storedListLifeSeconds } from '../../schema/contract/limits.ts';
import { callerName } from '../lib/caller.ts';
import { raiseFailure } from '../lib/failure.ts';
import { placementChanged } from '../lib/placementChanged.ts';
import type { PlacementStash } from '../lib/placementRows.ts';
import { presentInstant } from '../lib/presentInstant.ts';

interface TransactionResult {
  cancellationReasons?: { type?: string | null }[] | null;
}

/** Writes all copies or none, unless the placement has changed since it was read. */
export function request(ctx: Context<unknown, PlacementStash>) {
  const { placement, row, settings } = ctx.stash;
  const now = presentInstant();
  const attributes = withoutNulls({
    placement,
    revision: (row?.revision ?? 0) + 1,
    settings: JSON.stringify(settings ?? {}),
    experiment: row?.experiment,
    updatedAt: now,
    updatedBy: callerName(ctx.identity),
    deletedAt: settings ? null : now,
    expiresAt: settings ? null : util.time.nowEpochSeconds() + 2 * storedListLifeSeconds,
  });
  // What a deletion answers is what applied until now.
  if (settings) ctx.stash.row = attributes as unknown as PlacementRow;
  const table = ctx.env.FEEDBACK_TABLE;
  return {
    operation: 'TransactWriteItems',
    transactItems: placementKeys(placement).map(({ pk, sk }, index) => {
      const key = util.dynamodb.toMapValues({ pk, sk });
      if (pk === placementsPartitionKey && !settings) return { table, operation: 'DeleteItem', key };
      const put = { table, operation: 'PutItem', key, attributeValues: util.dynamodb.toMapValues(attributes) };
      if (index > 0) return put;
      return {
        ...put,
        condition: row
          ? {
              expression: 'revision = :revision',
              expressionValues: util.dynamodb.toMapValues({ ':revision': row.revision }),
            }
          : { expression: 'attribute_not_exists(pk)' },
      };
    }),
  };
}

export function response(ctx: Context<unknown, PlacementStash, undefined, undefined, TransactionResult | null>) {
  const reasons = ctx.result?.cancellationReasons ?? [];
  if (reasons.some((reason) => (reason.type ?? '').includes('ConditionalCheckFailed'))) placementChanged();
  if (ctx.error) raiseFailure(ctx.error);
  return {};
}
