import { util } from '@aws-appsync/utils';
import { maximumIdBytes, maximumRankedItems } from '../../schema/contract/limits.ts';
import { noHistory } from '../../schema/contract/rows.ts';

/** Where a page of a ranked list goes on. */
export interface ListToken {
  /** The `recordedAt` that the first page was based on, or `-`. */
  basedOn: string;
  /** What earlier pages showed. */
  shown: string[];
}

/**
 * A `nextToken` of a ranked list: which list it belongs to, the moment that it is based on, and the ids shown so far.
 * The ids make sure that pages never overlap, whatever became of the model between them
 * (docs/decisions/2026-11-21-pages-of-one-list.md). It is not JSON, because unreadable JSON cannot be caught here.
 */
export function writeListToken(list: string, token: ListToken): string {
  const ids = token.shown.map((id) => util.urlEncode(id)).join(',');
  return util.base64Encode(`${util.urlEncode(list)}|${token.basedOn}|${ids}`);
}

/** Reads a `nextToken`, or ends the request with `InvalidNextToken`. Null without one. */
export function readListToken(list: string, nextToken: string | null | undefined): ListToken | null {
  if (nextToken === null || nextToken === undefined) return null;
  const text = decodeToken(nextToken);
  const parts = text.split('|');
  if (parts.length !== 3 || parts[0] !== util.urlEncode(list) || !isBasedOn(parts[1])) invalidNextToken();
  const ids = parts[2].split(',');
  if (ids.length >= maximumRankedItems || ids.some((id) => !isEncodedId(id))) invalidNextToken();
  return { basedOn: parts[1], shown: ids.map((id) => util.urlDecode(id)) };
}

/** The text of a token, or the end of the request: the decoder itself would fail in its own words. */
export function decodeToken(nextToken: string): string {
  if (nextToken.length % 4 !== 0 || !util.matches('^[A-Za-z0-9+/]+={0,2}$', nextToken)) invalidNextToken();
  return util.base64Decode(nextToken);
}

/** Ends the request: the token was made up, changed, or belongs to another list. */
export function invalidNextToken(): never {
  util.error(
    'nextToken: not one that this list gave. Pass the token of the page before with the same arguments, or ' +
      'none to start again.',
    'InvalidNextToken',
  );
}

function isBasedOn(text: string): boolean {
  return (
    text === noHistory ||
    (text.length === 24 && util.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[.][0-9]{3}Z$', text))
  );
}

function isEncodedId(text: string): boolean {
  return (
    text.length <= 3 * maximumIdBytes &&
    util.matches("^[A-Za-z0-9*._~!'()+%-]+$", text) &&
    text.split('%').every((part, index) => index === 0 || util.matches('^[0-9A-Fa-f]{2}.*$', part))
  );
}
