import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiKey, startTestApi, unit } from '../helpers/testApi.ts';
import type { TestApi } from '../helpers/testApi.ts';
import { Conversation } from '../helpers/Conversation.ts';
import { token, userPool } from '../helpers/testUsers.ts';

const key = { 'x-api-key': apiKey };
let api: TestApi;
beforeAll(async () => {
  const mutation = (fieldName: string) =>
    unit('Mutation', fieldName, 'return ctx.result;', 'return { payload: ctx.args.input };');
  api = await startTestApi({
    schema: `
      type Query { a: String }
      type Mutation @aws_api_key {
        publish(input: ThingInput!): Thing
        replace(input: ThingInput!): Thing
        touch(input: ThingInput!): Thing
        expel(userId: ID!): String
      }
      type Subscription {
        onThing(userId: ID, placement: String): Thing @aws_subscribe(mutations: ["publish", "replace"]) @aws_api_key @aws_cognito_user_pools
        onFiltered(minimum: Int): Thing @aws_subscribe(mutations: ["publish"]) @aws_api_key
        onBadFilter: Thing @aws_subscribe(mutations: ["publish"]) @aws_api_key
        onMine(userId: ID!): Thing @aws_subscribe(mutations: ["publish"]) @aws_cognito_user_pools
        onGuarded: Thing @aws_subscribe(mutations: ["publish"]) @aws_cognito_user_pools(cognito_groups: ["admin"])
        onBackend: Thing @aws_subscribe(mutations: ["publish"]) @aws_iam
        onStrict: Strict @aws_subscribe(mutations: ["strict"]) @aws_api_key
        onExpelled(userId: ID!): Thing @aws_subscribe(mutations: ["publish"]) @aws_api_key
      }
      extend type Mutation { strict: Strict }
      type Strict @aws_api_key { id: ID! must: String! }
      type Thing @aws_api_key @aws_cognito_user_pools {
        userId: ID placement: String score: Int tags: [String] secret: String @aws_api_key inner: Thing computed: String
      }
      input ThingInput { userId: ID placement: String score: Int tags: [String] secret: String inner: ThingInput }`,
    authorization: { default: { type: 'API_KEY', keys: [{ value: apiKey }] }, additional: [userPool] },
    resolvers: [
      mutation('publish'),
      mutation('replace'),
      mutation('touch'),
      unit('Mutation', 'strict', 'return { id: "1", must: "x" };'),
      unit(
        'Mutation',
        'expel',
        `
        extensions.invalidateSubscriptions({ subscriptionField: 'onExpelled', payload: { userId: ctx.args.userId } });
        return 'done';`,
      ),
      unit('Thing', 'computed', "return 'computed';"),
      unit(
        'Subscription',
        'onFiltered',
        `
        extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ score: { ge: ctx.args.minimum }, tags: { contains: 'red' } }));
        return null;`,
      ),
      unit(
        'Subscription',
        'onBadFilter',
        "extensions.setSubscriptionFilter({ filterGroup: [{ filters: [{ fieldName: 'nothing', operator: 'eq', value: 1 }] }] }); return null;",
      ),
      unit(
        'Subscription',
        'onMine',
        `
        if (ctx.args.userId !== ctx.identity.sub) util.unauthorized();
        extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ userId: { eq: ctx.identity.sub } }));
        return null;`,
      ),
      unit(
        'Subscription',
        'onExpelled',
        `
        extensions.setSubscriptionInvalidationFilter(util.transform.toSubscriptionFilter({ userId: { eq: ctx.args.userId } }));
        return null;`,
      ),
    ],
  });
});
afterAll(() => api.stop());

const publish = (input: Record<string, unknown>, selection = 'userId placement score tags secret', field = 'publish') =>
  api.query(`mutation($input: ThingInput!) { ${field}(input: $input) { ${selection} } }`, { input });

