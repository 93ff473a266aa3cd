import type { AuthorizationType, IamPrincipal } from '../types.ts';

/** Who sends a request, after authentication. */
export interface Caller {
  mode: AuthorizationType;
  /** `ctx.identity`; null with an API key. */
  identity: Record<string, unknown> | null;
  /** Groups of the user pool; empty in other modes. */
  groups: readonly string[];
  /** With AWS_IAM: who signed. */
  principal?: IamPrincipal;
}
