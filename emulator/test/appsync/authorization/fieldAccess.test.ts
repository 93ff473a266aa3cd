import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthorizationMode } from '../../../appsync/index.ts';
import { startTestApi, unit } from '../helpers/testApi.ts';
import type { TestApi } from '../helpers/testApi.ts';
import { token, userPool } from '../helpers/testUsers.ts';

const key: AuthorizationMode = { type: 'API_KEY', keys: [{ value: 'key' }] };
const iam: AuthorizationMode = {
  type: 'AWS_IAM',
  verifySignature: async () => ({ accountId: '1', userArn: 'arn', username: 'name' }),
  authorize: () => true,
};
const credentials = {
  key: async () => ({ 'x-api-key': 'key' }),
  user: async () => ({ authorization: await token('u1') }),
  admin: async () => ({ authorization: await token('u1', { groups: ['admin'] }) }),
  iam: async () => ({ authorization: 'AWS4-HMAC-SHA256 Credential=x' }),
};

const schema = `
  type Query {
    undecorated: String
    keyOnly: String @aws_api_key
    users: String @aws_cognito_user_pools
    admins: String @aws_cognito_user_pools(cognito_groups: ["admin", "owner"])
    backend: String @aws_iam
    several: String @aws_api_key @aws_iam
    adminsOrBackend: String @aws_cognito_user_pools(cognito_groups: ["admin"]) @aws_iam
    object: Thing @aws_api_key @aws_cognito_user_pools @aws_iam
  }
  type Thing @aws_iam @aws_cognito_user_pools { id: ID own: String @aws_api_key inner: Inner required: String! @aws_iam }
  type Inner { text: String }`;
const fields = ['undecorated', 'keyOnly', 'users', 'admins', 'backend', 'several', 'adminsOrBackend'];

/** Which root fields each caller sees, by default mode. */
const matrix: [AuthorizationMode, AuthorizationMode[], keyof typeof credentials, string[]][] = [
  [key, [userPool, iam], 'key', ['undecorated', 'keyOnly', 'several']],
  [key, [userPool, iam], 'user', ['users']],
  [key, [userPool, iam], 'admin', ['users', 'admins', 'adminsOrBackend']],
  [key, [userPool, iam], 'iam', ['backend', 'several', 'adminsOrBackend']],
  [userPool, [key, iam], 'key', ['keyOnly', 'several']],
  [userPool, [key, iam], 'user', ['undecorated', 'users']],
  [iam, [key, userPool], 'iam', ['undecorated', 'backend', 'several', 'adminsOrBackend']],
  [iam, [key, userPool], 'admin', ['users', 'admins', 'adminsOrBackend']],
  [{ ...userPool, defaultAction: 'DENY' }, [key, iam], 'user', ['users']],
];

const apis = new Map<AuthorizationMode, TestApi>();
beforeAll(async () => {
  for (const [defaultMode, additional] of matrix) {
    if (apis.has(defaultMode)) continue;
    apis.set(
      defaultMode,
      await startTestApi({
        schema,
        resolvers: [
          ...fields.map((field) => unit('Query', field, `return '${field}';`)),
          unit('Query', 'object', 'return { id: "1", own: "own", inner: { text: "t" }, required: "r" };'),
        ],
        authorization: { default: defaultMode, additional },
      }),
    );
  }
});
afterAll(async () => {
  for (const api of apis.values()) await api.stop();
});

describe('directives on fields', () => {
  it.each(matrix.map((row) => [`${row[0].type}${'defaultAction' in row[0] ? ' DENY' : ''}`, row[2], row] as const))(
    'with default mode %s open to %s what they name',
    async (_mode, caller, [defaultMode, , , open]) => {
      const answer = await apis.get(defaultMode)!.query(`{ ${fields.join(' ')} }`, {}, await credentials[caller]());
      expect(answer.data).toEqual(
        Object.fromEntries(fields.map((field) => [field, open.includes(field) ? field : null])),
      );
      expect((answer.errors ?? []).map((error) => error.message).sort()).toEqual(
        fields
          .filter((field) => !open.includes(field))
          .map((field) => `Not Authorized to access ${field} on type Query`)
          .sort(),
      );
    },
  );
});

describe('directives on types', () => {
  const query = async (caller: keyof typeof credentials, text: string) =>
    apis.get(key)!.query(text, {}, await credentials[caller]());
  it('hold for the fields that have none of their own', async () => {
    const answer = await query('key', '{ object { id own } }');
    expect(answer.data).toEqual({ object: { id: null, own: 'own' } });
    expect(answer.errors).toMatchObject([
      {
        path: ['object', 'id'],
        data: null,
        errorType: 'Unauthorized',
        errorInfo: null,
        message: 'Not Authorized to access id on type Thing',
      },
    ]);
    expect((await query('user', '{ object { id own } }')).data).toEqual({ object: { id: '1', own: null } });
  });
  it('do not pass on to the types of their fields', async () => {
    const answer = await query('user', '{ object { inner { text } } }');
    expect(answer.data).toEqual({ object: { inner: { text: null } } });
    expect(answer.errors).toMatchObject([{ message: 'Not Authorized to access text on type Inner' }]);
  });
  it('null the parent of a required field', async () => {
    const answer = await query('user', '{ object { id required } }');
    expect(answer.data).toEqual({ object: null });
    expect(answer.errors).toMatchObject([{ path: ['object', 'required'], errorType: 'Unauthorized' }]);
  });
  it('never hide __typename', async () => {
    expect((await query('key', '{ __typename object { __typename } }')).data).toEqual({
      __typename: 'Query',
      object: { __typename: 'Thing' },
    });
  });
});

describe('@aws_auth', () => {
  const guarded = {
    schema: 'type Query { a: String @aws_auth(cognito_groups: ["admin"]) }',
    resolvers: [unit('Query', 'a', 'return "a";')],
  };
  it('holds to groups where the user pool is the one mode', async () => {
    const api = await startTestApi({ ...guarded, authorization: { default: userPool } });
    expect((await api.query('{ a }', {}, await credentials.user())).data).toEqual({ a: null });
    expect((await api.query('{ a }', {}, await credentials.admin())).data).toEqual({ a: 'a' });
    await api.stop();
  });
  it('is refused where AppSync would not heed it', async () => {
    await expect(startTestApi({ ...guarded, authorization: { default: userPool, additional: [key] } })).rejects.toThrow(
      '@aws_auth',
    );
  });
});