describe('the handshake', () => {
  it.each(['query', 'subprotocol'] as const)(
    'takes credentials as %s and acknowledges, then keeps alive',
    async (how) => {
      const conversation = new Conversation(api.realtimeUrl, key, how);
      await conversation.opened();
      expect(conversation.socket.protocol).toBe('graphql-ws');
      const messages: { type: string }[] = [];
      conversation.socket.on('message', (data) => messages.push(JSON.parse(String(data)) as { type: string }));
      conversation.send({ type: 'connection_init' });
      await expect
        .poll(() => messages)
        .toEqual([{ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } }, { type: 'ka' }]);
      conversation.socket.close();
    },
  );
  it.each([
    ['a wrong key', { 'x-api-key': 'wrong' }, 'You are not authorized to make this call.'],
    ['a garbled token', { authorization: 'x.y.z' }, 'Unable to parse JWT token.'],
    ['nothing', undefined, 'Required headers are missing.'],
  ])('refuses %s with connection_error', async (_name, credentials, message) => {
    const conversation = new Conversation(api.realtimeUrl, credentials);
    await conversation.opened();
    conversation.send({ type: 'connection_init' });
    expect(await conversation.next()).toEqual({
      type: 'connection_error',
      payload: { errors: [{ errorType: 'UnauthorizedException', message, errorCode: 401 }] },
    });
    expect(await conversation.closed()).toBe(4401);
  });
  it('refuses an expired token', async () => {
    const conversation = new Conversation(api.realtimeUrl, { Authorization: await token('u1', { expiresIn: -5 }) });
    await conversation.opened();
    conversation.send({ type: 'connection_init' });
    expect((await conversation.next()).payload?.errors).toMatchObject([{ message: 'Token has expired.' }]);
  });
  it('refuses credentials that are no base64 JSON', async () => {
    const conversation = new Conversation(
      `${api.realtimeUrl}?header=%%%&payload=e30=`.replace('%%%', '!!!'),
      undefined,
      'none',
    );
    await conversation.opened();
    conversation.send({ type: 'connection_init' });
    expect(await conversation.next()).toMatchObject({ type: 'connection_error' });
  });
});

describe('a subscription', () => {
  it('starts, receives what matches its arguments, and stops', async () => {
    const conversation = await Conversation.open(api.realtimeUrl, key);
    expect(await conversation.start('1', 'subscription { onThing(userId: "u1") { userId score } }', key)).toEqual({
      id: '1',
      type: 'start_ack',
    });
    await publish({ userId: 'u2', score: 1 });
    await publish({ userId: 'u1', score: 2 });
    expect(await conversation.next()).toEqual({
      id: '1',
      type: 'data',
      payload: { data: { onThing: { userId: 'u1', score: 2 } } },
    });
    await publish({ userId: 'u1', score: 3 }, 'userId score', 'replace');
    expect((await conversation.next()).payload?.data).toEqual({ onThing: { userId: 'u1', score: 3 } });
    await publish({ userId: 'u1' }, 'userId', 'touch');
    expect(await conversation.nextWithin(100)).toBeUndefined();
    conversation.send({ id: '1', type: 'stop' });
    expect(await conversation.next()).toEqual({ id: '1', type: 'complete' });
    await publish({ userId: 'u1' });
    expect(await conversation.nextWithin(100)).toBeUndefined();
    expect(api.subscriptionCount()).toBe(0);
    conversation.socket.close();
  });
  it('tells an argument of null from one that is left out', async () => {
    const conversation = await Conversation.open(api.realtimeUrl, key);
    await conversation.start('all', 'subscription { onThing { userId } }', key);
    await conversation.start('null', 'subscription { onThing(userId: null) { userId } }', key);
    await publish({ userId: 'u1' });
    expect((await conversation.next()).id).toBe('all');
    await publish({ placement: 'home' });
    expect([(await conversation.next()).id, (await conversation.next()).id].sort()).toEqual(['all', 'null']);
    conversation.socket.close();
  });
  it('receives only what the mutation selected; the rest is null', async () => {
    const conversation = await Conversation.open(api.realtimeUrl, key);
    await conversation.start(
      '1',
      'subscription { onThing { user: userId score computed inner { score tags } __typename } }',
      key,
    );
    await publish(
      { userId: 'u1', score: 7, inner: { score: 8, tags: ['a'] } },
      'renamed: userId computed inner { points: score }',
    );
    expect((await conversation.next()).payload).toEqual({
      data: {
        onThing: {
          user: 'u1',
          score: null,
          computed: 'computed',
          inner: { score: 8, tags: null },
          __typename: 'Thing',
        },
      },
    });
    conversation.socket.close();
  });
  it('does not match on a field that the mutation did not select', async () => {
    const conversation = await Conversation.open(api.realtimeUrl, key);
    await conversation.start('1', 'subscription { onThing(userId: "u1") { score } }', key);
    await publish({ userId: 'u1', score: 1 }, 'score');
    expect(await conversation.nextWithin(100)).toBeUndefined();
    conversation.socket.close();
  });
  it('gets null and an error where a required field was not selected, as on AWS', async () => {
    const conversation = await Conversation.open(api.realtimeUrl, key);
    await conversation.start('1', 'subscription { onStrict { id must } }', key);
    await api.query('mutation { strict { id } }');
    expect((await conversation.next()).payload).toMatchObject({
      data: { onStrict: null },
      errors: [
        { message: "Cannot return null for non-nullable type: 'String' within parent 'Strict' (/onStrict/must)" },
      ],
    });
    conversation.socket.close();
  });
  it('gets nothing from a mutation that failed', async () => {
    const conversation = await Conversation.open(api.realtimeUrl, key);
    await conversation.start('1', 'subscription { onThing { userId } }', key);
    await api.query(
      'mutation($input: ThingInput!) { publish(input: $input) { userId } }',
      { input: { userId: 'u1' } },
      { authorization: await token('u1') },
    );
    expect(await conversation.nextWithin(100)).toBeUndefined();
    conversation.socket.close();
  });
  it('filters by what its resolver set', async () => {
    const conversation = await Conversation.open(api.realtimeUrl, key);
    await conversation.start('1', 'subscription($m: Int) { onFiltered(minimum: $m) { score tags } }', key, { m: 5 });
    await publish({ score: 4, tags: ['red'] });
    await publish({ score: 6, tags: ['blue'] });
    await publish({ score: 5, tags: ['blue', 'red'] });
    expect((await conversation.next()).payload?.data).toEqual({ onFiltered: { score: 5, tags: ['blue', 'red'] } });
    expect(await conversation.nextWithin(50)).toBeUndefined();
    conversation.socket.close();
  });
  it('is ended by an invalidation meant for it', async () => {
    const conversation = await Conversation.open(api.realtimeUrl, key);
    await conversation.start('gone', 'subscription { onExpelled(userId: "u1") { userId } }', key);
    await conversation.start('stays', 'subscription { onExpelled(userId: "u2") { userId } }', key);
    await api.query('mutation { expel(userId: "u1") }');
    expect(await conversation.next()).toEqual({ id: 'gone', type: 'complete' });
    await publish({ userId: 'u2' });
    expect((await conversation.next()).id).toBe('stays');
    conversation.socket.close();
  });
  it('may not see a field that its mode does not open', async () => {
    const credentials = { Authorization: await token('u1') };
    const conversation = await Conversation.open(api.realtimeUrl, credentials);
    await conversation.start('1', 'subscription { onMine(userId: "u1") { userId secret } }', credentials);
    await publish({ userId: 'u2', secret: 's2' });
    await publish({ userId: 'u1', secret: 's1' });
    expect((await conversation.next()).payload).toMatchObject({
      data: { onMine: { userId: 'u1', secret: null } },
      errors: [
        {
          path: ['onMine', 'secret'],
          errorType: 'Unauthorized',
          message: 'Not Authorized to access secret on type Thing',
        },
      ],
    });
    conversation.socket.close();
  });
});

