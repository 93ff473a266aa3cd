import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthenticationFailed } from '../../../appsync/index.ts';
import type { SignedRequest } from '../../../appsync/index.ts';
import { startTestApi, unit } from '../helpers/testApi.ts';
import type { TestApi } from '../helpers/testApi.ts';
import { issuer, token, userPool } from '../helpers/testUsers.ts';

const signed: SignedRequest[] = [];
const asked: string[] = [];
let api: TestApi;
beforeAll(async () => {
  const identity = (fieldName: string) => unit('Query', fieldName, 'return ctx.identity;');
  api = await startTestApi({
    schema: `type Query {
      me: AWSJSON @aws_api_key @aws_cognito_user_pools @aws_iam @aws_oidc
      other: AWSJSON @aws_iam
    }`,
    resolvers: [identity('me'), identity('other')],
    authorization: {
      default: {
        type: 'API_KEY',
        keys: [
          { value: 'good' },
          { value: 'expired', expires: Date.now() - 1 },
          { value: 'later', expires: Date.now() + 60_000 },
        ],
      },
      additional: [
        userPool,
        { type: 'OPENID_CONNECT', issuer: 'https://oidc.example.com', keySource: userPool.keySource, iatTTL: 600_000 },
        {
          type: 'AWS_IAM',
          verifySignature: async (request) => {
            signed.push(request);
            if (request.headers.authorization.includes('unknown')) throw new Error('the secret is hunter2');
            if (request.headers.authorization.includes('Signature=bad')) {
              throw new AuthenticationFailed(
                'The request signature we calculated does not match the signature you provided.',
                'InvalidSignatureException',
              );
            }
            return {
              accountId: '123456789012',
              userArn: 'arn:aws:sts::123456789012:assumed-role/backend/session',
              username: 'AROAX:session',
            };
          },
          authorize: (principal, action, resource) => {
            asked.push(`${principal.username} ${action} ${resource}`);
            return resource.endsWith('/types/Query/fields/me');
          },
        },
      ],
    },
  });
});
afterAll(() => api.stop());

const me = async (headers: Record<string, string>): Promise<{ status: number; identity: unknown; errors: unknown }> => {
  const answer = await api.query('{ me }', {}, headers);
  const text = answer.data?.me;
  return { status: answer.status, identity: typeof text === 'string' ? JSON.parse(text) : text, errors: answer.errors };
};
const refused = (message: string, errorType = 'UnauthorizedException', status = 401) => ({
  status,
  identity: undefined,
  errors: [{ errorType, message }],
});

describe('an API key', () => {
  it('has no identity', async () => {
    expect(await me({ 'x-api-key': 'good' })).toEqual({ status: 200, identity: null, errors: undefined });
    expect((await me({ 'x-api-key': 'later' })).status).toBe(200);
  });
  it.each(['wrong', 'expired', 'goo', 'good1'])('that is %s is refused', async (key) => {
    expect(await me({ 'x-api-key': key })).toEqual(refused('You are not authorized to make this call.'));
  });
  it('or a token has to be there', async () => {
    expect(await me({})).toEqual(refused('Valid authorization header not provided.'));
  });
});

