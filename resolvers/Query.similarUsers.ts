import { util, type Context } from '@aws-appsync/utils';
import { defaultSimilarUsers, peopleCompared, type SimilarUsersRequest } from '../schema/contract/similarUsers.ts';
import type { QuerySimilarUsersArgs, SimilarUser } from '../schema/generated/types.ts';
import { requireId, requireNumber } from './lib/checks.ts';
import { raiseFailure } from './lib/failure.ts';

/** Asks the function `find-similar-users`, where the deployment has it switched on. */
export function request(ctx: Context<QuerySimilarUsersArgs>) {
  const { userId, limit } = ctx.args;
  requireId('userId', userId);
  const payload: SimilarUsersRequest = {
    userId,
    limit: requireNumber('limit', limit, 1, peopleCompared, defaultSimilarUsers),
  };
  if (ctx.env.SIMILAR_USERS !== 'true') {
    util.error(
      'This deployment does not compare people. Whoever may decide that switches it on: similarUsers=true in the ' +
        'context of the deployment.',
      'SimilarUsersOff',
    );
  }
  return { operation: 'Invoke', payload };
}

export function response(ctx: Context<QuerySimilarUsersArgs, object, undefined, undefined, SimilarUser[]>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result;
}
