import { timingSafeEqual } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { AppSyncError, AuthenticationFailed } from '../errors.ts';
import type {
  ApiKeyMode,
  AuthorizationMode,
  CognitoMode,
  IamMode,
  LambdaMode,
  OpenIdConnectMode,
  SignedRequest,
} from '../types.ts';
import type { Caller } from './Caller.ts';
import { LambdaAuthorizer, type AskingApi } from './LambdaAuthorizer.ts';
import { issuerOf, TokenVerifier } from './verifyToken.ts';

const refused = 'You are not authorized to make this call.';
const rememberedTokens = 1000;

/** Finds out who sends a request, by the API's modes. */
export class Authenticator {
  readonly #modes: AuthorizationMode[];
  readonly #verifiers = new Map<string, { mode: CognitoMode | OpenIdConnectMode; verifier: TokenVerifier }>();
  readonly #verified = new Map<string, { mode: CognitoMode | OpenIdConnectMode; claims: JWTPayload }>();
  readonly #authorizer: LambdaAuthorizer | undefined;
  readonly #now: () => number;

  constructor(modes: AuthorizationMode[], now: () => number, api: AskingApi = { apiId: '', accountId: '' }) {
    this.#modes = modes;
    this.#now = now;
    for (const mode of modes) {
      if (mode.type === 'AMAZON_COGNITO_USER_POOLS' || mode.type === 'OPENID_CONNECT') {
        this.#verifiers.set(mode.issuer, { mode, verifier: new TokenVerifier(mode, now) });
      }
    }
    const lambda = modes.find((mode): mode is LambdaMode => mode.type === 'AWS_LAMBDA');
    this.#authorizer = lambda && new LambdaAuthorizer(lambda, api, now);
  }

  /** @throws AuthenticationFailed with AppSync's words */
  async authenticate(request: SignedRequest): Promise<Caller> {
    const authorization = request.headers.authorization?.trim();
    if (authorization?.startsWith('AWS4-HMAC-SHA256')) return this.#signed(request);
    // A token of an issuer is the issuer's; any other text is the function's.
    if (authorization && this.#authorizer && !isJwt(authorization)) {
      const identity = await this.#authorizer.identify(authorization, request);
      return { mode: 'AWS_LAMBDA', identity, groups: [] };
    }
    if (authorization) return this.#token(authorization.replace(/^Bearer\s+/i, ''), request.sourceIp);
    const key = request.headers['x-api-key'];
    if (key) return this.#apiKey(key);
    throw new AuthenticationFailed('Valid authorization header not provided.');
  }

  #apiKey(key: string): Caller {
    const mode = this.#modes.find((candidate): candidate is ApiKeyMode => candidate.type === 'API_KEY');
    const known = mode?.keys.find((candidate) => sameText(candidate.value, key));
    if (!known) throw new AuthenticationFailed(refused);
    if (known.expires !== undefined && known.expires <= this.#now()) throw new AuthenticationFailed(refused);
    return { mode: 'API_KEY', identity: null, groups: [] };
  }

  async #token(token: string, sourceIp: string): Promise<Caller> {
    const { mode, claims } = await this.#claims(token);
    if (mode.type === 'OPENID_CONNECT') {
      return { mode: mode.type, identity: { claims, issuer: claims.iss, sub: claims.sub }, groups: [] };
    }
    const groups = Array.isArray(claims['cognito:groups']) ? (claims['cognito:groups'] as string[]) : null;
    const identity = {
      claims,
      defaultAuthStrategy: mode.defaultAction ?? 'ALLOW',
      groups,
      issuer: claims.iss,
      sourceIp: [sourceIp],
      sub: claims.sub,
      username: claims['cognito:username'] ?? claims.username ?? claims.sub,
    };
    return { mode: mode.type, identity, groups: groups ?? [] };
  }

  /** Claims of a token; one that was verified before is not verified again while it is valid. */
  async #claims(token: string): Promise<{ mode: CognitoMode | OpenIdConnectMode; claims: JWTPayload }> {
    const known = this.#verified.get(token);
    if (known) {
      if ((known.claims.exp ?? 0) * 1000 > this.#now()) return known;
      this.#verified.delete(token);
      throw new AuthenticationFailed('Token has expired.');
    }
    const entry = this.#verifiers.get(issuerOf(token) ?? '');
    if (!entry) throw new AuthenticationFailed(refused);
    const verified = { mode: entry.mode, claims: await entry.verifier.verify(token) };
    // The lives of an OpenID Connect token since iat and auth_time are checked on every call.
    if (entry.mode.type === 'AMAZON_COGNITO_USER_POOLS') {
      if (this.#verified.size >= rememberedTokens) this.#verified.delete(this.#verified.keys().next().value ?? '');
      this.#verified.set(token, verified);
    }
    return verified;
  }

  async #signed(request: SignedRequest): Promise<Caller> {
    const mode = this.#modes.find((candidate): candidate is IamMode => candidate.type === 'AWS_IAM');
    if (!mode) throw new AuthenticationFailed(refused);
    try {
      const principal = await mode.verifySignature(request);
      const identity = {
        accountId: principal.accountId,
        cognitoIdentityAuthProvider: principal.cognitoIdentityAuthProvider ?? null,
        cognitoIdentityAuthType: principal.cognitoIdentityAuthType ?? null,
        cognitoIdentityId: principal.cognitoIdentityId ?? null,
        cognitoIdentityPoolId: principal.cognitoIdentityPoolId ?? null,
        sourceIp: [request.sourceIp],
        userArn: principal.userArn,
        username: principal.username,
      };
      return { mode: 'AWS_IAM', identity, groups: [], principal };
    } catch (cause) {
      if (cause instanceof AuthenticationFailed) throw cause;
      // Errors of the identity room carry a stable code; anything else must not leak its words.
      const type =
        cause instanceof Error && cause.name.endsWith('Exception') ? cause.name : 'UnrecognizedClientException';
      const message =
        type === 'UnrecognizedClientException' || !(cause instanceof AppSyncError || cause instanceof Error)
          ? 'The security token included in the request is invalid.'
          : cause.message;
      throw new AuthenticationFailed(message, type, { cause });
    }
  }
}

/** Three parts, as the tokens of issuers have, of which the first is JSON. */
function isJwt(authorization: string): boolean {
  const parts = authorization.replace(/^Bearer\s+/i, '').split('.');
  return parts.length === 3 && parts[0].startsWith('eyJ');
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
