import { GetItemCommand, ListTablesCommand, PutItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createTables, openEngineDoor, startDynamoDBEngine } from '../../dynamodb/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { hasDynoxide } from '../helpers/startEngine.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const item = (id: number) => ({ id: { S: `item-${id}` } });

const setUp = async () => {
  const folder = folderOfTest();
  const lines: string[] = [];
  const engine = await startDynamoDBEngine('dynoxide', folder, {
    log: (line) => lines.push(line),
    health: { interval: 50, patience: 1000, failures: 2 },
  });
  onTestFinished(() => engine.stop());
  // The retries of a busy machine: the engine is back in tens of milliseconds, unless others hold the processor.
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials, maxAttempts: 10 });
  onTestFinished(() => client.destroy());
  await createTables(client, [
    {
      name: 'things',
      properties: {
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
    },
  ]);
  const put = (id: number) => client.send(new PutItemCommand({ TableName: 'things', Item: item(id) }));
  const has = async (id: number) =>
    (await client.send(new GetItemCommand({ TableName: 'things', Key: item(id), ConsistentRead: true }))).Item !==
    undefined;
  return { engine, lines, put, has };
};

describe.skipIf(!hasDynoxide)('the embedded engine', () => {
  test('that was killed under writes is started again, and what was acknowledged is there', async () => {
    const { engine, lines, put, has } = await setUp();
    const first = engine.pid!;
    const acknowledged: number[] = [];
    for (let id = 0; id < 60; id += 1) {
      if (id === 30) process.kill(first, 'SIGKILL');
      await put(id);
      acknowledged.push(id);
    }
    expect(engine.pid).not.toBe(first);
    expect(await Promise.all(acknowledged.map(has))).toEqual(acknowledged.map(() => true));
    expect(lines.join()).toMatch(/the DynamoDB engine dynoxide ended.*starting it again/);
  });

  test('that hangs is ended and started again', async () => {
    const { engine, lines, put, has } = await setUp();
    await put(1);
    const first = engine.pid!;
    process.kill(first, 'SIGSTOP');
    await vi.waitFor(() => expect(engine.pid ?? first).not.toBe(first), { timeout: 20_000 });
    expect(await has(1)).toBe(true);
    expect(lines.join()).toMatch(/does not answer; ending it/);
  });

  test('listens where others have to guess', async () => {
    const { engine } = await setUp();
    const { hostname, port } = new URL(engine.endpoint);
    expect(hostname).toMatch(/^127\.\d+\.\d+\.\d+$/);
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
  });

  test("has a door that takes the secret and neither a web page's request nor another name of this machine", async () => {
    const { engine } = await setUp();
    const door = await openEngineDoor(engine.endpoint, (error) => expect.fail(error.message));
    onTestFinished(() => door.close());
    const client = new DynamoDBClient({ endpoint: door.url, region: 'us-east-1', credentials });
    onTestFinished(() => client.destroy());
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['things']);

    const ask = async (url: string, headers: Record<string, string> = {}) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': 'DynamoDB_20120810.ListTables',
          authorization:
            'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00',
          'x-amz-date': '20260101T000000Z',
          ...headers,
        },
        body: '{}',
      });
      return [response.status, response.headers.get('access-control-allow-origin')];
    };
    expect(await ask(door.url)).toEqual([200, null]);
    expect(await ask(new URL('/', door.url).href)).toEqual([403, null]);
    expect(await ask(`${door.url}x`)).toEqual([403, null]);
    expect(await ask(door.url, { origin: 'https://evil.example' })).toEqual([403, null]);
    expect(await ask(door.url.replace('127.0.0.1', '127.0.0.2')).catch(() => 'unreachable')).toBe('unreachable');
  });
});
