import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overlapOf } from '../../../functions/compare-models/overlapOf.ts';
import { parseComparison } from '../../../functions/compare-models/parseComparison.ts';
import { tryShadow } from '../../../functions/compare-models/tryShadow.ts';
import { createShadowSender } from '../../../functions/score-candidates/createShadowSender.ts';
import { createModelClient } from '../../../functions/shared/createModelClient.ts';
import type { ModelOutcome } from '../../../functions/shared/createModelClient.ts';
import type { InvocationRequest, InvocationResponse } from '../../../model/contract/index.ts';
import type { LiveRow } from '../../../schema/contract/models.ts';
import { startModelEndpoint } from '../../helpers/startModelEndpoint.ts';
import type { ModelEndpoint } from '../../helpers/startModelEndpoint.ts';

const itemIds = Array.from({ length: 20 }, (_, index) => `item-${index}`);
const list = (ids: string[]): ModelOutcome => ({
  answer: { modelVersion: 'old', source: 'MODEL', items: ids.map((itemId) => ({ itemId, score: 1, reasons: [] })) },
});
const request: InvocationRequest = {
  kind: 'RECOMMEND',
  now: 1_777_000_000_000,
  limit: 35,
  history: [{ itemId: 'seen', eventType: 'VIEW', timestamp: 1_776_000_000_000 }],
  filter: { tags: { contains: 'space' } },
};
const live = (stage: 'SHADOW' | 'CANARY', share: number): LiveRow =>
  ({
    champion: { modelVersion: 'old', endpointName: 'shop-old' },
    challenger: { modelVersion: 'new', endpointName: 'shop-new', stage, share },
  }) as LiveRow;

describe('a shadow', () => {
  let endpoint: ModelEndpoint;
  let lambda: LambdaClient;
  let status = 202;
  const invoked: { type: unknown; path: string; body: unknown }[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      invoked.push({ type: incoming.headers['x-amz-invocation-type'], path: incoming.url ?? '', body });
      response.writeHead(status).end();
    });
  });
  beforeAll(async () => {
    endpoint = await startModelEndpoint();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    lambda = new LambdaClient({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
  });
  afterAll(async () => {
    lambda?.destroy();
    server.closeAllConnections();
    server.close();
    await endpoint?.stop();
  });
  const send = async (row: LiveRow, outcome: ModelOutcome, random = 0, more = {}) => {
    invoked.length = 0;
    const lost: unknown[] = [];
    await createShadowSender(
      lambda,
      'compare',
      () => random,
      (cause) => lost.push(cause),
    )(row, { ...request, ...more }, outcome);
    return lost;
  };

  it('is handed over without waiting, read, answered by the challenger and counted', async () => {
    expect(await send(live('SHADOW', 0.5), list(itemIds), 0.49)).toEqual([]);
    expect(invoked).toMatchObject([{ type: 'Event', path: expect.stringContaining('/functions/compare/invocations') }]);
    const comparison = parseComparison(invoked[0].body);
    if (comparison.kind !== 'SHADOW') throw new Error('another kind');
    expect(comparison.request).toEqual(request);
    expect(comparison.championItemIds).toEqual(itemIds.slice(0, 10));

    endpoint.received.length = 0;
    const ids = [...itemIds.slice(5, 10), 'x', 'y', 'z', 'u', 'v', ...itemIds.slice(0, 5)];
    endpoint.behave(() => (list(ids) as { answer: InvocationResponse }).answer);
    const counted: unknown[] = [];
    let now = 0;
    await tryShadow(comparison, {
      askEndpoint: createModelClient(endpoint.client),
      record: (version, measurements) => counted.push({ version, ...measurements }),
      stopwatch: () => (now += 7),
    });
    expect(endpoint.received).toMatchObject([{ path: '/endpoints/shop-new/invocations', request }]);
    expect(counted).toEqual([
      { version: 'new', shadowRequests: 1, shadowErrors: 0, shadowLatency: 7, shadowOverlap: 0.5 },
    ]);
  });

  it('counts a challenger that fails', async () => {
    endpoint.behave({ modelStatus: 500, body: 'no' });
    const counted: unknown[] = [];
    await tryShadow(
      {
        kind: 'SHADOW',
        champion: 'old',
        challenger: { modelVersion: 'new', endpointName: 'n' },
        request,
        championItemIds: [],
      },
      {
        askEndpoint: createModelClient(endpoint.client),
        record: (version, measurements) => counted.push({ version, ...measurements }),
        stopwatch: () => 0,
      },
    );
    expect(counted).toEqual([{ version: 'new', shadowRequests: 1, shadowErrors: 1 }]);
  });

  it.each<[string, LiveRow, ModelOutcome, number, object]>([
    ['beyond its share', live('SHADOW', 0.5), list(itemIds), 0.5, {}],
    ['in another stage', live('CANARY', 1), list(itemIds), 0, {}],
    ['for lists of another kind', live('SHADOW', 1), list(itemIds), 0, { kind: 'SIMILAR' }],
    ['where the champion failed', live('SHADOW', 1), { failure: 'TIMEOUT' }, 0, {}],
  ])('is not sent %s', async (_, row, outcome, random, more) => {
    expect(await send(row, outcome, random, more)).toEqual([]);
    expect(invoked).toEqual([]);
  });

  it('is lost without an error when it is too long or Lambda refuses it', async () => {
    const excludeItemIds = Array.from({ length: 1000 }, (_, index) => `${index}`.padEnd(250, 'x'));
    expect(await send(live('SHADOW', 1), list(itemIds), 0, { excludeItemIds })).toHaveLength(1);
    expect(invoked).toEqual([]);
    status = 500;
    expect(await send(live('SHADOW', 1), list(itemIds))).toHaveLength(1);
  });
});

describe('the overlap of two lists', () => {
  it.each([
    [[], [], 1],
    [['a'], [], 0],
    [['a', 'b'], ['b', 'a'], 1],
    [['a', 'b', 'c', 'd'], ['a'], 0.25],
  ])('of %j and %j is %d', (first, second, overlap) => {
    expect(overlapOf(first, second)).toBe(overlap);
    expect(overlapOf(second, first)).toBe(overlap);
  });
});

describe('what compare-models is asked', () => {
  it.each([
    [{ kind: 'COMPARE', userId: 'ada', versions: [], limit: 5 }, /versions/],
    [{ kind: 'COMPARE', userId: 'ada', versions: ['a'], limit: 101 }, /limit/],
    [
      { kind: 'SHADOW', champion: 'a', challenger: { modelVersion: 'b' }, request, championItemIds: [] },
      /endpointName/,
    ],
    [
      {
        kind: 'SHADOW',
        champion: 'a',
        challenger: { modelVersion: 'b', endpointName: 'c' },
        request: {},
        championItemIds: [],
      },
      /request/,
    ],
    [{}, /kind/],
  ])('%j is refused', (event, message) => {
    expect(() => parseComparison(event)).toThrow(message);
  });
});
