import { util, type Context } from '@aws-appsync/utils';
import type { QueryAnomaliesArgs } from '../schema/generated/types.ts';
import { anomaliesPartitionKey, type AnomalyRow } from '../schema/contract/anomalies.ts';
import { quote } from '../schema/contract/checks.ts';
import { parseInstant, toInstant } from '../schema/contract/instant.ts';
import { toAnomaly } from './lib/anomalies.ts';
import { requireLimit } from './lib/checks.ts';
import { invalidInput } from './lib/invalidInput.ts';
import { raisePageFailure, readPageToken, toPage, type PageToken } from './lib/pageToken.ts';

interface Stash {
  token: PageToken;
  limit: number;
}

/** The marks, newest first: their sort keys begin with the time. */
export function request(ctx: Context<QueryAnomaliesArgs, Stash>) {
  const { from, limit, nextToken } = ctx.args;
  const first = from ? parseInstant(from) : 0;
  if (first === null || first < 0) invalidInput('from', quote(from ?? ''), 'an ISO 8601 instant from 1970 on');
  ctx.stash.limit = requireLimit(limit);
  ctx.stash.token = readPageToken('anomalies', nextToken);
  return {
    operation: 'Query',
    query: {
      expression: '#pk = :pk AND #sk >= :from',
      expressionNames: { '#pk': 'pk', '#sk': 'sk' },
      expressionValues: util.dynamodb.toMapValues({ ':pk': anomaliesPartitionKey, ':from': toInstant(first ?? 0) }),
    },
    scanIndexForward: false,
    limit: ctx.stash.limit,
    nextToken: ctx.stash.token.start,
    consistentRead: true,
  };
}

export function response(
  ctx: Context<QueryAnomaliesArgs, Stash, undefined, undefined, { items: AnomalyRow[]; nextToken?: string | null }>,
) {
  const { token, limit } = ctx.stash;
  if (ctx.error) raisePageFailure(ctx.error, token);
  const page = toPage('anomalies', token, ctx.result.items, ctx.result.nextToken ?? null, limit);
  return { items: page.items.map((row) => toAnomaly(row)), nextToken: page.nextToken };
}
