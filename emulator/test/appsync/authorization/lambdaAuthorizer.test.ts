import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuthorizerRequest } from '../../../appsync/types.ts';
import { startTestApi, unit } from '../helpers/testApi.ts';
import type { TestApi } from '../helpers/testApi.ts';
import { token, userPool } from '../helpers/testUsers.ts';

const asked: AuthorizerRequest[] = [];
let answer: unknown;
let clock = Date.now();
let api: TestApi;

describe('a Lambda authorizer', () => {
  beforeAll(async () => {
    api = await startTestApi({
      schema: 'type Query { me: AWSJSON @aws_lambda @aws_cognito_user_pools  other: AWSJSON @aws_cognito_user_pools }',
      resolvers: [unit('Query', 'me', 'return ctx.identity;'), unit('Query', 'other', 'return 1;')],
      authorization: {
        default: userPool,
        additional: [
          {
            type: 'AWS_LAMBDA',
            resultTtl: 300_000,
            identityExpression: 'visitor~.+',
            invoke: async (request) => {
              asked.push(request);
              if (answer instanceof Error) throw answer;
              return answer;
            },
          },
        ],
      },
      now: () => clock,
    });
  });
  afterAll(() => api.stop());
  beforeEach(() => {
    asked.length = 0;
    answer = { isAuthorized: true, resolverContext: { visitorId: 'v' } };
  });

  const ask = (authorization: string, field = 'me') => api.query(`query Ask { ${field} }`, {}, { authorization });

  it('says who it is, what they may ask is the schema’s, and its answer counts as long as the template says', async () => {
    const { data } = await ask('visitor~a');
    expect(JSON.parse(String((data as { me: string }).me))).toEqual({ resolverContext: { visitorId: 'v' } });
    expect((await ask('visitor~a', 'other')).errors).toMatchObject([{ errorType: 'Unauthorized' }]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      authorizationToken: 'visitor~a',
      requestContext: { queryString: 'query Ask { me }' },
    });
    clock += 300_001;
    await ask('visitor~a');
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['refuses', { isAuthorized: false }],
    ['fails', new Error('it broke')],
    ['answers nonsense', { authorized: true }],
    ['denies fields, which is not emulated', { isAuthorized: true, deniedFields: ['Query.other'] }],
  ])('lets nobody in when it %s', async (what, given) => {
    answer = given;
    expect((await ask(`visitor~${what}`)).status).toBe(401);
    expect(asked).toHaveLength(1);
  });

  it('is not asked of what does not match its expression, nor of tokens of an issuer', async () => {
    expect((await ask('somebody')).status).toBe(401);
    expect((await ask(await token('ada'))).errors).toBeUndefined();
    expect(asked).toEqual([]);
  });
});
