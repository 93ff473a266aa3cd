import type { Context } from '@aws-appsync/utils';
import type { QueryPopularItemsArgs } from '../schema/generated/types.ts';
import { readListArguments } from './lib/listArguments.ts';
import { readListToken } from './lib/listToken.ts';
import type { ListStash } from './lib/recommendationList.ts';
import { readPinnedVersion, type VersionsStash } from './lib/servedVersions.ts';

/** Checks the arguments; the pipeline scores and decorates. */
export function request(ctx: Context<QueryPopularItemsArgs, ListStash & VersionsStash>) {
  const modelVersion = readPinnedVersion(ctx.stash, ctx.identity, ctx.args.modelVersion);
  const list = `popularItems${modelVersion ? `/${modelVersion}` : ''}`;
  ctx.stash.request = {
    kind: 'POPULAR',
    list,
    modelVersion,
    userId: null,
    placement: 'popular',
    ...readListArguments(ctx.args),
    token: readListToken(list, ctx.args.nextToken),
  };
  return {};
}

export function response(ctx: Context<QueryPopularItemsArgs, ListStash>) {
  return ctx.stash.recommendations;
}
