import { util, type Context } from '@aws-appsync/utils';
import { quote } from '../../schema/contract/checks.ts';
import {
  livePartitionKey,
  liveSortKey,
  versionPartitionKey,
  type LiveRow,
  type ModelVersionRow,
} from '../../schema/contract/models.ts';
import type { MutationSetLiveModelArgs } from '../../schema/generated/types.ts';
import { raiseFailure } from '../lib/failure.ts';
import { requireEndpoint } from '../lib/servedVersions.ts';
import type { SetLiveStash } from '../lib/setLive.ts';

interface BatchResult {
  data: Record<string, (LiveRow | ModelVersionRow | null)[]>;
  unprocessedKeys?: Record<string, unknown[]> | null;
}

/** Reads what is live and the version to go to, as they are now. */
export function request(ctx: Context<MutationSetLiveModelArgs, SetLiveStash>) {
  const keys = [
    { pk: livePartitionKey, sk: liveSortKey },
    { pk: versionPartitionKey, sk: ctx.args.input.modelVersion },
  ].map((key) => util.dynamodb.toMapValues(key));
  return { operation: 'BatchGetItem', tables: { [ctx.env.MODELS_TABLE]: { keys, consistentRead: true } } };
}

/** Only a version that was live may be gone back to: any other has still to be judged and tried. */
export function response(ctx: Context<MutationSetLiveModelArgs, SetLiveStash, undefined, undefined, BatchResult>) {
  if (ctx.error) raiseFailure(ctx.error);
  const table = ctx.env.MODELS_TABLE;
  if ((ctx.result.unprocessedKeys?.[table] ?? []).length > 0) raiseFailure({ type: 'DynamoDB:ThroughputExceeded' });
  const { modelVersion } = ctx.args.input;
  const rows = ctx.result.data[table] ?? [];
  const version = requireEndpoint(
    modelVersion,
    rows.find((row) => row?.pk === versionPartitionKey) as ModelVersionRow | undefined,
  );
  const live = rows.find((row) => row?.pk === livePartitionKey) as LiveRow | undefined;
  if (!live || !['LIVE', 'RETIRED'].includes(version.status)) {
    util.error(
      `The version ${quote(modelVersion)} was never live (${version.status}): it has to be promoted by its training first.`,
      'ModelVersionNotTried',
    );
  }
  ctx.stash.live = live;
  ctx.stash.endpointName = version.endpointName ?? '';
  return {};
}
