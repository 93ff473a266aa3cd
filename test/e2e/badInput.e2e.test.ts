import { connect } from 'node:net';
import { generateKeyPair, SignJWT, decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { postGraphql, type Credentials } from '../helpers/postGraphql.ts';
import { startTestCloud, type TestCloud } from '../helpers/startTestCloud.ts';
import type { LocalCloud } from '../../local/startLocalCloud.ts';

const RECORD = 'mutation ($input: RecordInteractionInput!) { recordInteraction(input: $input) { eventId } }';

describe('bad input has a documented answer, and leaves the server up and the data as it was', () => {
  let test: TestCloud;
  let cloud: LocalCloud;
  let user: Credentials;
  const post = async (query: string, variables: Record<string, unknown> = {}, credentials: Credentials = user) =>
    await postGraphql<Record<string, unknown>>(cloud.graphqlUrl, credentials, query, variables);
  const errorTypeOf = async (query: string, variables: Record<string, unknown> = {}) => {
    const answer = await post(query, variables);
    return answer.errors?.[0].errorType;
  };

  beforeAll(async () => {
    test = await startTestCloud();
    cloud = test.cloud;
    user = { token: await cloud.token('ada') };
    const admin = { token: await cloud.token('root', ['admin']) };
    const answer = await post('mutation { putItem(input: { itemId: "known", title: "Known" }) { itemId } }', {}, admin);
    expect(answer.errors).toBeUndefined();
  });
  afterAll(async () => {
    const answer = await post('{ interactions { items { eventId } } item(itemId: "known") { title } }');
    expect(answer).toEqual({ status: 200, data: { interactions: { items: [] }, item: { title: 'Known' } } });
    await test?.close();
  });

  it.each([
    ['an unknown item', { itemId: 'unknown', eventType: 'VIEW' }, 'ItemNotFound'],
    ['an id of 10 kB', { itemId: 'x'.repeat(10_000), eventType: 'VIEW' }, 'InvalidInput'],
    ['an empty id', { itemId: '', eventType: 'VIEW' }, 'InvalidInput'],
    [
      'a timestamp in the future',
      { itemId: 'known', eventType: 'VIEW', timestamp: '2999-01-01T00:00:00Z' },
      'TimestampInFuture',
    ],
    ['an eventId without a timestamp', { itemId: 'known', eventType: 'VIEW', eventId: 'e1' }, 'InvalidInput'],
    ['properties that are not an object', { itemId: 'known', eventType: 'VIEW', properties: '[1]' }, 'InvalidInput'],
    ["somebody else's id", { userId: 'ben', itemId: 'known', eventType: 'VIEW' }, 'Unauthorized'],
  ])('recordInteraction with %s', async (_name, input, errorType) => {
    expect(await errorTypeOf(RECORD, { input })).toBe(errorType);
  });

  it('recordInteraction with an unknown event type', async () => {
    const answer = await post(RECORD, { input: { itemId: 'known', eventType: 'SNEEZE' } });
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors?.[0].message).toMatch(/SNEEZE|EventType|invalid value/);
  });

  it.each([0, 101, -1])('a limit of %d', async (limit) => {
    expect(await errorTypeOf('query ($limit: Int) { recommendations(limit: $limit) { source } }', { limit })).toBe(
      'InvalidInput',
    );
    expect(await errorTypeOf('query ($limit: Int) { items(limit: $limit) { nextToken } }', { limit })).toBe(
      'InvalidInput',
    );
  });

  it('a filter on an unknown field', async () => {
    const answer = await post('{ recommendations(filter: { colour: { eq: "red" } }) { source } }');
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors?.[0].message).toContain('colour');
  });

  it('a token of a page that nobody handed out', async () => {
    expect(await errorTypeOf('{ recommendations(nextToken: "nonsense") { source } }')).toBe('InvalidNextToken');
    expect(await errorTypeOf('{ items(nextToken: "nonsense") { nextToken } }')).toBe('InvalidNextToken');
  });

  it('malformed JSON', async () => {
    const response = await fetch(cloud.graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': cloud.apiKey },
      body: '{"query": ',
    });
    expect(response.status).toBe(400);
    const body = (await response.json()) as { errors: { errorType: string; message: string }[] };
    expect(body.errors[0].errorType).toBe('MalformedHttpRequestException');
    expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:|at .*\(/);
  });

  it('a query nested 50 deep', async () => {
    const query = `{ __schema { types { ${'fields { type { '.repeat(25)} name ${'} }'.repeat(25)} } } }`;
    const answer = await post(query);
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors?.[0].message).toMatch(/deeper than/);
  });

  it('a question for the schema, as deployments outside development refuse it', async () => {
    const asked = await post('{ __schema { queryType { name } } }');
    expect(asked.data ?? null).toBeNull();
    expect(asked.errors?.[0].message).toContain('introspection has been disabled');
    const type = await post('{ __type(name: "Item") { fields { name } } }');
    expect(type.data ?? null).toBeNull();
    expect(type.errors?.length).toBeGreaterThan(0);
    const named = await post('{ items(limit: 1) { __typename } }');
    expect(named.errors).toBeUndefined();
    expect(named.data).toEqual({ items: { __typename: 'ItemList' } });
  });

  it('no credentials, a wrong key, an expired token, a token signed by someone else', async () => {
    const refused = async (credentials: Credentials): Promise<void> => {
      const answer = await post('{ recommendations { source } }', {}, credentials);
      expect(answer.status).toBe(401);
      expect(answer.errors?.[0].errorType).toBe('UnauthorizedException');
    };
    const expired = await cloud.token('ada', [], 1);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    const { privateKey } = await generateKeyPair('RS256');
    const token = (user as { token: string }).token;
    const forged = await new SignJWT(decodeJwt(token))
      .setProtectedHeader({ alg: 'RS256', kid: decodeProtectedHeader(token).kid })
      .sign(privateKey);
    await refused({ apiKey: 'da2-wrong' });
    await refused({ token: expired });
    await refused({ token: forged });
    await refused({ token: `${token.slice(0, -4)}AAAA` });
    const nobody = await fetch(cloud.graphqlUrl, { method: 'POST', body: '{"query":"{ __typename }"}' });
    expect(nobody.status).toBe(401);
  });

  it('a WebSocket that sends a broken frame, and one that sends no JSON', async () => {
    const url = new URL(cloud.realtimeUrl);
    const header = Buffer.from(JSON.stringify({ host: url.host, 'x-api-key': cloud.apiKey })).toString('base64');
    await new Promise<void>((resolve) => {
      const socket = connect(Number(url.port), url.hostname, () => {
        socket.write(
          `GET ${url.pathname}?header=${encodeURIComponent(header)}&payload=e30= HTTP/1.1\r\nHost: ${url.host}\r\nUpgrade: websocket\r\n` +
            'Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-ws\r\n\r\n',
        );
        socket.once('data', () => socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x00, 0x01, 0x02])));
      });
      socket.on('close', () => resolve());
      socket.on('error', () => resolve());
    });
    const socket = new WebSocket(
      `${cloud.realtimeUrl}?header=${encodeURIComponent(header)}&payload=e30=`,
      'graphql-ws',
      {
        rejectUnauthorized: false,
      },
    );
    await new Promise((resolve) => socket.once('open', resolve));
    const answered = new Promise<string>((resolve) => {
      socket.once('message', (text) => resolve(String(text)));
      socket.once('close', () => resolve('closed'));
    });
    socket.send('this is not JSON');
    expect(await answered).toMatch(/error|closed/);
    socket.close();
    expect((await post('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });
});
