import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, test } from 'vitest';
import {
  AccessRefused,
  LocalKeys,
  RoleCredentials,
  verifySignature,
  type Credentials,
  type SignedRequest,
} from '../../identity/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';

const roleArn = 'arn:aws:iam::000000000000:role/api-Publish';

const sign = async (
  credentials: Credentials,
  change: Partial<{ path: string; query: Record<string, string>; body: string; service: string; at: Date }> = {},
): Promise<SignedRequest> => {
  const { path = '/graphql', query = {}, body = '{"a":1}', service = 'appsync', at = new Date() } = change;
  const signer = new SignatureV4({ credentials, region: 'us-east-1', service, sha256: Sha256 });
  const { headers } = await signer.sign(
    new HttpRequest({
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      port: 4000,
      path,
      query,
      body,
      headers: { host: '127.0.0.1:4000', 'content-type': 'application/json' },
    }),
    { signingDate: at },
  );
  const text = new URLSearchParams(query).toString();
  return {
    method: 'POST',
    path: text === '' ? path : `${path}?${text}`,
    body,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  };
};

const setUp = () => {
  const roles = new RoleCredentials(new LocalKeys(folderOfTest()));
  const credentials = roles.issue(roleArn, 'publish');
  const verify = (request: SignedRequest, service = 'appsync') =>
    verifySignature(request, service, (id) => roles.find(id));
  return { credentials, verify };
};

const codeOf = (action: () => unknown): string => {
  try {
    action();
    return 'accepted';
  } catch (error) {
    expect(error).toBeInstanceOf(AccessRefused);
    return (error as AccessRefused).code;
  }
};

describe('verifySignature', () => {
  test('accepts what the AWS signer signs and says who it was', async () => {
    const { credentials, verify } = setUp();
    expect(verify(await sign(credentials)).principal).toMatchObject({
      accountId: '000000000000',
      roleArn,
      userArn: 'arn:aws:sts::000000000000:assumed-role/api-Publish/publish',
    });
  });

  test.each([
    ['a path with characters to encode', { path: '/endpoints/a%20b/invocations', service: 'sagemaker' }],
    ['a query in any order', { query: { b: 'x y', a: '1/2', 'c d': '' } }],
    ['an empty body', { body: '' }],
  ])('accepts %s', async (_name, change) => {
    const { credentials, verify } = setUp();
    const request = await sign(credentials, change);
    expect(codeOf(() => verify(request, 'service' in change ? change.service : 'appsync'))).toBe('accepted');
  });

  test('refuses every change after signing', async () => {
    const { credentials, verify } = setUp();
    const request = await sign(credentials);
    expect(codeOf(() => verify({ ...request, body: '{"a":2}' }))).toBe('InvalidSignatureException');
    expect(codeOf(() => verify({ ...request, path: '/other' }))).toBe('InvalidSignatureException');
    expect(codeOf(() => verify({ ...request, method: 'GET' }))).toBe('InvalidSignatureException');
    expect(codeOf(() => verify({ ...request, headers: { ...request.headers, host: 'evil' } }))).toBe(
      'InvalidSignatureException',
    );
    const { authorization, ...unsigned } = request.headers;
    expect(codeOf(() => verify({ ...request, headers: unsigned }))).toBe('MissingAuthenticationTokenException');
    expect(
      codeOf(() => verify({ ...request, headers: { ...unsigned, authorization: authorization!.slice(0, 40) } })),
    ).toBe('IncompleteSignatureException');
  });

  test('refuses strangers, other services and old signatures', async () => {
    const { credentials, verify } = setUp();
    const stranger = { ...credentials, accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' };
    const strange = await sign(stranger);
    expect(codeOf(() => verify(strange))).toBe('UnrecognizedClientException');
    const wrongToken = await sign({ ...credentials, sessionToken: 'other' });
    expect(codeOf(() => verify(wrongToken))).toBe('UnrecognizedClientException');
    const wrongKey = await sign({ ...credentials, secretAccessKey: 'guess' });
    expect(codeOf(() => verify(wrongKey))).toBe('InvalidSignatureException');
    const right = await sign(credentials);
    expect(codeOf(() => verify(right, 'dynamodb'))).toBe('InvalidSignatureException');
    const old = await sign(credentials, { at: new Date(Date.now() - 301_000) });
    expect(codeOf(() => verify(old))).toBe('InvalidSignatureException');
  });
});
