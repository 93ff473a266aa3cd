import { describe, expect, it } from 'vitest';
import { people } from './helpers/bundles.ts';
import { runField } from './helpers/runField.ts';
import type { Answer } from './helpers/runField.ts';

const row = (eventId: string) => ({
  pk: 'USER#ada',
  sk: `EVT#2026-11-21T11:00:00.000Z#${eventId}`,
  userId: 'ada',
  itemId: 'i',
  eventType: 'VIEW',
  eventId,
  timestamp: '2026-11-21T11:00:00.000Z',
  recordedAt: '2026-11-21T11:00:00.000Z',
  properties: '{"a":1}',
});
interface Page {
  items: { eventId: string }[];
  nextToken: string | null;
}

function list(
  args: Record<string, unknown>,
  answer: () => Answer = () => ({ result: { items: [] } }),
  identity: unknown = people.ada,
) {
  const run = runField('Query.interactions', { identity, arguments: args }, { 'Query.interactions': answer });
  return { ...run, page: run.value as Page | undefined, request: run.requests[0]?.request };
}

describe('Query.interactions', () => {
  it('reads newest first, without impressions', () => {
    const { request, page } = list({ limit: 2 }, () => ({ result: { items: [row('b'), row('a')], nextToken: null } }));
    expect(request).toEqual({
      operation: 'Query',
      query: {
        expression: '#pk = :pk AND begins_with(#sk, :prefix)',
        expressionNames: { '#pk': 'pk', '#sk': 'sk' },
        expressionValues: { ':pk': { S: 'USER#ada' }, ':prefix': { S: 'EVT#' } },
      },
      scanIndexForward: false,
      limit: 2,
      nextToken: null,
      consistentRead: true,
    });
    const { pk: _pk, sk: _sk, ...fields } = row('b');
    expect(page?.items[0]).toEqual({ ...fields, properties: { a: 1 } });
    expect(page?.nextToken).toBeNull();
  });

  it('reads impressions under their own keys', () => {
    const { request } = list({ eventType: 'IMPRESSION' });
    expect(request).toMatchObject({ limit: 25, query: { expressionValues: { ':prefix': { S: 'DISPLAY#' } } } });
    expect(request).not.toHaveProperty('filter');
  });

  it('filters one event type before the limit', () => {
    const many = (): Answer => ({ result: { items: [row('c'), row('b'), row('a')], nextToken: 'start-2' } });
    const first = list({ eventType: 'VIEW', limit: 2 }, many);
    expect(first.request).toMatchObject({
      limit: 200,
      filter: {
        expression: '#eventType = :eventType',
        expressionNames: { '#eventType': 'eventType' },
        expressionValues: { ':eventType': { S: 'VIEW' } },
      },
    });
    const second = list({ eventType: 'VIEW', limit: 2, nextToken: first.page?.nextToken }, many);
    expect(second.page?.items.map(({ eventId }) => eventId)).toEqual(['a']);
    expect(list({ eventType: 'VIEW', limit: 2, nextToken: second.page?.nextToken }).request).toMatchObject({
      nextToken: 'start-2',
    });
  });

  it("shows people their own only, and privileged callers anybody's", () => {
    expect(list({ userId: 'bob' }).error?.type).toMatch(/^Unauthorized/);
    expect(list({ userId: 'bob' }, undefined, people.apiKey).error?.type).toMatch(/^Unauthorized/);
    expect(list({}, undefined, people.backend).error?.type).toBe('InvalidInput');
    for (const identity of [people.admin, people.backend]) {
      expect(list({ userId: 'bob' }, undefined, identity).request).toMatchObject({
        query: { expressionValues: { ':pk': { S: 'USER#bob' } } },
      });
    }
  });

  it('refuses tokens of another user and of another event type', () => {
    const { page } = list({ limit: 1 }, () => ({ result: { items: [row('b')], nextToken: 'start-2' } }));
    expect(list({ userId: 'bob', nextToken: page?.nextToken }, undefined, people.admin).error?.type).toBe(
      'InvalidNextToken',
    );
    expect(list({ eventType: 'LIKE', nextToken: page?.nextToken }).error?.type).toBe('InvalidNextToken');
  });

  it('refuses wrong limits and tokens, also one with a made-up start', () => {
    expect(list({ limit: 0 }).error?.type).toBe('InvalidInput');
    expect(list({ nextToken: 'x' }).error?.type).toBe('InvalidNextToken');
    const { error } = list({ nextToken: Buffer.from('interactions%2F%2Fada|0|t').toString('base64') }, () => ({
      error: { type: 'DynamoDB:ValidationException', message: 'The provided starting key is outside query boundaries' },
    }));
    expect(error?.type).toBe('InvalidNextToken');
  });
});
