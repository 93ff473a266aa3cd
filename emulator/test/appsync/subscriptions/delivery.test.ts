import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppSyncUsage } from '../../../appsync/types.ts';
import { Conversation } from '../helpers/Conversation.ts';
import { key, startRealtimeApi, type RealtimeApi } from '../helpers/startRealtimeApi.ts';
import { token } from '../helpers/testUsers.ts';

let api: RealtimeApi;
beforeAll(async () => {
  api = await startRealtimeApi();
});
afterAll(() => api?.stop());

describe('a subscription', () => {
  it('starts, receives what matches its arguments, and stops', async () => {
    const conversation = await Conversation.open(api.realtimeUrl, key);
    expect(await conversation.start('1', 'subscription { onThing(userId: "u1") { userId score } }', key)).toEqual({
      id: '1',
      type: 'start_ack',
    });
    await api.publish({ userId: 'u2', score: 1 });
    await api.publish({ userId: 'u1', score: 2 });
    expect(await conversation.next()).toEqual({
      id: '1',
      type: 'data',
      payload: { data: { onThing: { userId: 'u1', score: 2 } } },
    });
    await api.publish({ userId: 'u1', score: 3 }, 'userId score', 'replace');
    expect((await conversation.next()).payload?.data).toEqual({ onThing: { userId: 'u1', score: 3 } });
    await api.publish({ userId: 'u1' }, 'userId', 'touch');
    expect(await conversation.nextWithin(100)).toBeUndefined();
    conversation.send({ id: '1', type: 'stop' });
    expect(await conversation.next()).toEqual({ id: '1', type: 'complete' });
    await api.publish({ userId: 'u1' });
    expect(await conversation.nextWithin(100)).toBeUndefined();
    expect(api.subscriptionCount()).toBe(0);
    conversation.socket.close();
  });
  it('is charged for by its messages and the time of its connection, beside the mutations', async () => {
    const from = api.used.length;
    const since = (): AppSyncUsage[] => api.used.slice(from);
    const conversation = await Conversation.open(api.realtimeUrl, key);
    const opened = performance.now();
    await conversation.start('1', 'subscription { onThing(userId: "charged") { userId } }', key);
    await api.publish({ userId: 'somebody else' });
    await api.publish({ userId: 'charged' });
    const message = await conversation.next();
    conversation.socket.close();
    await expect
      .poll(() =>
        since()
          .map(({ kind }) => kind)
          .toSorted(),
      )
      .toEqual([...['CONNECTION', 'MESSAGE', 'OPERATION', 'OPERATION']]);
    const bytes = Buffer.byteLength(JSON.stringify(message));
    expect(since()).toContainEqual({ kind: 'MESSAGE', bytes });
    const time = since().find((usage) => usage.kind === 'CONNECTION')!.milliseconds;
    expect(time).toBeGreaterThan(0);
    expect(time).toBeLessThan(performance.now() - opened + 1000);
  });
  it('tells an argument of null from one that is left out', async () => {
    const conversation = await Conversation.open(api.realtimeUrl, key);
    await conversation.start('all', 'subscription { onThing { userId } }', key);
    await conversation.start('null', 'subscription { onThing(userId: null) { userId } }', key);
    await api.publish({ userId: 'u1' });
    expect((await conversation.next()).id).toBe('all');
    await api.publish({ placement: 'home' });
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
    await api.publish(
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
    await api.publish({ userId: 'u1', score: 1 }, 'score');
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
    await api.publish({ score: 4, tags: ['red'] });
    await api.publish({ score: 6, tags: ['blue'] });
    await api.publish({ score: 5, tags: ['blue', 'red'] });
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
    await api.publish({ userId: 'u2' });
    expect((await conversation.next()).id).toBe('stays');
    conversation.socket.close();
  });
  it('may not see a field that its mode does not open', async () => {
    const credentials = { Authorization: await token('u1') };
    const conversation = await Conversation.open(api.realtimeUrl, credentials);
    await conversation.start('1', 'subscription { onMine(userId: "u1") { userId secret } }', credentials);
    await api.publish({ userId: 'u2', secret: 's2' });
    await api.publish({ userId: 'u1', secret: 's1' });
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

it('does not deliver more than 240 KB', async () => {
  const conversation = await Conversation.open(api.realtimeUrl, key);
  await conversation.start('1', 'subscription { onThing { userId secret } }', key);
  await api.publish({ userId: 'big', secret: 'x'.repeat(245 * 1024) });
  await api.publish({ userId: 'small' });
  expect((await conversation.next()).payload?.data).toEqual({ onThing: { userId: 'small', secret: null } });
  expect(api.logged.some((entry) => entry.level === 'error' && entry.message.includes('was dropped'))).toBe(true);
  conversation.socket.close();
});
