import type { CreateVisitorRequest, NewVisitor, VisitorContext } from '../../schema/contract/visitors.ts';
import type { VisitorSignature } from '../shared/VisitorSignature.ts';

/**
 * What AppSync asks an authorizer, and what it takes for an answer:
 * https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-lambda-authorization
 */
export interface AuthorizerRequest {
  authorizationToken: string;
}
export type AuthorizerAnswer = { isAuthorized: false } | { isAuthorized: true; resolverContext: VisitorContext };

export interface VisitorDependencies {
  signature: Pick<VisitorSignature, 'sign' | 'verify'>;
  /** A random UUID. */
  newId: () => string;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** Gives a new visitor a signed id, or tells AppSync whose signed id came with a request. */
export async function identifyVisitor(
  request: AuthorizerRequest | CreateVisitorRequest,
  { signature, newId, clock }: VisitorDependencies,
): Promise<AuthorizerAnswer | NewVisitor> {
  if ('kind' in request) return signature.sign(`visitor-${newId()}`, clock());
  const visitorId = await signature.verify(request.authorizationToken, clock());
  return visitorId === undefined ? { isAuthorized: false } : { isAuthorized: true, resolverContext: { visitorId } };
}
