import { runtime, util, type Context } from '@aws-appsync/utils';
import { versionPartitionKey, type ModelVersionRow } from '../../schema/contract/models.ts';
import { raiseFailure } from '../lib/failure.ts';
import { requireEndpoint, type VersionsStash } from '../lib/servedVersions.ts';

interface BatchResult {
  data: Record<string, (ModelVersionRow | null)[]>;
}

/** Reads the versions that the request names, if it names any. */
export function request(ctx: Context<unknown, VersionsStash>) {
  const { wantedVersions } = ctx.stash;
  if (!wantedVersions) runtime.earlyReturn({});
  const keys = wantedVersions.map((version) => util.dynamodb.toMapValues({ pk: versionPartitionKey, sk: version }));
  return { operation: 'BatchGetItem', tables: { [ctx.env.MODELS_TABLE]: { keys, consistentRead: true } } };
}

export function response(ctx: Context<unknown, VersionsStash, undefined, undefined, BatchResult>) {
  if (ctx.error) raiseFailure(ctx.error);
  const rows = ctx.result.data[ctx.env.MODELS_TABLE] ?? [];
  (ctx.stash.wantedVersions ?? []).forEach((version) => {
    requireEndpoint(
      version,
      rows.find((row) => row?.modelVersion === version),
    );
  });
  return {};
}
