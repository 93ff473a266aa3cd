import { runtime, util, type Context } from '@aws-appsync/utils';
import { livePartitionKey, liveSortKey, versionPartitionKey, type LiveRow } from '../../schema/contract/models.ts';
import type { MutationSetLiveModelArgs } from '../../schema/generated/types.ts';
import { callerName } from '../lib/caller.ts';
import { raiseFailure } from '../lib/failure.ts';
import { presentInstant } from '../lib/presentInstant.ts';
import type { SetLiveStash } from '../lib/setLive.ts';

interface TransactionResult {
  cancellationReasons?: { type?: string | null }[] | null;
}

/** Writes what is live, unless it has changed since it was read, and the status of both versions with it. */
export function request(ctx: Context<MutationSetLiveModelArgs, SetLiveStash>) {
  const { live, endpointName } = ctx.stash;
  const { modelVersion } = ctx.args.input;
  const before = live.champion.modelVersion;
  if (before === modelVersion && !live.challenger) runtime.earlyReturn({});
  const now = presentInstant();
  const next: LiveRow = {
    pk: livePartitionKey,
    sk: liveSortKey,
    revision: live.revision + 1,
    champion: { modelVersion, endpointName },
    updatedAt: now,
    updatedBy: callerName(ctx.identity),
  };
  ctx.stash.live = next;
  const { pk, sk, ...attributes } = next;
  const table = ctx.env.MODELS_TABLE;
  const toStatus = (version: string, expression: string, values: Record<string, string>) => ({
    table,
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ pk: versionPartitionKey, sk: version }),
    update: {
      expression,
      expressionNames: { '#status': 'status' },
      expressionValues: util.dynamodb.toMapValues(values),
    },
    condition: { expression: 'attribute_exists(pk)' },
  });
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      {
        table,
        operation: 'PutItem',
        key: util.dynamodb.toMapValues({ pk, sk }),
        attributeValues: util.dynamodb.toMapValues(attributes),
        condition: {
          expression: 'revision = :revision',
          expressionValues: util.dynamodb.toMapValues({ ':revision': live.revision }),
        },
      },
      ...(before === modelVersion
        ? []
        : [
            // The clean-up of a training may have taken the endpoint since it was read.
            {
              ...toStatus(modelVersion, 'SET #status = :status', { ':status': 'LIVE' }),
              condition: { expression: 'attribute_exists(endpointName)' },
            },
            toStatus(before, 'SET #status = :status, retiredAt = :now', { ':status': 'RETIRED', ':now': now }),
          ]),
    ],
  };
}

export function response(
  ctx: Context<MutationSetLiveModelArgs, SetLiveStash, undefined, undefined, TransactionResult | null>,
) {
  const reasons = ctx.result?.cancellationReasons ?? [];
  const isChanged = reasons.some((reason) => (reason.type ?? '').includes('ConditionalCheckFailed'));
  if (isChanged) {
    util.error(
      'What is live changed meanwhile. Ask for liveModel, and send it again if it is still wanted.',
      'LiveModelChanged',
    );
  }
  if (ctx.error) raiseFailure(ctx.error);
  return {};
}
