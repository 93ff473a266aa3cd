import { util, type Context } from '@aws-appsync/utils';
import { anomaliesPartitionKey, type AnomalyRow } from '../../schema/contract/anomalies.ts';
import { quote } from '../../schema/contract/checks.ts';
import type { MutationClearAnomalyArgs } from '../../schema/generated/types.ts';
import { callerName } from '../lib/caller.ts';
import { CONDITION_FAILED, raiseFailure } from '../lib/failure.ts';
import { presentInstant } from '../lib/presentInstant.ts';

/** Writes down that a mark is cleared, and by whom first. */
export function request(ctx: Context<MutationClearAnomalyArgs, { anomaly: AnomalyRow }>) {
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ pk: anomaliesPartitionKey, sk: ctx.args.input.anomalyId }),
    update: {
      expression: 'SET clearedAt = if_not_exists(clearedAt, :now), clearedBy = if_not_exists(clearedBy, :caller)',
      expressionValues: util.dynamodb.toMapValues({ ':now': presentInstant(), ':caller': callerName(ctx.identity) }),
    },
    condition: { expression: 'attribute_exists(sk)' },
  };
}

export function response(
  ctx: Context<MutationClearAnomalyArgs, { anomaly: AnomalyRow }, undefined, undefined, AnomalyRow>,
) {
  if (ctx.error?.type === CONDITION_FAILED) {
    const { anomalyId } = ctx.args.input;
    util.error(`There is no anomaly ${quote(anomalyId)}. The query anomalies lists them.`, 'AnomalyNotFound');
  }
  if (ctx.error) raiseFailure(ctx.error);
  ctx.stash.anomaly = ctx.result;
  return {};
}
