import { runtime, util, type Context } from '@aws-appsync/utils';
import type { ErasedRow } from '../../schema/contract/erasure.ts';
import {
  erasedSortKey,
  erasurePartitionKey,
  erasureTaskSortKey,
  userPartitionKey,
} from '../../schema/contract/keys.ts';
import type { ErasureStash } from '../lib/erasure.ts';
import { raiseFailure } from '../lib/failure.ts';
import { presentInstant } from '../lib/presentInstant.ts';

interface TransactionResult {
  cancellationReasons?: { type?: string | null }[] | null;
}

/**
 * Writes the mark because of which nothing more is recorded, and the task that tells the workflow whom it is about. What
 * an earlier erasure has counted stays. An erasure that is at work needs no other.
 */
export function request(ctx: Context<unknown, ErasureStash>) {
  const { userId, erased } = ctx.stash;
  if (erased?.status === 'ERASING') runtime.earlyReturn({});
  const erasureId = util.autoUlid();
  const key = { pk: userPartitionKey(userId), sk: erasedSortKey } as Pick<ErasedRow, 'pk' | 'sk'>;
  const next: ErasedRow = { ...erased, ...key, erasureId, status: 'ERASING', requestedAt: presentInstant() };
  ctx.stash.erased = next;
  const table = ctx.env.USER_DATA_TABLE;
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      {
        table,
        operation: 'PutItem',
        key: util.dynamodb.toMapValues({ pk: erasurePartitionKey(erasureId), sk: erasureTaskSortKey }),
        attributeValues: util.dynamodb.toMapValues({ userId }),
      },
      {
        table,
        operation: 'UpdateItem',
        key: util.dynamodb.toMapValues(key),
        update: {
          expression: 'SET #erasureId = :erasureId, #status = :status, #requestedAt = :requestedAt',
          expressionNames: { '#erasureId': 'erasureId', '#status': 'status', '#requestedAt': 'requestedAt' },
          expressionValues: util.dynamodb.toMapValues({
            ':erasureId': erasureId,
            ':status': next.status,
            ':requestedAt': next.requestedAt,
          }),
        },
        condition: erased
          ? {
              expression: '#erasureId = :before',
              expressionNames: { '#erasureId': 'erasureId' },
              expressionValues: util.dynamodb.toMapValues({ ':before': erased.erasureId }),
            }
          : { expression: 'attribute_not_exists(pk)' },
      },
    ],
  };
}

/** Another request for the same user was quicker: sent again, this one meets its mark. */
export function response(ctx: Context<unknown, ErasureStash, undefined, undefined, TransactionResult | null>) {
  const reasons = ctx.result?.cancellationReasons ?? [];
  const isOvertaken = reasons.some((reason) => (reason.type ?? '').includes('ConditionalCheckFailed'));
  if (isOvertaken) raiseFailure({ type: 'DynamoDB:TransactionConflict', message: 'two erasures of one user at once' });
  if (ctx.error) raiseFailure(ctx.error);
  return {};
}