describe('a token of the user pool', () => {
  it('gives the identity that AWS gives', async () => {
    const { identity } = await me({ authorization: await token('u1', { groups: ['admin', 'staff'] }) });
    expect(identity).toMatchObject({
      sub: 'u1',
      issuer,
      username: 'u1',
      groups: ['admin', 'staff'],
      defaultAuthStrategy: 'ALLOW',
      sourceIp: ['127.0.0.1'],
      claims: {
        sub: 'u1',
        iss: issuer,
        token_use: 'access',
        client_id: 'client-1',
        'cognito:groups': ['admin', 'staff'],
      },
    });
  });
  it('without groups has null for them', async () => {
    expect((await me({ authorization: `Bearer ${await token('u2')}` })).identity).toMatchObject({
      sub: 'u2',
      groups: null,
    });
  });
  it('is refused when it has expired, also one that was good before', async () => {
    expect(await me({ authorization: await token('u1', { expiresIn: -1 }) })).toEqual(refused('Token has expired.'));
    const short = await token('u1', { expiresIn: 1 });
    expect((await me({ authorization: short })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(await me({ authorization: short })).toEqual(refused('Token has expired.'));
  });
  it.each([
    ['signed by someone else', { byStranger: true }],
    ['of another issuer', { issuer: 'https://evil.example.com' }],
    ['of another client', { client: 'client-2' }],
    ['of another client whose name begins alike', { client: 'client-10' }],
    ['for another use', { use: 'refresh' }],
  ])('is refused when it is %s', async (_name, options) => {
    expect(await me({ authorization: await token('u1', options) })).toEqual(
      refused('You are not authorized to make this call.'),
    );
  });
  it.each(['garbage', 'a.b.c', 'Bearer '])('is refused when it is no token: %s', async (text) => {
    expect((await me({ authorization: text })).status).toBe(401);
  });
  it('is refused when it is not signed at all', async () => {
    const [, claims] = (await token('u1')).split('.');
    const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    expect(await me({ authorization: `${header}.${claims}.` })).toMatchObject({ status: 401 });
  });
  it('is refused when its claims were changed', async () => {
    const [header, , signature] = (await token('u1')).split('.');
    const claims = Buffer.from(
      JSON.stringify({ sub: 'admin', iss: issuer, exp: 9_999_999_999, token_use: 'access', client_id: 'client-1' }),
    ).toString('base64url');
    expect(await me({ authorization: `${header}.${claims}.${signature}` })).toEqual(
      refused('You are not authorized to make this call.'),
    );
  });
});

describe('a token of an OpenID Connect provider', () => {
  it('gives sub, issuer and claims', async () => {
    const { identity } = await me({ authorization: await token('o1', { issuer: 'https://oidc.example.com' }) });
    expect(identity).toMatchObject({ sub: 'o1', issuer: 'https://oidc.example.com', claims: { sub: 'o1' } });
    expect(identity).not.toHaveProperty('groups');
  });
});

describe('a signed request', () => {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=AKID/20261121/us-east-1/appsync/aws4_request, SignedHeaders=host, Signature=abc';
  it('reaches the verifier as it was sent, and gives the identity of the principal', async () => {
    signed.length = 0;
    const { identity } = await me({ authorization });
    expect(signed).toMatchObject([
      { method: 'POST', path: '/graphql', body: '{"query":"{ me }","variables":{}}', headers: { authorization } },
    ]);
    expect(identity).toEqual({
      accountId: '123456789012',
      userArn: 'arn:aws:sts::123456789012:assumed-role/backend/session',
      username: 'AROAX:session',
      sourceIp: ['127.0.0.1'],
      cognitoIdentityAuthProvider: null,
      cognitoIdentityAuthType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
    });
  });
  it('is held to the policies of the principal', async () => {
    asked.length = 0;
    const answer = await api.query('{ me other }', {}, { authorization });
    expect(asked.sort()).toEqual(
      ['me', 'other'].map(
        (field) =>
          `AROAX:session appsync:GraphQL arn:aws:appsync:us-east-1:123456789012:apis/testapi/types/Query/fields/${field}`,
      ),
    );
    expect(answer.data).toMatchObject({ other: null });
    expect(answer.errors).toMatchObject([
      { path: ['other'], errorType: 'Unauthorized', message: 'Not Authorized to access other on type Query' },
    ]);
  });
  it('with a wrong signature is refused with the words of the verifier', async () => {
    expect(await me({ authorization: authorization.replace('abc', 'bad') })).toEqual(
      refused(
        'The request signature we calculated does not match the signature you provided.',
        'InvalidSignatureException',
        403,
      ),
    );
  });
  it('leaks nothing when the verifier fails', async () => {
    expect(await me({ authorization: authorization.replace('AKID', 'unknown') })).toEqual(
      refused('The security token included in the request is invalid.', 'UnrecognizedClientException', 403),
    );
  });
});