describe('a subscription is refused', () => {
  const refusals: [string, string, () => Promise<Record<string, string>>, Record<string, unknown>][] = [
    [
      'by its resolver',
      'subscription { onMine(userId: "someone") { userId } }',
      async () => ({ authorization: await token('u1') }),
      { errorType: 'Unauthorized', message: 'Not Authorized to access onMine on type Subscription' },
    ],
    [
      'by a group',
      'subscription { onGuarded { userId } }',
      async () => ({ authorization: await token('u1') }),
      { errorType: 'Unauthorized', message: 'Not Authorized to access onGuarded on type Subscription' },
    ],
    [
      'by a mode',
      'subscription { onBackend { userId } }',
      async () => key,
      { errorType: 'Unauthorized', message: 'Not Authorized to access onBackend on type Subscription' },
    ],
    [
      'for its token',
      'subscription { onThing { userId } }',
      async () => ({ authorization: await token('u1', { byStranger: true }) }),
      { errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.', errorCode: 401 },
    ],
    [
      'for a field that does not exist',
      'subscription { onThing { nothing } }',
      async () => key,
      {
        message:
          "Validation error of type FieldUndefined: Field 'nothing' in type 'Thing' is undefined @ 'onThing/nothing'",
      },
    ],
    [
      'for a missing variable',
      'subscription($u: ID!) { onMine(userId: $u) { userId } }',
      async () => ({ authorization: await token('u1') }),
      { message: "Variable 'u' has coerced Null value for NonNull type 'ID!'" },
    ],
    [
      'for a filter on an unknown field',
      'subscription { onBadFilter { userId } }',
      async () => key,
      { errorType: 'BadRequestException', message: expect.stringContaining("'nothing' is not a field of Thing") },
    ],
    [
      'when it is a query',
      '{ a }',
      async () => key,
      { errorType: 'UnsupportedOperation', message: 'query not supported through the realtime channel' },
    ],
    [
      'when it does not parse',
      'subscription {',
      async () => key,
      { errorType: 'MalformedHttpRequestException', message: 'Unable to parse GraphQL query.' },
    ],
  ];
  it.each(refusals)('%s', async (_name, query, credentials, error) => {
    const conversation = await Conversation.open(api.realtimeUrl, key);
    const message = await conversation.start('1', query, await credentials());
    expect(message).toMatchObject({ id: '1', type: 'error' });
    expect(message.payload?.errors).toEqual([expect.objectContaining(error)]);
    expect(api.subscriptionCount()).toBe(0);
    // The connection lives on.
    expect((await conversation.start('2', 'subscription { onThing { userId } }', key)).type).toBe('start_ack');
    conversation.socket.close();
    await expect.poll(() => api.subscriptionCount()).toBe(0);
  });
  it('beyond a hundred on one connection, and with an id in use', async () => {
    const conversation = await Conversation.open(api.realtimeUrl, key);
    for (let index = 0; index < 100; index += 1) {
      expect((await conversation.start(`s${index}`, 'subscription { onThing { userId } }', key)).type).toBe(
        'start_ack',
      );
    }
    expect(
      (await conversation.start('one more', 'subscription { onThing { userId } }', key)).payload?.errors,
    ).toMatchObject([
      { errorType: 'MaxSubscriptionsReachedError', message: 'Max number of 100 subscriptions reached' },
    ]);
    expect((await conversation.start('s5', 'subscription { onThing { userId } }', key)).type).toBe('error');
    expect(api.subscriptionCount()).toBe(100);
    conversation.socket.terminate();
    await expect.poll(() => api.subscriptionCount()).toBe(0);
  });
});

describe('bad messages', () => {
  it('are answered, and the connection lives on', async () => {
    const conversation = await Conversation.open(api.realtimeUrl, key);
    for (const bad of ['{', 'null', '[]', '"text"']) {
      conversation.send(bad);
      expect(await conversation.next()).toMatchObject({
        type: 'error',
        payload: { errors: [{ errorType: 'BadRequestException' }] },
      });
    }
    for (const bad of [{ type: 'nothing' }, { type: 'start', id: '1', payload: { query: '{a}' } }, {}]) {
      conversation.send(bad);
      expect(await conversation.next()).toMatchObject({
        type: 'error',
        payload: {
          errors: [
            { errorType: 'UnsupportedOperation', message: 'unknown not supported through the realtime channel' },
          ],
        },
      });
    }
    conversation.send({ type: 'start', id: '1', payload: { data: '{}' } });
    expect((await conversation.next()).payload?.errors).toMatchObject([{ message: 'Required headers are missing.' }]);
    expect((await conversation.start('1', 'subscription { onThing { userId } }', key)).type).toBe('start_ack');
    conversation.socket.close();
  });
  it('before connection_init are refused', async () => {
    const conversation = new Conversation(api.realtimeUrl, key);
    await conversation.opened();
    expect((await conversation.start('1', 'subscription { onThing { userId } }', key)).payload?.errors).toMatchObject([
      { errorType: 'BadRequestException', message: 'Send connection_init first.' },
    ]);
    conversation.socket.close();
  });
});

it('does not deliver more than 240 KB', async () => {
  const conversation = await Conversation.open(api.realtimeUrl, key);
  await conversation.start('1', 'subscription { onThing { userId secret } }', key);
  await publish({ userId: 'big', secret: 'x'.repeat(245 * 1024) });
  await publish({ userId: 'small' });
  expect((await conversation.next()).payload?.data).toEqual({ onThing: { userId: 'small', secret: null } });
  expect(api.logged.some((entry) => entry.level === 'error' && entry.message.includes('was dropped'))).toBe(true);
  conversation.socket.close();
});

it('does not start with a subscription whose mutation is missing or answers another type', async () => {
  const schema = (mutation: string) =>
    `type Query { a: String } type Mutation { m: String } type Subscription { s: Int @aws_subscribe(mutations: ["${mutation}"]) }`;
  await expect(startTestApi({ schema: schema('nothing') })).rejects.toThrow('nothing, which does not exist');
  await expect(startTestApi({ schema: schema('m') })).rejects.toThrow(
    'delivers Int, but the mutation m answers String',
  );
});
