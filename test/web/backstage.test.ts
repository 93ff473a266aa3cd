import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../client/index.ts';
import { cloudwatchService } from '../../emulator/index.ts';
import type { CountedCosts } from '../../local/countCosts.ts';
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

  it('is what it would cost, by what was counted', async () => {
    const { emulator, tables } = test.cloud;
    const { metrics } = emulator.service(cloudwatchService);
    const [scoring] = emulator.template
      .ofType('AWS::Lambda::Function')
      .filter(({ properties }) => properties.MemorySize);
    const gigabytes = Number(scoring.properties.MemorySize) / 1024;
    const twoHoursAgo = Date.now() - 2 * 3_600_000;
    const put = (namespace: string, name: string, dimension: string, resource: string, values: number[]): void =>
      metrics.put({ namespace, name, dimensions: { [dimension]: resource }, timestamp: twoHoursAgo, values });
    put('AWS/DynamoDB', 'ConsumedReadCapacityUnits', 'TableName', tables.catalogue, [600_000, 400_000]);
    put('AWS/DynamoDB', 'ConsumedWriteCapacityUnits', 'TableName', tables.userData, [1_000_000]);
    put('AWS/Lambda', 'Invocations', 'FunctionName', scoring.ref, [1_000_000]);
    put('AWS/Lambda', 'Duration', 'FunctionName', scoring.ref, [1_000_000_000]);
    put('AWS/AppSync', 'Latency', 'GraphQLAPIId', 'api', [5, 7, 9]);
    put('AWS/AppSync', 'OutboundMessages', 'GraphQLAPIId', 'api', [1, 2]);
    put('Emulator/AppSync', 'ConnectionTime', 'GraphQLAPIId', 'api', [90_000, 30_000]);
    put('AWS/States', 'ExecutionsStarted', 'StateMachineArn', 'machine', [1, 1]);
    put('AWS/States', 'ExpressExecutionBilledDuration', 'StateMachineArn', 'machine', [8_000_000, 8_000_000]);
    put('AWS/SageMaker', 'ModelLatency', 'EndpointName', 'endpoint', [2_000_000, 3_000_000]);
    const costsOf = async (hours: number): Promise<CountedCosts> => (await ask(`costs/${hours}`)).body as CountedCosts;
    const [lastHour, all] = [await costsOf(1), await costsOf(72)];
    expect(Date.parse(all.until) - Date.parse(all.from)).toBe(72 * 3_600_000);
    expect(all.pricedOn).toMatch(/^2026-/);
    const byUnit = Object.fromEntries(
      all.rows.map((row, index) => [
        row.unit,
        [row.units, row.dollars].map((value, at) =>
          Number((value - [lastHour.rows[index].units, lastHour.rows[index].dollars][at]).toPrecision(6)),
        ),
      ]),
    );
    expect(byUnit).toEqual({
      'queries and mutations': [3, 0.000012],
      'real-time messages, by 5 KB': [3, 0.000006],
      'minutes of connections': [2, 1.6e-7],
      'read request units': [1_000_000, 0.125],
      'write request units': [1_000_000, 0.625],
      invocations: [1_000_000, 0.2],
      'GB-seconds': [1_000_000 * gigabytes, Number((13.3334 * gigabytes).toPrecision(6))],
      'transitions of Standard executions': [0, 0],
      'Express executions': [2, 0.000002],
      'GB-seconds of Express executions': [1000, 0.01667],
      'seconds of the endpoint, with 2 GB': [5, 0.0002],
      'seconds of jobs, on ml.c5.xlarge': [0, 0],
    });
    // What the tests above did: an item was put and read, and something was recorded and taken in.
    const unitsOf = (name: string): number => lastHour.rows.find(({ unit }) => unit === name)!.units;
    expect(unitsOf('queries and mutations')).toBeGreaterThanOrEqual(2);
    expect(unitsOf('write request units')).toBeGreaterThanOrEqual(2);
    for (const hours of ['0', '73', '1.5', 'x']) expect((await ask(`costs/${hours}`)).status).toBe(404);
  });

  it.each([
    ['without the key', {}],
    ['with another key', { 'x-recsync-backstage': 'x'.repeat(24) }],
  ])('is not for a page %s', async (_name, headers) => {
    for (const path of ['session', 'token/u1', 'model', 'model/stop', 'feed/0', 'costs/1']) {
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

  it('loads less than 200 kB of script, gzipped, and nothing from elsewhere', async () => {
    const script = Buffer.from(await (await fetch(`${origin}/storefront/index.js`)).arrayBuffer());
    const zipped = gzipSync(script);
    expect(gunzipSync(zipped)).toEqual(script);
    expect(zipped.length).toBeGreaterThan(50_000);
    expect(zipped.length).toBeLessThan(200_000);
    console.log(`${Math.round(zipped.length / 1000)} kB of script, gzipped`);
    const css = await (await fetch(`${origin}/storefront/index.css`)).text();
    expect(css).not.toMatch(/url\(["']?(https?:)?\/\//);
  });

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
