import { AccessRefused } from './errors.ts';
import type { Policies } from './Policies.ts';
import type { Principal, RoleCredentials } from './RoleCredentials.ts';
import { verifySignature, type SignedRequest } from './verifySignature.ts';

/** Who calls, and whether they may: what stands before every local service. */
export class AccessControl {
  readonly credentials: RoleCredentials;
  readonly #policies: Policies;

  constructor(credentials: RoleCredentials, policies: Policies) {
    this.credentials = credentials;
    this.#policies = policies;
  }

  /** @throws AccessRefused when the signature does not hold */
  authenticate(request: SignedRequest, service: string): Principal {
    return verifySignature(request, service, (accessKeyId) => this.credentials.find(accessKeyId)).principal;
  }

  allows(
    principal: Pick<Principal, 'roleArn'>,
    action: string,
    resource: string,
    context?: Record<string, string[]>,
  ): boolean {
    return this.#policies.allows(principal.roleArn, action, resource, context);
  }

  /** @throws AccessRefused (AccessDeniedException) with IAM's message */
  require(principal: Principal, action: string, resource: string, context?: Record<string, string[]>): void {
    if (!this.allows(principal, action, resource, context)) {
      throw new AccessRefused(
        'AccessDeniedException',
        `User: ${principal.userArn} is not authorized to perform: ${action} ` +
          `on resource: ${resource} because no identity-based policy allows the ${action} action`,
        400,
      );
    }
  }
}
