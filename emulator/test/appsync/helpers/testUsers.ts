import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CognitoMode } from '../../../appsync/index.ts';

export const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_test';
const { privateKey, publicKey } = await generateKeyPair('RS256');
const stranger = await generateKeyPair('RS256');
const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };

export const userPool: CognitoMode = {
  type: 'AMAZON_COGNITO_USER_POOLS',
  issuer,
  keySource: { keys: [jwk] },
  appIdClientRegex: 'client-1',
};

export interface TokenOptions {
  groups?: string[];
  issuer?: string;
  client?: string;
  /** Seconds from now. */
  expiresIn?: number;
  use?: string;
  byStranger?: boolean;
}

/** An access token of the test pool, or a bad one. */
export function token(user: string, options: TokenOptions = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    token_use: options.use ?? 'access',
    client_id: options.client ?? 'client-1',
    username: user,
    ...(options.groups ? { 'cognito:groups': options.groups } : {}),
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
    .setSubject(user)
    .setIssuer(options.issuer ?? issuer)
    .setIssuedAt(now - 60)
    .setExpirationTime(now + (options.expiresIn ?? 3600))
    .sign(options.byStranger ? stranger.privateKey : privateKey);
}
