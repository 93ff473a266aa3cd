import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PortTaken } from '../../../processes/index.ts';
import { Conversation } from '../helpers/Conversation.ts';
import { apiKey, startTestApi, unit } from '../helpers/testApi.ts';
import type { TestApi } from '../helpers/testApi.ts';

let api: TestApi;
beforeAll(async () => {
  const pems = await generate([{ name: 'commonName', value: '127.0.0.1' }], { keySize: 2048 });
  api = await startTestApi({
    schema: `type Query { a: String } type Mutation { m: String } type Subscription { s: String @aws_subscribe(mutations: ["m"]) }`,
    resolvers: [unit('Query', 'a', 'return "answer";'), unit('Mutation', 'm', 'return "pushed";')],
    tls: { key: pems.private, cert: pems.cert },
  });
});
afterAll(() => api.stop());

const key = { 'x-api-key': apiKey };
const post = async (body: string | Uint8Array, headers: Record<string, string> = key) => {
  const response = await fetch(api.graphqlUrl, { method: 'POST', headers, body });
  return {
    status: response.status,
    type: response.headers.get('x-amzn-errortype'),
    body: (await response.json()) as unknown,
  };
};
const alive = async (): Promise<void> => expect((await api.query('{ a }')).data).toEqual({ a: 'answer' });

