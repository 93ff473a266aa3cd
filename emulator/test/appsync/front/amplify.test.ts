import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { apiKey, startTestApi, unit } from '../helpers/testApi.ts';
import type { TestApi } from '../helpers/testApi.ts';
import { token, userPool } from '../helpers/testUsers.ts';

/** aws-amplify speaks wss only and knows no option for a certificate of one's own: this client trusts it in Node. */
class TrustingWebSocket extends WebSocket {
  constructor(url: string, protocols?: string[]) {
    super(url, protocols, { rejectUnauthorized: false });
  }
}

let api: TestApi;
beforeAll(async () => {
  Object.assign(globalThis, { WebSocket: TrustingWebSocket });
  const pems = await generate([{ name: 'commonName', value: '127.0.0.1' }], { keySize: 2048 });
  api = await startTestApi({
    schema: `
      type Query { thing(id: ID!): Thing @aws_api_key @aws_cognito_user_pools }
      type Mutation { put(userId: ID!, text: String): Thing @aws_api_key }
      type Subscription { onPut(userId: ID!): Thing @aws_subscribe(mutations: ["put"]) @aws_api_key @aws_cognito_user_pools }
      type Thing @aws_api_key @aws_cognito_user_pools { userId: ID text: String }`,
    resolvers: [
      unit(
        'Query',
        'thing',
        "if (ctx.args.id === 'bad') util.error('no such thing', 'ItemNotFound'); return { userId: ctx.args.id, text: util.authType() };",
      ),
      unit('Mutation', 'put', 'return ctx.args;'),
      unit(
        'Subscription',
        'onPut',
        'if (ctx.identity && ctx.args.userId !== ctx.identity.sub) util.unauthorized(); return null;',
      ),
    ],
    authorization: { default: { type: 'API_KEY', keys: [{ value: apiKey }] }, additional: [userPool] },
    tls: { key: pems.private, cert: pems.cert },
  });
  Amplify.configure(
    { API: { GraphQL: { endpoint: api.graphqlUrl, region: 'us-east-1', defaultAuthMode: 'apiKey', apiKey } } },
    {
      Auth: { tokenProvider: { getTokens: async () => ({ accessToken: parsed(await token('u1')) }) } },
    },
  );
});
afterAll(() => api.stop());

function parsed(text: string) {
  return {
    toString: () => text,
    payload: JSON.parse(Buffer.from(text.split('.')[1], 'base64url').toString()) as Record<string, never>,
  };
}

const query = 'query Q($id: ID!) { thing(id: $id) { userId text } }';
const subscription = 'subscription S($userId: ID!) { onPut(userId: $userId) { userId text } }';
const client = generateClient();
type Push = { data?: unknown };
interface Subscribable {
  subscribe(observer: { next(value: Push): void; error(error: unknown): void }): { unsubscribe(): void };
}

describe('aws-amplify 6', () => {
  it('queries with the API key and with a token', async () => {
    expect(await client.graphql({ query, variables: { id: '1' } })).toMatchObject({
      data: { thing: { userId: '1', text: 'API Key Authorization' } },
    });
    expect(await client.graphql({ query, variables: { id: '1' }, authMode: 'userPool' })).toMatchObject({
      data: { thing: { text: 'User Pool Authorization' } },
    });
  });
  it('gets the errors of a resolver', async () => {
    await expect(client.graphql({ query, variables: { id: 'bad' } })).rejects.toMatchObject({
      data: { thing: null },
      errors: [{ errorType: 'ItemNotFound', message: 'no such thing', path: ['thing'] }],
    });
  });
  it.each(['apiKey', 'userPool'] as const)(
    'subscribes over wss with %s and gets only what is meant for it',
    async (authMode) => {
      const pushes: unknown[] = [];
      const open = client.graphql({
        query: subscription,
        variables: { userId: 'u1' },
        authMode,
      }) as unknown as Subscribable;
      const listening = open.subscribe({ next: ({ data }) => pushes.push(data), error: (error) => pushes.push(error) });
      await expect.poll(() => api.subscriptionCount(), { timeout: 5000 }).toBe(1);
      await api.query(
        'mutation { a: put(userId: "u2", text: "other") { userId text } b: put(userId: "u1", text: "mine") { userId text } }',
      );
      await expect.poll(() => pushes, { timeout: 5000 }).toEqual([{ onPut: { userId: 'u1', text: 'mine' } }]);
      listening.unsubscribe();
      await expect.poll(() => api.subscriptionCount(), { timeout: 5000 }).toBe(0);
    },
  );
  it('is told when a subscription is refused', async () => {
    const failures: unknown[] = [];
    const refused = client.graphql({
      query: subscription,
      variables: { userId: 'u2' },
      authMode: 'userPool',
    }) as unknown as Subscribable;
    refused.subscribe({ next: () => undefined, error: (error) => failures.push(error) });
    await expect
      .poll(() => JSON.stringify(failures), { timeout: 5000 })
      .toContain('Not Authorized to access onPut on type Subscription');
  });
});
