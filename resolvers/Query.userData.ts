import { util, type Context } from '@aws-appsync/utils';
import { toInstant } from '../schema/contract/instant.ts';
import { userPartitionKey } from '../schema/contract/keys.ts';
import { unpackRankedItems } from '../schema/contract/rankedItems.ts';
import { kindOfUserRow } from '../schema/contract/userRows.ts';
import type { QueryUserDataArgs, UserDataKind } from '../schema/generated/types.ts';
import { resolveUserId } from './lib/caller.ts';
import { requireId, requireLimit } from './lib/checks.ts';
import { raisePageFailure, readPageToken, toPage, type PageToken } from './lib/pageToken.ts';

interface Stash {
  list: string;
  token: PageToken;
  limit: number;
}

type UserRow = { pk: string; sk: string; expiresAt?: number } & Record<string, unknown>;

/** Attributes that hold JSON as text. */
const jsonAttributes = ['items', 'properties', 'counts', 'remaining'];

/** All rows of the user's partition, whatever they are. */
export function request(ctx: Context<QueryUserDataArgs, Stash>) {
  const userId = resolveUserId(ctx.identity, ctx.args.userId, 'userId');
  requireId('userId', userId);
  const list = `userData/${userId}`;
  const token = readPageToken(list, ctx.args.nextToken);
  const limit = requireLimit(ctx.args.limit);
  ctx.stash.list = list;
  ctx.stash.token = token;
  ctx.stash.limit = limit;
  return {
    operation: 'Query',
    query: {
      expression: '#pk = :pk',
      expressionNames: { '#pk': 'pk' },
      expressionValues: util.dynamodb.toMapValues({ ':pk': userPartitionKey(userId) }),
    },
    limit,
    nextToken: token.start,
    consistentRead: true,
  };
}

export function response(
  ctx: Context<QueryUserDataArgs, Stash, undefined, undefined, { items: UserRow[]; nextToken?: string | null }>,
) {
  const { list, token, limit } = ctx.stash;
  if (ctx.error) raisePageFailure(ctx.error, token);
  const page = toPage(list, token, ctx.result.items, ctx.result.nextToken ?? null, limit);
  return { items: page.items.map((row) => toRecord(row)), nextToken: page.nextToken };
}

function toRecord(row: UserRow) {
  const { pk: _pk, sk, expiresAt, ...attributes } = row;
  const data: Record<string, unknown> = {};
  const kind = kindOfUserRow(sk);
  Object.entries(attributes).forEach(([name, value]) => {
    data[name] = jsonAttributes.includes(name) && typeof value === 'string' ? read(kind, name, value) : value;
  });
  return {
    kind,
    key: sk,
    expiresAt: expiresAt ? toInstant(expiresAt * 1000) : null,
    data,
  };
}

function read(kind: UserDataKind, name: string, text: string): unknown {
  return kind === 'STORED_LIST' && name === 'items' ? unpackRankedItems(text) : JSON.parse(text);
}