describe('a request that is no GraphQL request', () => {
  // Words of the service: https://github.com/graphql/graphql-over-http/issues/81
  it.each([
    ['nothing', '', 'Request body is empty.'],
    ['text', 'meow', 'Unable to parse GraphQL query.'],
    ['an empty object', '{}', 'Unable to parse GraphQL query.'],
    ['broken JSON', '{}}', 'Unable to parse GraphQL query.'],
    ['a list', '[]', 'Unable to parse GraphQL query.'],
    ['null', 'null', 'Unable to parse GraphQL query.'],
    ['a query that is no text', '{"query":1}', 'Unable to parse GraphQL query.'],
    ['a query that does not parse', '{"query":"{"}', 'Unable to parse GraphQL query.'],
    [
      'variables that are a list',
      '{"query":"{a}","variables":[1]}',
      'Unable to parse GraphQL query: variables must be an object.',
    ],
    [
      'an operation name that is no text',
      '{"query":"{a}","operationName":1}',
      'Unable to parse GraphQL query: operationName must be a text.',
    ],
  ])('is refused: %s', async (_name, body, message) => {
    expect(await post(body)).toEqual({
      status: 400,
      type: 'MalformedHttpRequestException',
      body: { errors: [{ errorType: 'MalformedHttpRequestException', message }] },
    });
    await alive();
  });
  it('is asked for its operation when there are several', async () => {
    expect((await post('{"query":"query A {a} query B {a}"}')).status).toBe(400);
    expect((await post('{"query":"query A {a} query B {a}","operationName":"C"}')).body).toMatchObject({
      errors: [{ message: "Unknown operation named 'C'." }],
    });
    expect((await post('{"query":"query A {a} query B {b: a}","operationName":"B"}')).body).toEqual({
      data: { b: 'answer' },
    });
  });
  it('takes variables and operation name of null', async () => {
    expect((await post('{"query":"{a}","variables":null,"operationName":null}')).body).toEqual({
      data: { a: 'answer' },
    });
  });
  it('is told that subscriptions have their own endpoint', async () => {
    expect(await post('{"query":"subscription {s}"}')).toMatchObject({ status: 400, type: 'UnsupportedOperation' });
  });
  it('is refused at 10 MB, announced or not', async () => {
    const big = Buffer.alloc(10 * 1024 * 1024, 'x');
    expect(await post(big)).toMatchObject({ status: 413, type: 'RequestEntityTooLargeException' });
    const status = await new Promise<number | undefined>((resolve) => {
      const request = http.request(api.graphqlUrl, { method: 'POST', headers: key }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', () => resolve(undefined));
      for (let part = 0; part < 10; part += 1) request.write(big.subarray(0, 1024 * 1024));
      request.end();
    });
    expect(status === 413 || status === undefined).toBe(true);
    await alive();
  });
  it('is refused with other methods and at other paths', async () => {
    expect((await fetch(api.graphqlUrl, { headers: key })).status).toBe(405);
    expect((await fetch(api.graphqlUrl.replace('/graphql', '/etc/passwd'))).status).toBe(404);
    expect((await fetch(api.graphqlUrl.replace('/graphql', '/playground'))).status).toBe(404);
  });
});

describe('one port', () => {
  it('speaks http and https', async () => {
    expect(api.secureGraphqlUrl).toBe(api.graphqlUrl.replace('http:', 'https:'));
    const body = await new Promise<string>((resolve, reject) => {
      const request = https.request(
        api.secureGraphqlUrl!,
        { method: 'POST', headers: key, rejectUnauthorized: false },
        (response) => {
          let text = '';
          response.on('data', (chunk) => (text += String(chunk)));
          response.on('end', () => resolve(text));
        },
      );
      request.on('error', reject);
      request.end('{"query":"{a}"}');
    });
    expect(JSON.parse(body)).toEqual({ data: { a: 'answer' } });
  });
  it('speaks ws and wss', async () => {
    expect(api.realtimeUrl.startsWith('wss://127.0.0.1:')).toBe(true);
    for (const url of [api.realtimeUrl, api.realtimeUrl.replace('wss:', 'ws:')]) {
      const conversation = await Conversation.open(url, key, 'subprotocol');
      expect((await conversation.start('1', 'subscription { s }', key)).type).toBe('start_ack');
      conversation.socket.close();
      await conversation.closed();
    }
  });
  it('lives through connections that say nothing sensible', async () => {
    const talk = (bytes: string | Buffer) =>
      new Promise<void>((resolve) => {
        const socket = net.connect(api.port, '127.0.0.1', () => socket.write(bytes));
        socket.on('close', () => resolve());
        socket.on('error', () => resolve());
        socket.on('data', () => undefined);
        setTimeout(() => socket.destroy(), 300);
      });
    await Promise.all([
      talk('garbage\r\n\r\n'),
      talk(Buffer.from([0x16, 3, 1, 255, 255, 0, 0])),
      talk(Buffer.alloc(70_000, 'a')),
      talk('POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"query"'),
    ]);
    await new Promise<void>((resolve) => {
      // A client that does not trust the certificate.
      const socket = tls.connect(api.port, '127.0.0.1', { rejectUnauthorized: true });
      socket.on('error', () => resolve());
    });
    await alive();
  });
  it('that is taken is a PortTaken', async () => {
    await expect(startTestApi({ schema: 'type Query { a: String }', port: api.port })).rejects.toThrow(PortTaken);
    await expect(startTestApi({ schema: 'type Query { a: String }', port: api.port })).rejects.toMatchObject({
      code: 'PortTaken',
      port: api.port,
    });
  });
});

describe('a broken WebSocket frame', () => {
  const upgrade = (path = '/graphql/realtime') =>
    new Promise<net.Socket>((resolve) => {
      const socket = net.connect(api.port, '127.0.0.1', () =>
        socket.write(
          `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n` +
            'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-ws\r\n\r\n',
        ),
      );
      socket.once('data', () => resolve(socket));
      socket.on('error', () => undefined);
    });
  it.each([
    ['reserved bits', Buffer.from([0xf1, 0x80, 0, 0, 0, 0])],
    ['an unmasked frame', Buffer.from([0x81, 0x02, 0x7b, 0x7d])],
    ['an unknown opcode', Buffer.from([0x8b, 0x80, 0, 0, 0, 0])],
    ['a length beyond the limit', Buffer.from([0x81, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['bytes that are no UTF-8', Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28])],
    ['a cut-off frame', Buffer.from([0x81])],
  ])('with %s closes its connection and no other', async (_name, frame) => {
    const other = await Conversation.open(api.realtimeUrl, key);
    const socket = await upgrade();
    socket.write(frame);
    if (frame.length === 1) socket.end();
    await new Promise((resolve) => socket.once('close', resolve).resume());
    expect((await other.start('1', 'subscription { s }', key)).type).toBe('start_ack');
    other.socket.close();
    await alive();
  });
  it('never comes to be at another path', async () => {
    const socket = await new Promise<string>((resolve) => {
      const connection = net.connect(api.port, '127.0.0.1', () =>
        connection.write(
          'GET /other HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
        ),
      );
      connection.once('data', (data) => resolve(String(data)));
    });
    expect(socket).toContain('404');
  });
});

describe('a request that a page of the web sends here, whose name was made to point at this machine', () => {
  /** The status of an answer, of the HTTP server or to an upgrade. */
  const statusFor = (host: string, more: http.RequestOptions = {}): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port: api.port, ...more, headers: { host, ...more.headers } });
      request.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('upgrade', (response, socket) => {
        socket.destroy();
        resolve(response.statusCode);
      });
      request.on('error', reject).end(more.method === 'POST' ? '{"query":"{ a }"}' : undefined);
    });
  const graphql = { method: 'POST', path: '/graphql', headers: key };
  const connect = {
    path: '/graphql/realtime',
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'sec-websocket-protocol': 'graphql-ws',
    },
  };

  it.each(['evil.example', 'evil.example:4000', '127.0.0.1.evil.example', 'localhost.evil.example', '10.0.0.1'])(
    'is refused at the host "%s"',
    async (host) => {
      expect(await statusFor(host, graphql)).toBe(421);
      expect(await statusFor(host, { path: '/' })).toBe(421);
      expect(await statusFor(host, { method: 'OPTIONS', path: '/graphql' })).toBe(421);
      expect(await statusFor(host, connect)).toBe(421);
    },
  );

  it.each(['127.0.0.1', 'localhost:1', 'LOCALHOST', '[::1]:4000', 'shop.localhost:4000'])(
    'is answered at the own name %s',
    async (host) => {
      expect(await statusFor(host, graphql)).toBe(200);
      expect(await statusFor(host, connect)).toBe(101);
    },
  );
});

it('answers the preflight of a browser and marks every answer as open', async () => {
  const preflight = await fetch(api.graphqlUrl, {
    method: 'OPTIONS',
    headers: {
      origin: 'http://localhost:5173',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'x-api-key,authorization',
    },
  });
  expect(preflight.status).toBe(200);
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  expect(preflight.headers.get('access-control-allow-headers')).toBe('x-api-key,authorization');
  const answer = await api.query('{ a }');
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8');
  expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
});

it('stops at once with open connections, and leaves the port free', async () => {
  const short = await startTestApi({
    schema:
      'type Query { a: String } type Mutation { m: String } type Subscription { s: String @aws_subscribe(mutations: ["m"]) }',
  });
  expect(short.realtimeUrl.startsWith('ws://')).toBe(true);
  const conversation = await Conversation.open(short.realtimeUrl, key);
  await short.stop();
  await conversation.closed();
  const again = await startTestApi({ schema: 'type Query { a: String }', port: short.port });
  expect(again.port).toBe(short.port);
  await again.stop();
});
