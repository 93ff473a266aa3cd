import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpDataSource, createNoneDataSource } from '../../../appsync/index.ts';

const call = { typeName: 'Query', fieldName: 'test' };
let seen: { method?: string; url?: string; headers: http.IncomingHttpHeaders; body: string }[] = [];
let endpoint: string;
const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += String(chunk)));
  request.on('end', () => {
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    if (request.url === '/never') return;
    response.writeHead(request.url === '/missing' ? 404 : 200, { 'x-answer': 'yes' });
    response.end('{"ok":true}');
  });
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('the HTTP data source', () => {
  it('sends method, path, query, headers and body, and answers status, headers and the body as text', async () => {
    seen = [];
    const result = await createHttpDataSource({ endpoint }).invoke(
      {
        method: 'POST',
        resourcePath: '/a/b',
        params: {
          query: { q: 'x y', n: 1 },
          headers: { 'Content-Type': 'application/json', 'X-Mine': 'yes' },
          body: { a: 1 },
        },
      },
      call,
    );
    expect(result).toMatchObject({ statusCode: 200, headers: { 'x-answer': 'yes' }, body: '{"ok":true}' });
    expect(seen).toMatchObject([
      {
        method: 'POST',
        url: '/a/b?q=x+y&n=1',
        headers: { 'content-type': 'application/json', 'x-mine': 'yes' },
        body: '{"a":1}',
      },
    ]);
  });
  it('takes any status for an answer', async () => {
    expect(
      await createHttpDataSource({ endpoint }).invoke({ method: 'GET', resourcePath: '/missing' }, call),
    ).toMatchObject({ statusCode: 404 });
  });
  it('signs where the data source says so', async () => {
    seen = [];
    const source = createHttpDataSource({
      endpoint,
      signing: {
        region: 'us-east-1',
        service: 'states',
        credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' },
      },
    });
    await source.invoke(
      {
        method: 'POST',
        resourcePath: '/',
        params: { headers: { 'x-amz-target': 'AWSStepFunctions.StartExecution' }, body: '{}' },
      },
      call,
    );
    expect(seen[0].headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/us-east-1\/states\/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token;x-amz-target, Signature=[0-9a-f]{64}$/,
    );
    expect(seen[0].headers['x-amz-security-token']).toBe('session');
  });
  it('reports a host that does not answer, or not in time', async () => {
    await expect(
      createHttpDataSource({ endpoint: 'http://127.0.0.1:1' }).invoke({ method: 'GET', resourcePath: '/' }, call),
    ).rejects.toMatchObject({ type: 'HTTP:RequestFailed' });
    await expect(
      createHttpDataSource({ endpoint }).invoke(
        { method: 'GET', resourcePath: '/never' },
        { ...call, deadline: Date.now() + 200 },
      ),
    ).rejects.toMatchObject({ type: 'HTTP:Timeout' });
  });
  it.each([
    { method: 'TRACE', resourcePath: '/' },
    { resourcePath: '/' },
    { method: 'GET' },
    { method: 'GET', resourcePath: 'no-slash' },
  ])('refuses %j', async (request) => {
    await expect(createHttpDataSource({ endpoint }).invoke(request, call)).rejects.toMatchObject({
      type: 'MappingTemplate',
    });
  });
});

describe('the NONE data source', () => {
  it('answers the payload', async () => {
    expect(await createNoneDataSource().invoke({ payload: { a: 1 } }, call)).toEqual({ a: 1 });
    expect(await createNoneDataSource().invoke({}, call)).toBeNull();
    expect(await createNoneDataSource().invoke(null, call)).toBeNull();
  });
});
