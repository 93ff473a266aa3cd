import { util } from '@aws-appsync/utils';
import { invalidInput } from './invalidInput.ts';

/**
 * Who is asking. AppSync gives people (user pool, OpenID Connect) a `sub`, visitors what the authorizer says, IAM callers
 * an `accountId`, and nothing at all with an API key: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html
 */
export interface CallerIdentity {
  sub?: string | null;
  groups?: string[] | null;
  accountId?: string | null;
  cognitoIdentityId?: string | null;
  userArn?: string | null;
  /** Of a visitor: what the authorizer told (schema/contract/visitors.ts). */
  resolverContext?: { visitorId?: string } | null;
}

/** The user id of a signed-in person or of a visitor who proved to be one, or null. */
export function signedInUserId(identity: unknown): string | null {
  const caller = identity as CallerIdentity | null;
  return caller?.sub ?? caller?.resolverContext?.visitorId ?? null;
}

/** Names the caller where it is written down who did something: the id of a person, the ARN of an IAM caller. */
export function callerName(identity: unknown): string {
  const caller = identity as CallerIdentity | null;
  return caller?.sub ?? caller?.userArn ?? 'unknown';
}

/** A backend with IAM credentials of its own, not those that an identity pool hands to a person or to anybody. */
export function isBackend(identity: unknown): boolean {
  const caller = identity as CallerIdentity | null;
  return !caller?.sub && !!caller?.accountId && !caller.cognitoIdentityId;
}

/** May see and change what belongs to others: the `admin` group of the user pool, and backends. */
export function isPrivileged(identity: unknown): boolean {
  const caller = identity as CallerIdentity | null;
  return isBackend(identity) || (!!caller?.sub && (caller.groups ?? []).includes('admin'));
}

/** Whether the caller may act for `userId`: people for themselves, privileged callers for anybody. */
export function mayActFor(identity: unknown, userId: string): boolean {
  return isPrivileged(identity) || signedInUserId(identity) === userId;
}

/**
 * The user that a request is about: the one named, or else the signed-in person. Ends the request with `Unauthorized`
 * when that is somebody else's data, and with `InvalidInput` when a backend names nobody.
 */
export function resolveUserId(identity: unknown, userId: string | null | undefined, argument: string): string {
  const resolved = userId ?? signedInUserId(identity);
  if (resolved === null) {
    if (isBackend(identity)) invalidInput(argument, 'nothing', 'the id of a user, because IAM stands for no user');
    util.unauthorized();
  }
  if (!mayActFor(identity, resolved)) util.unauthorized();
  return resolved;
}
