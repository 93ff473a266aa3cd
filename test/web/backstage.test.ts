import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../client/index.ts';
import { addressOf, rooms, type Room } from '../../web/console/frame/router.ts';
import { postGraphql } from '../helpers/postGraphql.ts';
import { startTestCloud, type TestCloud } from '../helpers/startTestCloud.ts';

describe('what the shop gets beside the API', () => {
  let test: TestCloud;
  let origin: string;
  let key: string;
  beforeAll(async () => {
    test = await startTestCloud();
    const url = new URL(test.cloud.storefrontUrl);
    origin = url.origin;
    key = new URLSearchParams(url.hash.slice(1)).get('key')!;
  });
  afterAll(() => test?.close());

  const ask = async (path: string, headers: Record<string, string> = { 'x-recsync-backstage': key }) => {
    const response = await fetch(`${origin}/backstage/${path}`, { headers });
    return { status: response.status, headers: response.headers, body: (await response.json()) as unknown };
  };

  it('is the API key and the people of the demo data, of whom there are none without it', async () => {
    expect(await ask('session')).toMatchObject({ status: 200, body: { apiKey: test.cloud.apiKey, people: [] } });
    expect((await ask('session')).headers.get('cache-control')).toBe('no-store');
  });

  it('is a token of whoever the shop is shown to, who is no admin', async () => {
    const { body } = await ask(`token/${encodeURIComponent('somebody / else')}`);
    const { token, expiresIn } = body as { token: string; expiresIn: number };
    expect(expiresIn).toBe(3600);
    const claims = decodeJwt(token);
    expect(claims.sub).toBe('somebody / else');
    expect(claims['cognito:groups']).toBeUndefined();
  });

  it('is the switch of the model, which cannot start what was never trained', async () => {
    expect(await ask('model')).toMatchObject({ body: { state: 'ABSENT' } });
    expect(await ask('model/start')).toMatchObject({ body: { state: 'ABSENT' } });
  });

  it('is what happens, as it happens', async () => {
    expect(await ask('feed/0')).toMatchObject({ status: 200, body: { entries: [] } });
    expect((await ask('feed/x')).status).toBe(404);
    const admin = { token: await test.cloud.token('root', ['admin']) };
    await postGraphql(test.cloud.graphqlUrl, admin, 'mutation { putItem(input: { itemId: "book-1" }) { itemId } }');
    const client = createClient({ endpoint: test.cloud.graphqlUrl, auth: { token: () => test.cloud.token('ada') } });
    await client.recordInteraction({ itemId: 'book-1', eventType: 'LIKE' });
    client.close();
    expect(await ask('feed/0')).toMatchObject({
      body: { entries: [{ number: 1, kind: 'INTERACTION', userId: 'ada', itemId: 'book-1', eventType: 'LIKE' }] },
    });
    expect(await ask('feed/1')).toMatchObject({ body: { entries: [] } });
  });

  it.each([
    ['without the key', {}],
    ['with another key', { 'x-recsync-backstage': 'x'.repeat(24) }],
  ])('is not for a page %s', async (_name, headers) => {
    for (const path of ['session', 'token/u1', 'model', 'model/stop', 'feed/0']) {
      expect(await ask(path, headers)).toMatchObject({
        status: 403,
        body: { message: expect.stringContaining('link') },
      });
    }
  });

  it('is not for a page of another origin, nor allowed to it by any header', async () => {
    const headers = { 'x-recsync-backstage': key, 'sec-fetch-site': 'cross-site' };
    const refused = await ask('session', headers);
    expect(refused.status).toBe(403);
    const preflight = await fetch(`${origin}/backstage/session`, { method: 'OPTIONS' });
    expect(preflight.ok).toBe(false);
    expect(preflight.headers.get('access-control-allow-headers')).toBeNull();
  });

  it.each(['nothing', 'token', 'token/%', 'token/u1/more', 'model/dance', 'session/x', ''])(
    'is nothing at %s',
    async (path) => {
      expect((await fetch(`${origin}/backstage/${path}`, { headers: { 'x-recsync-backstage': key } })).status).toBe(
        404,
      );
    },
  );
});

describe('the shop’s page', () => {
  let test: TestCloud;
  let origin: string;
  beforeAll(async () => {
    test = await startTestCloud();
    ({ origin } = new URL(test.cloud.graphqlUrl));
  });
  afterAll(() => test?.close());

  it.each(['/', '/search', '/cart', '/item/a%20b'])('is shown at %s', async (path) => {
    const page = await fetch(origin + path);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html;charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await page.text()).toContain('/storefront/index.js');
  });

  it.each(Object.keys(rooms))('is not what the console shows at its room %j', async (room) => {
    const page = await fetch(new URL(addressOf({ room: room as Room, detail: 'a b' }), origin));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('/console/index.js');
  });

  it.each(['storefront', 'console'])(
    'loads less than 200 kB of script for the %s, gzipped, and nothing from elsewhere',
    async (name) => {
      const script = await loadedAtOnce(`${origin}/${name}/index.js`);
      const zipped = gzipSync(script);
      expect(gunzipSync(zipped)).toEqual(script);
      expect(zipped.length).toBeGreaterThan(50_000);
      expect(zipped.length).toBeLessThan(200_000);
      console.log(`${Math.round(zipped.length / 1000)} kB of script, gzipped`);
      const css = await (await fetch(`${origin}/${name}/index.css`)).text();
      expect(css).not.toMatch(/url\(["']?(https?:)?\/\//);
    },
  );

  it('is closed to paths that are not its own', async () => {
    for (const path of ['/storefront/stamp', '/storefront/../../package.json', '/item/a/b', '/elsewhere']) {
      expect((await fetch(origin + path)).status).toBe(404);
    }
  });

  it('was built into the state folder', () => {
    const folder = join(test.stateFolder, 'pages', 'storefront');
    expect(existsSync(join(folder, 'index.js'))).toBe(true);
    expect(readFileSync(join(folder, 'stamp'), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
  });
});

/** The script of a page with all that it imports before it runs; what it asks for later is not in it. */
async function loadedAtOnce(address: string, known = new Set<string>()): Promise<Buffer> {
  known.add(address);
  const script = await (await fetch(address)).text();
  const parts: Buffer[] = [Buffer.from(script)];
  for (const [, path] of script.matchAll(/(?:from|import)\s*"(\.\/[\w.-]+\.js)"/g)) {
    const other = new URL(path, address).href;
    if (!known.has(other)) parts.push(await loadedAtOnce(other, known));
  }
  return Buffer.concat(parts);
}
