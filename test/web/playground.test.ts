import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { buildApiSchema } from '../../emulator/appsync/index.ts';
import { BundledPage } from '../../local/BundledPage.ts';
import { playground } from '../../local/pages.ts';
import { createAppSyncFetcher } from '../../web/playground/createAppSyncFetcher.ts';
import { subscribe } from '../../web/playground/subscribe.ts';
import { examples } from '../../web/playground/examples.ts';
import { mergeTypeDefs } from '@graphql-tools/merge';
import { print } from 'graphql';
import { apiKey, startTestApi, unit } from '../../emulator/test/appsync/helpers/testApi.ts';
import type { TestApi } from '../../emulator/test/appsync/helpers/testApi.ts';

const folder = mkdtempSync(join(tmpdir(), 'playground-'));
const schemaFolder = fileURLToPath(new URL('../../schema', import.meta.url));
const servePlayground = () => {
  const page = new BundledPage(playground, folder);
  return page.serve.bind(page);
};
let api: TestApi;
let base: string;
beforeAll(async () => {
  Object.assign(globalThis, { WebSocket });
  api = await startTestApi({
    schema: `type Query { a: String } type Mutation { put(text: String): Thing }
      type Subscription { onPut: Thing @aws_subscribe(mutations: ["put"]) denied: Thing @aws_subscribe(mutations: ["put"]) @aws_iam }
      type Thing { text: String }`,
    resolvers: [unit('Query', 'a', 'return "answer";'), unit('Mutation', 'put', 'return ctx.args;')],
    servePage: servePlayground(),
  });
  base = api.graphqlUrl.replace('/graphql', '');
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the playground', () => {
  it('is a page whose every file this server has, and nothing comes from elsewhere', async () => {
    const page = await fetch(`${base}/playground`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const html = await page.text();
    const references = [...html.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map((match) => match[1])
      .filter((reference) => !reference.startsWith('data:'));
    expect(references).toEqual(['/playground/index.css', '/playground/index.js']);
    for (const file of [
      ...references,
      '/playground/editor.worker.js',
      '/playground/json.worker.js',
      '/playground/graphql.worker.js',
    ]) {
      const answer = await fetch(base + file);
      expect([file, answer.status]).toEqual([file, 200]);
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(1000);
    }
    const css = await (await fetch(`${base}/playground/index.css`)).text();
    expect(css).not.toMatch(/url\(["']?(https?:)?\/\//);
    for (const [, font] of css.matchAll(/url\(["']?(\/playground\/[^"')]+)/g))
      expect((await fetch(base + font)).status).toBe(200);
  });
  it('is built once', async () => {
    const file = join(folder, 'playground', 'index.js');
    const before = statSync(file).mtimeMs;
    const again = await startTestApi({
      schema: 'type Query { a: String }',
      servePage: servePlayground(),
    });
    expect((await fetch(again.graphqlUrl.replace('/graphql', '/playground'))).status).toBe(200);
    await again.stop();
    expect(statSync(file).mtimeMs).toBe(before);
    expect(readdirSync(folder)).toEqual(['playground']);
  });
  it.each([
    '/playground/../../package.json',
    '/playground/%2e%2e/stamp',
    '/playground/stamp',
    '/playground/absent.js',
    '/package.json',
  ])('does not serve %s', async (path) => {
    expect((await fetch(base + path)).status).toBe(404);
  });
});

describe('its fetcher', () => {
  const fetcher = () => createAppSyncFetcher(api.graphqlUrl, () => ({ 'x-api-key': apiKey }));
  it('queries over HTTP; headers of the editor win', async () => {
    expect(await fetcher()({ query: '{ a }' })).toEqual({ data: { a: 'answer' } });
    expect(await fetcher()({ query: '{ a }' }, { headers: { 'X-API-Key': 'wrong' } })).toMatchObject({
      errors: [{ errorType: 'UnauthorizedException' }],
    });
  });
  it('subscribes over the real-time protocol and lets go when the reader stops', async () => {
    const pushes = fetcher()({ query: 'subscription { onPut { text } }' }) as AsyncGenerator<unknown>;
    expect((await pushes.next()).value).toMatchObject({ data: null });
    await api.query('mutation { put(text: "pushed") { text } }');
    expect((await pushes.next()).value).toEqual({ data: { onPut: { text: 'pushed' } } });
    await pushes.return(undefined);
    await expect.poll(() => api.subscriptionCount()).toBe(0);
  });
  it('subscribes again before its mark ends, and shows each push once', async () => {
    const sent: { type: string; id?: string }[] = [];
    class Recording extends WebSocket {
      override send(text: string): void {
        sent.push(JSON.parse(text) as { type: string; id?: string });
        super.send(text);
      }
    }
    Object.assign(globalThis, { WebSocket: Recording });
    const credentials = { 'x-api-key': apiKey };
    const pushes = subscribe(api.graphqlUrl, credentials, { query: 'subscription { onPut { text } }' }, 10);
    expect((await pushes.next()).value).toMatchObject({ data: null });
    const first = pushes.next();
    await expect.poll(() => sent.filter(({ type }) => type === 'stop').length).toBeGreaterThan(2);
    await api.query('mutation { put(text: "one") { text } }');
    await api.query('mutation { put(text: "two") { text } }');
    expect((await first).value).toEqual({ data: { onPut: { text: 'one' } } });
    expect((await pushes.next()).value).toEqual({ data: { onPut: { text: 'two' } } });
    await pushes.return(undefined);
    Object.assign(globalThis, { WebSocket });
    await expect.poll(() => api.subscriptionCount()).toBe(0);
  });
  it('shows why a subscription is refused', async () => {
    const refused = fetcher()({ query: 'subscription { denied { text } }' }) as AsyncGenerator<unknown>;
    expect((await refused.next()).value).toMatchObject({
      errors: [{ message: 'Not Authorized to access denied on type Subscription' }],
    });
    const unknown = fetcher()(
      { query: 'subscription { onPut { text } }' },
      { headers: { 'x-api-key': 'wrong' } },
    ) as AsyncGenerator<unknown>;
    expect((await unknown.next()).value).toMatchObject({ errors: [{ errorType: 'UnauthorizedException' }] });
  });
});

describe('its examples', () => {
  const files = [
    ...readdirSync(schemaFolder),
    ...readdirSync(join(schemaFolder, 'generated')).map((name) => join('generated', name)),
  ].filter((name) => name.endsWith('.graphql') && existsSync(join(schemaFolder, name)));
  const schema = buildApiSchema(
    'recsync',
    print(mergeTypeDefs(files.map((name) => readFileSync(join(schemaFolder, name), 'utf8')))),
  );
  it.each(examples.map((example) => [example.query.split('\n')[1], example] as const))(
    'fit the schema: %s',
    (_name, { query, variables }) => {
      expect(validate(schema, parse(query))).toEqual([]);
      expect(() => JSON.parse(variables ?? '{}')).not.toThrow();
    },
  );
});
