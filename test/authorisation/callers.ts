import { createHmac } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { base64url, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { JWK } from 'jose';

/** Who asks, and how they prove it. */
export interface Caller {
  name: string;
  /** The user that they may act for. */
  self: string;
  /** The headers that go with a POST of `body`. */
  prove(url: URL, body: string): Record<string, string> | Promise<Record<string, string>>;
}

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** What the callers' proofs are made with. */
export interface Proofs {
  apiKey: string;
  region: string;
  /** The private key of the user pool, with which the right tokens are signed too. */
  poolKey: JWK;
  issuer: string;
  clientId: string;
  /** As `createVisitor` gave it. */
  visitor: { visitorId: string; anonymousId: string };
  roles: Record<'everything' | 'nothing' | 'publisher', Credentials>;
}

/** Somebody whose every request is refused, before any field is looked at. */
export interface Stranger extends Caller {
  /** The errorType. */
  refusal: string;
}

/** The callers that the API knows. */
export type Member = (typeof members)[number];
export const members = [
  'the API key',
  'a user',
  'a user with an id token',
  'a member of another group',
  'an admin',
  'a backend',
  'a backend without permission',
  'the publisher',
  'a visitor',
] as const;

interface TokenOptions {
  groups?: string[];
  use?: string;
  issuer?: string;
  key?: JWK;
  client?: string;
  /** Seconds from now; null for none. */
  expiresIn?: number | null;
}

/** Those that the API knows, in the order of `members`, and those whose every request it has to refuse. */
export async function makeCallers(proofs: Proofs): Promise<{ known: Caller[]; strangers: Stranger[] }> {
  const { apiKey, region, poolKey, clientId, roles } = proofs;
  const now = Math.floor(Date.now() / 1000);
  const stranger = await generateKeyPair('RS256', { extractable: true });
  const foreignKey: JWK = { ...(await exportJWK(stranger.privateKey)), kid: poolKey.kid, alg: 'RS256' };

  const claimsOf = (
    user: string,
    { groups, use = 'access', client = clientId }: TokenOptions,
  ): Record<string, unknown> => ({
    sub: user,
    token_use: use,
    ...(groups ? { 'cognito:groups': groups } : {}),
    ...(use === 'id' ? { 'cognito:username': user, aud: client } : { username: user, client_id: client }),
  });
  const token = async (user: string, options: TokenOptions = {}): Promise<string> => {
    const { key = poolKey, issuer = proofs.issuer, expiresIn = 3600 } = options;
    const unsigned = new SignJWT(claimsOf(user, options))
      .setProtectedHeader({ alg: 'RS256', kid: key.kid })
      .setIssuer(issuer)
      .setIssuedAt(now - 7200);
    if (expiresIn !== null) unsigned.setExpirationTime(now + expiresIn);
    return unsigned.sign(await importJWK(key, 'RS256'));
  };
  /** A token put together by hand, with a signature of one's own. */
  const crafted = (header: object, claims: object, sign: (text: string) => string): string => {
    const text = [header, claims].map((part) => base64url.encode(JSON.stringify(part))).join('.');
    return `${text}.${sign(text)}`;
  };
  const admin = { ...claimsOf('root', { groups: ['admin'] }), iss: proofs.issuer, iat: now, exp: now + 3600 };
  const { n, e, kty } = poolKey;
  const publicKey = JSON.stringify({ kty, n, e });

  const bearer = (name: string, self: string, text: string): Caller => ({
    name,
    self,
    prove: () => ({ authorization: text }),
  });
  const signer = (name: string, credentials: Credentials, options: SigningOptions = {}): Caller => ({
    name,
    self: 'ada',
    prove: (url, body) => sign(url, body, region, credentials, options),
  });
  const [ada, changed] = [await token('ada'), base64url.encode(JSON.stringify(admin))];
  const known: Record<Member, Omit<Caller, 'name'>> = {
    'the API key': { self: 'ada', prove: () => ({ 'x-api-key': apiKey }) },
    'a user': bearer('', 'ada', ada),
    'a user with an id token': bearer('', 'ada', await token('ada', { use: 'id' })),
    'a member of another group': bearer('', 'eve', await token('eve', { groups: ['editors'] })),
    'an admin': bearer('', 'root', await token('root', { groups: ['admin'] })),
    'a backend': signer('', roles.everything),
    'a backend without permission': signer('', roles.nothing),
    'the publisher': signer('', roles.publisher),
    'a visitor': bearer('', proofs.visitor.visitorId, proofs.visitor.anonymousId),
  };
  const withoutProof: Caller[] = [
    { name: 'nobody', self: 'ada', prove: () => ({}) },
    { name: 'a wrong API key', self: 'ada', prove: () => ({ 'x-api-key': `${apiKey}x` }) },
    bearer('a text that is no token', 'ada', 'nonsense'),
    bearer('the plain id of a visitor', proofs.visitor.visitorId, proofs.visitor.visitorId),
    bearer(
      'a signed id with another MAC',
      proofs.visitor.visitorId,
      proofs.visitor.anonymousId.replace(/[\w-]{4}$/, 'AAAA'),
    ),
    bearer('an expired token', 'ada', await token('ada', { expiresIn: -60 })),
    bearer('a token without an end', 'ada', await token('ada', { expiresIn: null })),
    bearer('a refresh token', 'ada', await token('ada', { use: 'refresh' })),
    bearer('a token signed with another key', 'ada', await token('ada', { key: foreignKey })),
    bearer('a token of another pool', 'ada', await token('ada', { key: foreignKey, issuer: 'https://other.example' })),
    bearer('a token of another client', 'ada', await token('ada', { client: 'another' })),
    bearer('an id token of another client', 'ada', await token('ada', { use: 'id', client: 'another' })),
    bearer('a token of a client whose id begins alike', 'ada', await token('ada', { client: `${clientId}2` })),
    bearer(
      'a token without a signature',
      'root',
      crafted({ alg: 'none' }, admin, () => ''),
    ),
    bearer('a token whose claims were changed', 'root', ada.replace(/\.[^.]+\./, `.${changed}.`)),
    bearer(
      'a token signed with the public key as a secret',
      'root',
      crafted({ alg: 'HS256', kid: poolKey.kid }, admin, (text) =>
        createHmac('sha256', publicKey).update(text).digest('base64url'),
      ),
    ),
  ];
  const unknownKey = { ...roles.everything, accessKeyId: 'ASIAUNKNOWNUNKNOWN00' };
  const falselySigned: Caller[] = [
    signer('a wrong secret', { ...roles.everything, secretAccessKey: 'wrong' }),
    signer('a signature of another body', roles.everything, { changeBody: true }),
    signer('a signature of an hour ago', roles.everything, { signedAt: new Date(Date.now() - 3_600_000) }),
    signer('a signature for another service', roles.everything, { service: 'dynamodb' }),
  ];
  return {
    known: members.map((name) => ({ ...known[name], name })),
    strangers: [
      ...withoutProof.map((caller) => ({ ...caller, refusal: 'UnauthorizedException' })),
      { ...signer('an unknown access key', unknownKey), refusal: 'UnrecognizedClientException' },
      ...falselySigned.map((caller) => ({ ...caller, refusal: 'InvalidSignatureException' })),
    ],
  };
}

interface SigningOptions {
  service?: string;
  signedAt?: Date;
  changeBody?: boolean;
}

async function sign(
  url: URL,
  body: string,
  region: string,
  credentials: Credentials,
  { service = 'appsync', signedAt, changeBody }: SigningOptions,
): Promise<Record<string, string>> {
  const request = new HttpRequest({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    port: Number(url.port),
    path: url.pathname,
    headers: { host: url.host, 'content-type': 'application/json' },
    body: changeBody ? `${body} ` : body,
  });
  const signed = await new SignatureV4({ service, region, credentials, sha256: Sha256 }).sign(request, {
    signingDate: signedAt,
  });
  return signed.headers;
}
