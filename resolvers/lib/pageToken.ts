import { util } from '@aws-appsync/utils';
import { decodeToken, invalidNextToken } from './listToken.ts';
import { isThrottled, raiseFailure, type DataSourceFailure } from './failure.ts';

/**
 * Where a page of stored records goes on. A filter may match more records in one read of DynamoDB than the page takes;
 * the rest is found by reading from the same start again and skipping what was shown.
 */
export interface PageToken {
  /** AppSync's token of the read, or null for the beginning. */
  start: string | null;
  /** Matches of that read that earlier pages showed. */
  skip: number;
}

/** A `nextToken` of a page; `list` names what it belongs to, so that it is refused elsewhere. */
export function writePageToken(list: string, token: PageToken): string {
  return util.base64Encode(`${util.urlEncode(list)}|${token.skip}|${token.start ?? ''}`);
}

/** Reads a `nextToken`, or ends the request with `InvalidNextToken`. The beginning without one. */
export function readPageToken(list: string, nextToken: string | null | undefined): PageToken {
  if (nextToken === null || nextToken === undefined) return { start: null, skip: 0 };
  const text = decodeToken(nextToken);
  const parts = text.split('|');
  if (parts.length !== 3 || parts[0] !== util.urlEncode(list) || !util.matches('^[0-9]{1,4}$', parts[1]))
    invalidNextToken();
  if (parts[2].length > 0 && !util.matches('^[!-~]+$', parts[2])) invalidNextToken();
  return { start: parts[2].length > 0 ? parts[2] : null, skip: +parts[1] };
}

/** Records of one page and its `nextToken`. */
export interface Page<T> {
  items: T[];
  nextToken: string | null;
}

/**
 * Cuts a page out of the matches of one read.
 *
 * @param next - AppSync's token of the read after this one, or null when this was the last
 */
export function toPage<T>(list: string, token: PageToken, matches: T[], next: string | null, limit: number): Page<T> {
  const left = matches.slice(token.skip);
  const items = left.slice(0, limit);
  if (left.length > limit) {
    return { items, nextToken: writePageToken(list, { start: token.start, skip: token.skip + limit }) };
  }
  return { items, nextToken: next ? writePageToken(list, { start: next, skip: 0 }) : null };
}

/** A read failed: DynamoDB refuses a start that a client made up or took from another list. */
export function raisePageFailure(failure: DataSourceFailure, token: PageToken): never {
  const about = `${failure.type ?? ''} ${failure.message ?? ''}`.toLowerCase();
  const isRefused = ['token', 'validation', 'starting key', 'start key'].some((part) => about.includes(part));
  if (token.start !== null && !isThrottled(failure) && isRefused) invalidNextToken();
  raiseFailure(failure);
}
