import type { Context } from '@aws-appsync/utils';
import type { QuerySimilarItemsArgs } from '../schema/generated/types.ts';
import { requireId } from './lib/checks.ts';
import { readListArguments } from './lib/listArguments.ts';
import { readListToken } from './lib/listToken.ts';
import type { ListStash } from './lib/recommendationList.ts';
import { readPinnedVersion, type VersionsStash } from './lib/servedVersions.ts';

/** Checks the arguments; the pipeline asks for the item, scores and decorates. */
export function request(ctx: Context<QuerySimilarItemsArgs, ListStash & VersionsStash & { itemId: string }>) {
  const { itemId } = ctx.args;
  requireId('itemId', itemId);
  const modelVersion = readPinnedVersion(ctx.stash, ctx.identity, ctx.args.modelVersion);
  const list = `similarItems/${itemId}${modelVersion ? `/${modelVersion}` : ''}`;
  ctx.stash.itemId = itemId;
  ctx.stash.request = {
    kind: 'SIMILAR',
    list,
    userId: null,
    placement: 'similar',
    itemId,
    modelVersion,
    ...readListArguments(ctx.args),
    token: readListToken(list, ctx.args.nextToken),
  };
  return {};
}

export function response(ctx: Context<QuerySimilarItemsArgs, ListStash>) {
  return ctx.stash.recommendations;
}
