/**
 * Visitors: people without an account who let themselves be known by a signed id. `visitorId` stands in rows, answers and
 * what administrators see, and opens nothing; `anonymousId` is the same with an end and a MAC, and proves who somebody is:
 * `<visitorId>~<end, seconds since 1970>~<MAC, base64url of 32 bytes>`, without the dots that AppSync knows tokens of
 * issuers by. The expression is one of JavaScript and of Java: AppSync holds what it is sent against it before it asks.
 */
export const anonymousIdExpression =
  '^(visitor-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})~([0-9]{10})~([A-Za-z0-9_-]{43})$';

/** Whether an id is one of those that visitors are given, be it signed or made up. */
export function isVisitorId(userId: string): boolean {
  return userId.startsWith('visitor-') && userId.length === 44;
}

/** Asks the function `identify-visitor` for a new visitor. */
export interface CreateVisitorRequest {
  kind: 'CREATE_VISITOR';
}

export interface NewVisitor {
  visitorId: string;
  anonymousId: string;
  /** ISO 8601 in UTC with milliseconds. */
  expiresAt: string;
}

/** What the authorizer tells resolvers of whom it let in: `ctx.identity.resolverContext`. */
export interface VisitorContext {
  visitorId: string;
}
