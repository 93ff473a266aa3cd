import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Conversation } from '../helpers/Conversation.ts';
import { key, startRealtimeApi, type RealtimeApi } from '../helpers/startRealtimeApi.ts';
import { startTestApi } from '../helpers/testApi.ts';
import { token } from '../helpers/testUsers.ts';

let api: RealtimeApi;
beforeAll(async () => {
  api = await startRealtimeApi();
});
afterAll(() => api?.stop());

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

it('does not start with a subscription whose mutation is missing or answers another type', async () => {
  const schema = (mutation: string) =>
    `type Query { a: String } type Mutation { m: String } type Subscription { s: Int @aws_subscribe(mutations: ["${mutation}"]) }`;
  await expect(startTestApi({ schema: schema('nothing') })).rejects.toThrow('nothing, which does not exist');
  await expect(startTestApi({ schema: schema('m') })).rejects.toThrow(
    'delivers Int, but the mutation m answers String',
  );
});
