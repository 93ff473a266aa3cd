import type { Context } from '@aws-appsync/utils';
import type { QueryPopularItemsArgs } from '../schema/generated/types.ts';
import { readListArguments } from './lib/listArguments.ts';
import { readListToken } from './lib/listToken.ts';
import type { ListStash } from './lib/recommendationList.ts';

/** Checks the arguments; the pipeline scores and decorates. */
export function request(ctx: Context<QueryPopularItemsArgs, ListStash>) {
  ctx.stash.request = {
    kind: 'POPULAR',
    list: 'popularItems',
    userId: null,
    placement: 'popular',
    ...readListArguments(ctx.args),
    token: readListToken('popularItems', ctx.args.nextToken),
  };
  return {};
}

export function response(ctx: Context<QueryPopularItemsArgs, ListStash>) {
  return ctx.stash.recommendations;
}
