import { runtime, util, type Context } from '@aws-appsync/utils';
import {
  placementCopies,
  placementPartitionKey,
  placementSettingsSortKey,
  type PlacementRow,
} from '../../schema/contract/feedback.ts';
import { projectionOf } from '../lib/projectionOf.ts';
import type { ListStash } from '../lib/recommendationList.ts';
import { answerFromStoredList } from '../lib/storedList.ts';

/** Where there is a stored list, asks under which revision of the placement's rules it would have been made now. */
export function request(ctx: Context<unknown, ListStash>) {
  const { storedList, request: wanted } = ctx.stash;
  if (!storedList) runtime.earlyReturn({});
  // All copies are equal; the time spreads the requests over them.
  const pk = placementPartitionKey(wanted.placement, util.time.nowEpochMilliSeconds() % placementCopies);
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues({ pk, sk: placementSettingsSortKey }),
    projection: projectionOf(['revision']),
    consistentRead: false,
  };
}

/** A revision that could not be read is no reason to fail: the list is then made anew. */
export function response(ctx: Context<unknown, ListStash, undefined, undefined, PlacementRow | null>) {
  if (ctx.error) {
    console.error(`The placement was not read: ${ctx.error.type}: ${ctx.error.message}`);
    return {};
  }
  ctx.stash.placementRevision = ctx.result?.revision ?? 0;
  answerFromStoredList(ctx.stash, ctx.env);
  return {};
}
