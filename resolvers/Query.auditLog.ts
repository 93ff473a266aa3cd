import { util, type Context } from '@aws-appsync/utils';
import { auditPartitionKey } from '../schema/contract/feedback.ts';
import { parseInstant, toInstant } from '../schema/contract/instant.ts';
import { auditSeconds } from '../schema/contract/limits.ts';
import type { AuditEntry, QueryAuditLogArgs } from '../schema/generated/types.ts';
import { requireLimit } from './lib/checks.ts';
import { invalidInput } from './lib/invalidInput.ts';
import { raisePageFailure, readPageToken, toPage, type PageToken } from './lib/pageToken.ts';

interface Stash {
  list: string;
  token: PageToken;
  limit: number;
  /** `YYYY-MM`: the month that this page looks at, and the first of all. */
  month: string;
  firstMonth: string;
}

const thirtyDays = 2_592_000_000;

/** Entries of one month, newest first; the token says which month, and where in it. */
export function request(ctx: Context<QueryAuditLogArgs, Stash>) {
  const now = util.time.nowEpochMilliSeconds();
  const to = readInstant('to', ctx.args.to) ?? now;
  const from = readInstant('from', ctx.args.from) ?? to - thirtyDays;
  if (from > to) invalidInput('from', `${ctx.args.from}`, 'an instant before to');
  // What is older is gone. DynamoDB refuses a range that ends before it begins.
  const first = toInstant(Math.min(Math.max(from, now - auditSeconds * 1000), to));
  const last = toInstant(to);
  const list = `auditLog/${ctx.args.from ?? ''}/${ctx.args.to ?? ''}`;
  const token = readPageToken(list, ctx.args.nextToken);
  const limit = requireLimit(ctx.args.limit);
  const month = token.start ? token.start.slice(0, 7) : last.slice(0, 7);
  ctx.stash.list = list;
  ctx.stash.token = token;
  ctx.stash.limit = limit;
  ctx.stash.month = month;
  ctx.stash.firstMonth = first.slice(0, 7);
  const start = token.start ? token.start.slice(8) : '';
  return {
    operation: 'Query',
    query: {
      expression: '#pk = :pk AND #sk BETWEEN :first AND :last',
      expressionNames: { '#pk': 'pk', '#sk': 'sk' },
      // An id follows the instant, and "~" sorts behind every id.
      expressionValues: util.dynamodb.toMapValues({
        ':pk': auditPartitionKey(month),
        ':first': first,
        ':last': `${last}~`,
      }),
    },
    scanIndexForward: false,
    limit,
    nextToken: start === '' ? null : start,
    consistentRead: true,
  };
}

export function response(
  ctx: Context<QueryAuditLogArgs, Stash, undefined, undefined, { items: AuditEntry[]; nextToken?: string | null }>,
) {
  const { list, token, limit, month, firstMonth } = ctx.stash;
  if (ctx.error) raisePageFailure(ctx.error, token);
  const next = ctx.result.nextToken
    ? `${month}:${ctx.result.nextToken}`
    : month > firstMonth
      ? `${monthBefore(month)}:`
      : null;
  const page = toPage(list, token, ctx.result.items, next, limit);
  return {
    items: page.items.map(({ auditId, at, actor, action, subjects }) => ({ auditId, at, actor, action, subjects })),
    nextToken: page.nextToken,
  };
}

function readInstant(argument: string, text: string | null | undefined): number | null {
  if (!text) return null;
  const instant = parseInstant(text);
  if (instant === null) invalidInput(argument, `"${text}"`, 'an ISO 8601 instant');
  return instant;
}

function monthBefore(month: string): string {
  const [year, number] = [+month.slice(0, 4), +month.slice(5, 7)];
  return number === 1 ? `${year - 1}-12` : `${year}-${`0${number - 1}`.slice(-2)}`;
}
