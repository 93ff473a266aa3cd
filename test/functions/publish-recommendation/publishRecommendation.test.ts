import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PublishFailedError } from '../../../functions/publish-recommendation/errors.ts';
import { publishMutation, publishWithoutItems } from '../../../functions/publish-recommendation/publishMutation.ts';
import { createPublisher } from '../../../functions/publish-recommendation/publishRecommendation.ts';
import { verifySignature } from '../../../emulator/identity/index.ts';
import { packRankedItems } from '../../../schema/contract/rankedItems.ts';
import type { PublishInput } from '../../../schema/contract/scoring.ts';
import type { PublishRecommendationInput } from '../../../schema/generated/types.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' };
const input: PublishRecommendationInput = {
  recommendationId: 'r1',
  userId: 'u1',
  placement: 'home',
  items: [
    {
      itemId: 'i1',
      score: 1,
      reasons: [{ code: 'POPULAR', evidence: { itemIds: [], attributes: ['tag:ü'] }, share: 1 }],
    },
  ],
  source: 'MODEL',
  degraded: false,
  degradedReason: null,
  modelVersion: 'v1',
  generatedAt: '2026-11-21T12:00:00.000Z',
  basedOn: null,
};
const list: PublishInput = { ...input, items: packRankedItems(input.items) };

describe('publish-recommendation', () => {
  let server: Server;
  let answer: { status: number; body: string };
  let received: { url?: string; headers: IncomingHttpHeaders; body: string }[];
  let publish: ReturnType<typeof createPublisher>;

  beforeEach(async () => {
    answer = { status: 200, body: '{"data":{"publishRecommendation":{"recommendationId":"r1"}}}' };
    received = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push({ url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
        response.writeHead(answer.status).end(answer.body);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    publish = createPublisher({
      graphqlUrl: `http://${host}/graphql`,
      region: 'eu-west-1',
      credentials,
      timeout: 2_000,
    });
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('sends the list as it is, without what the input type lacks', async () => {
    await publish({ ...list, nextToken: null, listSize: 1 } as never);
    expect(received[0].url).toBe('/graphql');
    expect(JSON.parse(received[0].body).variables).toEqual({ input });
  });

  it('selects items where somebody may ask for them', async () => {
    const given = [list, { list }, { list, asksForItems: true }, { list, asksForItems: false }];
    for (const one of given) await publish(one);
    const sent = received.map(({ body }) => JSON.parse(body) as { query: string; variables: unknown });
    expect(sent.map(({ query }) => query)).toEqual([
      ...[publishMutation, publishMutation, publishMutation, publishWithoutItems],
    ]);
    expect(sent.map(({ variables }) => variables)).toEqual(given.map(() => ({ input })));
  });

  it('signs what it sends, for AppSync in its region', async () => {
    await publish(list);
    const { url, headers, body } = received[0];
    const request = { method: 'POST', path: String(url), headers: headers as Record<string, string>, body };
    const holder = { credentials };
    const verify = (sent: typeof request): unknown => verifySignature(sent, 'appsync', () => holder as never);
    expect(verify(request)).toBe(holder);
    expect(() => verify({ ...request, body: body.replace('i1', 'i2') })).toThrow();
    expect(headers.authorization).toContain('/eu-west-1/appsync/aws4_request');
    expect(headers['x-amz-security-token']).toBe('session');
  });

  it('fails when the API answers with errors', async () => {
    answer.body = '{"data":null,"errors":[{"errorType":"Unauthorized","message":"Not Authorized"}]}';
    await expect(publish(list)).rejects.toThrow(PublishFailedError);
    await expect(publish(list)).rejects.toThrow('Unauthorized: Not Authorized');
  });

  it.each([
    [403, '{"errors":[{"message":"Forbidden"}]}'],
    [500, ''],
  ])('fails with status %i', async (status, body) => {
    answer = { status, body };
    await expect(publish(list)).rejects.toMatchObject({ name: 'PublishFailedError', status });
  });

  it('fails when what comes back is no JSON, and when nobody listens', async () => {
    answer.body = '<html>';
    await expect(publish(list)).rejects.toThrow(PublishFailedError);
    const nowhere = createPublisher({
      graphqlUrl: 'http://127.0.0.1:1/graphql',
      region: 'eu-west-1',
      credentials,
      timeout: 2_000,
    });
    await expect(nowhere(list)).rejects.toMatchObject({ name: 'PublishFailedError', status: undefined });
  });
});
