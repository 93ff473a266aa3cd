import { request } from 'node:http';
import { connect } from 'node:net';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { WebSocket } from 'ws';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openEngineDoor } from '../../dynamodb/index.ts';
import { JsonApi } from '../../gateway/index.ts';
import { loadTlsCertificate } from '../../identity/index.ts';
import { listen, readTarget } from '../../sockets/index.ts';
import { Conversation } from '../appsync/helpers/Conversation.ts';
import { key } from '../appsync/helpers/startRealtimeApi.ts';
import { startTestApi, unit } from '../appsync/helpers/testApi.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { seededRandom, chooseRuns, chooseSeed } from '../helpers/seededRandom.ts';
import { sendHostileTraffic } from '../helpers/sendHostileTraffic.ts';
import { hasDynoxide, startEngine } from '../helpers/startEngine.ts';
import { makeAccess, startTestGateway } from '../helpers/startTestGateway.ts';

const runs = chooseRuns(250);
const portOf = (url: string): number => Number(new URL(url).port);

const startApi = async () => {
  const { key: privateKey, cert } = await loadTlsCertificate(folderOfTest());
  const api = await startTestApi({
    schema:
      'type Query { a: String } type Mutation { a: String } type Subscription { onA: String @aws_subscribe(mutations: ["a"]) }',
    resolvers: [unit('Query', 'a', "return 'answer';")],
    tls: { key: privateKey, cert },
  });
  onTestFinished(() => api.stop());
  return api;
};

describe('after hostile traffic', () => {
  test('the API answers over http, https and the real-time connection', { timeout: 120_000 }, async () => {
    const api = await startApi();
    const random = seededRandom(chooseSeed());
    const end = await sendHostileTraffic(random, { port: api.port, tls: true, runs });
    onTestFinished(end);
    expect((await api.query('{ a }')).data).toEqual({ a: 'answer' });
    for (const url of [api.realtimeUrl, api.realtimeUrl.replace('wss:', 'ws:')]) {
      const conversation = await Conversation.open(url, key);
      expect((await conversation.start('1', 'subscription { onA }', key)).type).toBe('start_ack');
      conversation.socket.close();
    }
    expect(api.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('the gateway answers', { timeout: 120_000 }, async () => {
    const { access, credentials } = makeAccess([]);
    const service = new JsonApi('dynamodb', 'DynamoDB_20120810', { ListTables: async () => ({ TableNames: ['one'] }) });
    const endpoint = await startTestGateway(access, service);
    onTestFinished(await sendHostileTraffic(seededRandom(chooseSeed()), { port: portOf(endpoint), runs }));
    const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
    onTestFinished(() => client.destroy());
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['one']);
  });

  test.skipIf(!hasDynoxide)('the door of the database answers', { timeout: 120_000 }, async () => {
    const engine = await startEngine('dynoxide');
    onTestFinished(() => engine.stop());
    const faults: Error[] = [];
    const door = await openEngineDoor(engine.endpoint, (error) => faults.push(error));
    onTestFinished(() => door.close());
    onTestFinished(await sendHostileTraffic(seededRandom(chooseSeed()), { port: portOf(door.url), runs }));
    const client = new DynamoDBClient({ ...engine.configuration, endpoint: door.url });
    onTestFinished(() => client.destroy());
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    expect(faults).toEqual([]);
  });
});

test.each(['//', '///graphql', '/nothing', '/%'])('an upgrade to %s is refused, and the API goes on', async (path) => {
  const api = await startApi();
  const socket = new WebSocket(`ws://127.0.0.1:${api.port}${path}`, ['graphql-ws']);
  const refusal = await new Promise<Error>((resolve) => socket.once('error', resolve));
  expect(refusal.message).toMatch(/404/);
  expect((await api.query('{ a }')).data).toEqual({ a: 'answer' });
});

test('bytes after the last request of a connection change nothing about its one answer', async () => {
  const { port } = await startApi();
  const socket = connect(port, '127.0.0.1');
  socket.end(
    `OPTIONS /graphql HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n{}`,
  );
  let received = '';
  for await (const chunk of socket) received += String(chunk);
  expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200']);
});

test('what a handler throws, at once or later, is an answer 500 and a line of the log', async () => {
  const faults: string[] = [];
  const { port, close } = await listen({
    port: 0,
    onRequest: ({ url }) => {
      if (url === '/at-once') throw new Error('at once');
      return Promise.reject(new Error('later'));
    },
    onUpgrade: () => {
      throw new Error('upgrade');
    },
    onFault: ({ message }) => faults.push(message),
  });
  onTestFinished(close);
  expect((await fetch(`http://127.0.0.1:${port}/at-once`)).status).toBe(500);
  expect((await fetch(`http://127.0.0.1:${port}/later`)).status).toBe(500);
  const upgrade = request({ port, host: '127.0.0.1', headers: { connection: 'Upgrade', upgrade: 'websocket' } });
  await new Promise((resolve) => upgrade.once('error', resolve).end());
  expect(faults).toEqual(['at once', 'later', 'upgrade']);
});

test.each([
  ['/graphql?header=e30%3D', '/graphql', 'e30='],
  ['http://127.0.0.1:4000/graphql?header=a', '/graphql', 'a'],
  ['http://', '/', null],
  ['//', '//', null],
  ['*', '*', null],
  ['/?a?header=b', '/', null],
])('the target %s has the path %s', (target, path, header) => {
  const read = readTarget(target);
  expect([read.path, read.query.get('header')]).toEqual([path, header]);
});
