type Identity = Record<string, unknown>;

const holds = (identity: Identity, ...keys: string[]): boolean =>
  keys.every((key) => identity[key] !== undefined && identity[key] !== null);

/**
 * Names the authorisation mode from the shape of the identity, as recorded on AWS: each mode has its own set of
 * members, and an identity that completes none of them counts as an API key.
 */
export function authType(identity: unknown): string {
  if (identity === null || identity === undefined || typeof identity !== 'object') return 'API Key Authorization';
  const members = identity as Identity;
  const isEmpty = Object.keys(members).length === 0;
  if (isEmpty || holds(members, 'resolverContext') || holds(members, 'handlerContext')) return 'Lambda Authorization';
  if (holds(members, 'accountId', 'userArn', 'username', 'sourceIp')) return 'IAM Authorization';
  if (holds(members, 'sub', 'issuer', 'username', 'claims', 'sourceIp', 'defaultAuthStrategy')) {
    return 'User Pool Authorization';
  }
  if (holds(members, 'sub', 'issuer', 'claims') && !('username' in members)) return 'Open ID Connect Authorization';
  return 'API Key Authorization';
}
