import { runtime, util, type Context } from '@aws-appsync/utils';
import { storedListCondition } from '../../schema/contract/rows.ts';
import { CONDITION_FAILED } from '../lib/failure.ts';
import type { ListStash } from '../lib/recommendationList.ts';

/** Keeps a new list, so that the next request is one read, unless a newer history has made a newer one meanwhile. */
export function request(ctx: Context<unknown, ListStash>) {
  const { listToStore } = ctx.stash;
  if (!listToStore) runtime.earlyReturn({});
  const { pk, sk, ...attributes } = listToStore;
  return {
    operation: 'PutItem',
    key: util.dynamodb.toMapValues({ pk, sk }),
    attributeValues: util.dynamodb.toMapValues(attributes),
    condition: {
      expression: storedListCondition,
      expressionValues: util.dynamodb.toMapValues({ ':basedOn': attributes.basedOn }),
    },
  };
}

/** The answer is there already: a list that cannot be kept costs the next request some time, and nobody an error. */
export function response(ctx: Context<unknown, ListStash>) {
  if (ctx.error && ctx.error.type !== CONDITION_FAILED) {
    console.error(`The list was not stored: ${ctx.error.type}: ${ctx.error.message}`);
  }
  return {};
}
