import { createLocalJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload } from 'jose';
import { AuthenticationFailed } from '../errors.ts';
import type { CognitoMode, KeySource, OpenIdConnectMode } from '../types.ts';

type TokenMode = CognitoMode | OpenIdConnectMode;
type LocalKeys = ReturnType<typeof createLocalJWKSet>;

const refused = 'You are not authorized to make this call.';
const minimumReloadMilliseconds = 10_000;

/** Reads the `iss` of a token without trusting it, to pick the mode that verifies it. */
export function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch (cause) {
    throw new AuthenticationFailed('Unable to parse JWT token.', 'UnauthorizedException', { cause });
  }
}

/** Verifies tokens of one issuer: signature, issuer, life time and client. */
export class TokenVerifier {
  readonly #mode: TokenMode;
  readonly #now: () => number;
  #keys: LocalKeys | undefined;
  #loadedAt = Number.NEGATIVE_INFINITY;

  constructor(mode: TokenMode, now: () => number) {
    this.#mode = mode;
    this.#now = now;
  }

  /** The claims of a good token. @throws AuthenticationFailed */
  async verify(token: string): Promise<JWTPayload> {
    const claims = await this.#verifySignature(token);
    if (this.#mode.type === 'AMAZON_COGNITO_USER_POOLS') this.#checkCognito(claims, this.#mode);
    else this.#checkOpenIdConnect(claims, this.#mode);
    return claims;
  }

  async #verifySignature(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, async (header, input) => this.#key(header, input), {
        issuer: this.#mode.issuer,
        currentDate: new Date(this.#now()),
        requiredClaims: ['exp', 'sub'],
        algorithms: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512'],
      });
      return payload;
    } catch (cause) {
      if (cause instanceof errors.JWTExpired) throw unauthorized('Token has expired.', cause);
      if (cause instanceof errors.JWTInvalid || cause instanceof errors.JWSInvalid) {
        throw unauthorized('Unable to parse JWT token.', cause);
      }
      throw unauthorized(refused, cause);
    }
  }

  /** The key that a token names; an unknown name reads the key set again, at most every ten seconds. */
  async #key(...parameters: Parameters<LocalKeys>): Promise<Awaited<ReturnType<LocalKeys>>> {
    this.#keys ??= await this.#load();
    try {
      return await this.#keys(...parameters);
    } catch (error) {
      const reloadable = error instanceof errors.JWKSNoMatchingKey && typeof this.#mode.keySource === 'function';
      if (!reloadable || this.#now() - this.#loadedAt < minimumReloadMilliseconds) throw error;
      this.#keys = await this.#load();
      return this.#keys(...parameters);
    }
  }

  async #load(): Promise<LocalKeys> {
    const source: KeySource = this.#mode.keySource;
    this.#loadedAt = this.#now();
    return createLocalJWKSet((typeof source === 'function' ? await source() : source) as JSONWebKeySet);
  }

  #checkCognito(claims: JWTPayload, mode: CognitoMode): void {
    if (claims.token_use !== 'access' && claims.token_use !== 'id') throw unauthorized(refused);
    const client = String((claims.token_use === 'access' ? claims.client_id : claims.aud) ?? '');
    if (mode.appIdClientRegex && !matches(mode.appIdClientRegex, client)) throw unauthorized(refused);
  }

  #checkOpenIdConnect(claims: JWTPayload, mode: OpenIdConnectMode): void {
    const clients = [claims.aud, claims.azp].flat().filter((value) => typeof value === 'string') as string[];
    if (mode.clientId && !clients.some((client) => matches(mode.clientId ?? '', client))) throw unauthorized(refused);
    const tooOld = (since: unknown, life: number | undefined): boolean =>
      life !== undefined && life > 0 && (typeof since !== 'number' || since * 1000 + life < this.#now());
    if (tooOld(claims.iat, mode.iatTTL) || tooOld(claims.auth_time, mode.authTTL)) {
      throw unauthorized('Token has expired.');
    }
  }
}

function matches(pattern: string, client: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(client);
}

function unauthorized(message: string, cause?: unknown): AuthenticationFailed {
  return new AuthenticationFailed(message, 'UnauthorizedException', { cause });
}
