import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { keepFile, writePrivate } from '../identity/index.ts';
import { TokenRefused } from './errors.ts';

interface StoredPool {
  poolId: string;
  clientId: string;
  issuer: string;
  key: JWK;
}

export interface TokenRequest {
  /** Becomes `sub` and `username`. */
  user: string;
  groups?: string[];
  /** Seconds from now. @defaultValue 3600 */
  expiresIn?: number;
  /** @defaultValue access */
  use?: 'access' | 'id';
}

const fileName = (poolId: string): string => `user-pool-${poolId}.json`;

/**
 * A Cognito user pool without people: it signs tokens for whoever is asked for, with claims as Cognito's.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export class UserPool {
  readonly issuer: string;
  readonly clientId: string;
  readonly #key: JWK;

  private constructor({ issuer, clientId, key }: StoredPool) {
    this.issuer = issuer;
    this.clientId = clientId;
    this.#key = key;
  }

  /** Opens the pool in `keys/` of the state folder, or makes it with a fresh RSA key. The client is the template's. */
  static async open(folder: string, poolId: string, issuer: string, clientId: string): Promise<UserPool> {
    if (!existsSync(join(folder, fileName(poolId)))) {
      const { privateKey } = await generateKeyPair('RS256', { extractable: true });
      const key: JWK = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: randomUUID() };
      keepFile(folder, fileName(poolId), () => JSON.stringify({ poolId, clientId, issuer, key } satisfies StoredPool));
    }
    const stored = JSON.parse(readFileSync(join(folder, fileName(poolId)), 'utf8')) as StoredPool;
    if (stored.clientId === clientId) return new UserPool(stored);
    // `find` has to sign for the client that the API takes now.
    const renewed: StoredPool = { ...stored, clientId };
    writePrivate(folder, fileName(poolId), JSON.stringify(renewed));
    return new UserPool(renewed);
  }

  /** The pool that an earlier start left in `keys/`, so that tokens can be made while nothing runs. */
  static find(folder: string): UserPool | undefined {
    const file = existsSync(folder) ? readdirSync(folder).find((name) => name.startsWith('user-pool-')) : undefined;
    if (file === undefined) return undefined;
    return new UserPool(JSON.parse(readFileSync(join(folder, file), 'utf8')) as StoredPool);
  }

  /** The public key as `<issuer>/.well-known/jwks.json` shows it. */
  jwks(): { keys: object[] } {
    const { kty, n, e, alg, use, kid } = this.#key;
    return { keys: [{ kty, n, e, alg, use, kid }] };
  }

  /** @throws TokenRefused for an empty name or a life outside 1 second to 10 years */
  async token({ user, groups = [], expiresIn = 3600, use = 'access' }: TokenRequest): Promise<string> {
    if (user === '') {
      throw new TokenRefused('A token needs the name of a user, for example --user u1.');
    }
    if (!(expiresIn >= 1 && expiresIn <= 315_360_000)) {
      throw new TokenRefused(
        `A token cannot live ${expiresIn} seconds; give 1 second to 10 years, for example --expires 1h.`,
      );
    }
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      token_use: use,
      auth_time: now,
      origin_jti: randomUUID(),
      event_id: randomUUID(),
      ...(groups.length > 0 ? { 'cognito:groups': groups } : {}),
      ...(use === 'access'
        ? { username: user, client_id: this.clientId, scope: 'aws.cognito.signin.user.admin' }
        : { 'cognito:username': user, aud: this.clientId, email_verified: true }),
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: this.#key.kid, typ: 'JWT' })
      .setSubject(user)
      .setIssuer(this.issuer)
      .setIssuedAt(now)
      .setExpirationTime(now + Math.floor(expiresIn))
      .setJti(randomUUID())
      .sign(await importJWK(this.#key, 'RS256'));
  }
}
