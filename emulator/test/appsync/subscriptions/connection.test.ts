import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Conversation } from '../helpers/Conversation.ts';
import { key, startRealtimeApi, type RealtimeApi } from '../helpers/startRealtimeApi.ts';
import { token } from '../helpers/testUsers.ts';

let api: RealtimeApi;
beforeAll(async () => {
  api = await startRealtimeApi();
});
afterAll(() => api?.stop());

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
