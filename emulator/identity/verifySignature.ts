import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AccessRefused } from './errors.ts';
import type { Credentials } from './RoleCredentials.ts';

/** A request as it came in. */
export interface SignedRequest {
  method: string;
  /** Path and query as sent. */
  path: string;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Absent: it is still to be read, and whoever reads it holds it against `x-amz-content-sha256`. */
  body?: string | Buffer;
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** RFC 3986 encoding, which leaves only unreserved characters alone. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const canonicalQuery = (query: string): string =>
  [...new URLSearchParams(query)]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, left], [b, right]) => (a === b ? Number(left > right) - Number(left < right) : a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

/** `20260102T030405Z` to milliseconds. */
const instant = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const fiveMinutes = 300_000;

interface Authorization {
  accessKeyId: string;
  scope: string[];
  signedHeaders: string[];
  signature: string;
}

const parseAuthorization = (header: string | undefined): Authorization => {
  if (header === undefined) {
    throw new AccessRefused('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const part = (name: string) => new RegExp(`${name}=([^,\\s]+)`).exec(header)?.[1];
  const [credential, headers, signature] = [part('Credential'), part('SignedHeaders'), part('Signature')];
  const [accessKeyId, ...scope] = credential?.split('/') ?? [];
  if (!header.startsWith('AWS4-HMAC-SHA256 ') || !accessKeyId || scope.length !== 4 || !headers || !signature) {
    throw new AccessRefused(
      'IncompleteSignatureException',
      'The Authorization header is not a complete AWS4-HMAC-SHA256 signature.',
    );
  }
  return { accessKeyId, scope, signedHeaders: headers.split(';'), signature };
};

/**
 * Checks an AWS Signature Version 4.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * @param find looks an access key up
 * @param service the service that the scope must name
 * @throws AccessRefused as the services answer
 */
export function verifySignature<Holder extends { credentials: Credentials }>(
  request: SignedRequest,
  service: string,
  find: (accessKeyId: string) => Holder | undefined,
  now = Date.now(),
): Holder {
  const { headers } = request;
  const { accessKeyId, scope, signedHeaders, signature } = parseAuthorization(headers.authorization);
  const holder = find(accessKeyId);
  if (!holder || (headers['x-amz-security-token'] ?? '') !== holder.credentials.sessionToken) {
    throw new AccessRefused('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  const date = headers['x-amz-date'] ?? '';
  const [day, region, scopeService] = scope as [string, string, string];
  if (scopeService !== service || !date.startsWith(day) || !signedHeaders.includes('host')) {
    throw new AccessRefused(
      'InvalidSignatureException',
      `Credential should be scoped to correct service: '${service}'.`,
    );
  }
  if (!(Math.abs(instant(date) - now) <= fiveMinutes)) {
    throw new AccessRefused('InvalidSignatureException', `Signature expired: ${date} is not within 5 minutes of now.`);
  }
  const stated = headers['x-amz-content-sha256'];
  const payloadHash = request.body === undefined ? (stated ?? '') : sha256(request.body);
  if (stated !== undefined && stated !== payloadHash) {
    throw new AccessRefused('InvalidSignatureException', 'The body does not match x-amz-content-sha256.');
  }
  const [path, query = ''] = request.path.split(/\?(.*)/s) as [string, string?];
  const canonical = [
    request.method,
    // S3 alone signs the path as it is sent: a key may hold what a second encoding would change.
    service === 's3' ? path : path.split('/').map(encode).join('/'),
    canonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/\s+/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n');
  const key = [region, scopeService, 'aws4_request'].reduce(
    hmac,
    hmac(`AWS4${holder.credentials.secretAccessKey}`, day),
  );
  const expected = Buffer.from(hmac(key, text).toString('hex'));
  const received = Buffer.from(signature);
  if (expected.length !== received.length || !timingSafeEqual(expected, received)) {
    throw new AccessRefused(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided.',
    );
  }
  return holder;
}
