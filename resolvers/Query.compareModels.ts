import type { Context } from '@aws-appsync/utils';
import type { QueryCompareModelsArgs } from '../schema/generated/types.ts';
import { quote } from '../schema/contract/checks.ts';
import { maximumComparedVersions } from '../schema/contract/limits.ts';
import type { CompareModelsRequest } from '../schema/contract/scoring.ts';
import { requireId, requireIds, requireLimit } from './lib/checks.ts';
import { invalidInput } from './lib/invalidInput.ts';
import { requireServed, type VersionsStash } from './lib/servedVersions.ts';

interface Stash extends VersionsStash {
  comparison: CompareModelsRequest;
}

/** Checks the arguments; the pipeline reads the versions and asks each. */
export function request(ctx: Context<QueryCompareModelsArgs, Stash>) {
  const { userId, limit } = ctx.args;
  requireId('userId', userId);
  const versions = requireIds('versions', ctx.args.versions, 1, maximumComparedVersions);
  const repeated = versions.find((version, index) => versions.indexOf(version) !== index);
  if (repeated) invalidInput('versions', `${quote(repeated)} twice`, 'different versions');
  requireServed(ctx.stash, 'versions', versions);
  ctx.stash.comparison = { kind: 'COMPARE', userId, versions, limit: requireLimit(limit) };
  return {};
}

export function response(ctx: Context<QueryCompareModelsArgs, Stash>) {
  return ctx.prev.result;
}
