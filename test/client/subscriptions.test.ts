import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { RequestRefused, type Client, type RecsyncError } from '../../client/index.ts';
import { realtimeAddress } from '../../client/realtime/realtimeAddress.ts';
import { eventually, startClientCloud, type ClientCloud } from './startClientCloud.ts';

/** Connections that can be torn, and what was sent over them. */
const recordConnections = () => {
  const opened: NodeWebSocket[] = [];
  const sent: string[] = [];
  class Recorded extends NodeWebSocket {
    constructor(url: string, protocols?: string) {
      super(url, protocols);
      opened.push(this);
    }
    override send(text: string): void {
      sent.push((JSON.parse(text) as { type: string }).type);
      super.send(text);
    }
  }
  return { opened, sent, WebSocket: Recorded as unknown as typeof globalThis.WebSocket };
};

/** What a subscription gave, in order: the origin, and for pushes the id. */
const follow = (client: Client, userId: string, placement?: string) => {
  const received: string[] = [];
  const errors: RecsyncError[] = [];
  const end = client.subscribe(
    { userId, placement },
    {
      next: ({ recommendationId }, origin) => received.push(origin === 'PUSHED' ? recommendationId : origin),
      error: (error) => errors.push(error),
    },
  );
  return { received, errors, end };
};

describe('a subscription', () => {
  let test: ClientCloud;
  beforeAll(async () => {
    test = await startClientCloud();
  });
  afterAll(() => test?.close());

  it('begins with the current list, goes on with what is pushed to this user and place, and ends', async () => {
    const client = test.clientOf('ada');
    const { received, end } = follow(client, 'ada');
    const other = follow(client, 'ada', 'cart');
    await eventually(() => [received, other.received]).toEqual([['ASKED'], ['ASKED']]);
    expect(client.status.connection).toBe('connected');
    await test.push('eve', 'for eve');
    await test.push('ada', 'for the cart', 'cart');
    await test.push('ada', 'first');
    await test.push('ada', 'second');
    await eventually(() => received).toEqual(['ASKED', 'first', 'second']);
    expect(other.received).toEqual(['ASKED', 'for the cart']);
    end();
    await test.push('ada', 'too late');
    await test.push('ada', 'last', 'cart');
    await eventually(() => other.received).toEqual(['ASKED', 'for the cart', 'last']);
    expect(received).toEqual(['ASKED', 'first', 'second']);
    other.end();
    expect(client.status.connection).toBe('idle');
  });

  it('survives a connection that is lost, and asks for what it missed', async () => {
    const { opened, WebSocket } = recordConnections();
    const client = test.clientOf('bea', { WebSocket });
    const states: string[] = [];
    client.onStatus(() => states.push(client.status.connection));
    const { received } = follow(client, 'bea');
    await eventually(() => received).toEqual(['ASKED']);
    opened[0].terminate();
    await eventually(() => received).toEqual(['ASKED', 'ASKED']);
    expect(opened).toHaveLength(2);
    expect(states).toEqual(['connecting', 'connected', 'offline', 'connecting', 'connected']);
    await test.push('bea', 'after the loss');
    await eventually(() => received).toEqual(['ASKED', 'ASKED', 'after the loss']);
  });

  it('is renewed on its connection, and shows each push once', async () => {
    const { opened, sent, WebSocket } = recordConnections();
    const client = test.clientOf('cleo', { WebSocket, renewalMilliseconds: 10 });
    const { received } = follow(client, 'cleo');
    await eventually(() => sent.filter((type) => type === 'stop').length).toBeGreaterThan(3);
    await test.push('cleo', 'one');
    await test.push('cleo', 'two');
    await eventually(() => received).toEqual(['ASKED', 'one', 'two']);
    expect(opened).toHaveLength(1);
  });

  it('says why it is refused: the lists of somebody else, and credentials that nobody knows', async () => {
    const curious = follow(test.clientOf('dan'), 'ada');
    await eventually(() => curious.errors).toMatchObject([{ code: 'Unauthorized' }]);
    expect(curious.errors[0]).toBeInstanceOf(RequestRefused);
    const client = test.clientOf('nobody', { auth: { token: 'no token' } });
    const stranger = follow(client, 'nobody');
    await eventually(() => stranger.errors).toMatchObject([{ isAboutCredentials: true }]);
    expect(client.status.connection).toBe('idle');
  });

  it('waits for a service that is away', async () => {
    const { opened, WebSocket } = recordConnections();
    const client = test.clientOf('eve', { WebSocket, realtimeEndpoint: 'ws://127.0.0.1:1/graphql/realtime' });
    const { received, errors } = follow(client, 'eve');
    await eventually(() => opened.length).toBeGreaterThan(1);
    expect(client.status.connection).not.toBe('connected');
    expect([received, errors]).toEqual([[], []]);
  });

  it('works for a backend that signs by IAM, for any user', async () => {
    const { received } = follow(test.backend(), 'fay');
    await eventually(() => received).toEqual(['ASKED']);
    await test.push('fay', 'seen by the backend');
    await eventually(() => received).toEqual(['ASKED', 'seen by the backend']);
  });

  it.each([
    [
      'https://abc.appsync-api.eu-west-1.amazonaws.com/graphql',
      'wss://abc.appsync-realtime-api.eu-west-1.amazonaws.com/graphql',
    ],
    ['https://api.example.com/graphql', 'wss://api.example.com/graphql/realtime'],
    ['http://127.0.0.1:4000/graphql', 'ws://127.0.0.1:4000/graphql/realtime'],
  ])('of %s goes to %s', (endpoint, expected) => {
    expect(realtimeAddress(endpoint)).toBe(expected);
  });
});
