import { describe, expect, it } from 'vitest';
import { nowInstant, people, plain } from './helpers/bundles.ts';
import { audited, runField, withoutAudit } from './helpers/runField.ts';
import type { Answer } from './helpers/runField.ts';

const started = { result: { statusCode: 200, body: '{}' } };
const erase = (
  { mark = null as object | null, write = { result: {} } as Answer, start = started as Answer } = {},
  identity: unknown = people.ada,
  input: object | null = null,
) =>
  withoutAudit(
    runField(
      'Mutation.deleteUserData',
      { identity, arguments: { input } },
      { ...audited, readErasure: () => ({ result: mark }), markErased: () => write, startErasure: () => start },
    ),
  );
const mark = {
  pk: 'USER#ada',
  sk: 'ERASED',
  erasureId: 'e-1',
  status: 'ERASED',
  requestedAt: 'r',
  counts: '{"SEEN_ITEMS":2}',
};

describe('Mutation.deleteUserData', () => {
  it('marks the user and leaves the task in one transaction, and starts a workflow that is told no name', () => {
    const { value, requests, error } = erase();
    expect(error).toBeUndefined();
    const [, marking, starting] = requests.map(({ request }) => request);
    const items = marking.transactItems as Record<string, unknown>[];
    const erasureId = (value as { erasureId: string }).erasureId;
    expect(erasureId).toMatch(/^[0-9A-Z]{26}$/);
    expect(items.map(({ operation, key }) => [operation, plain(key)])).toEqual([
      ['PutItem', { pk: `ERASURE#${erasureId}`, sk: 'TASK' }],
      ['UpdateItem', { pk: 'USER#ada', sk: 'ERASED' }],
    ]);
    expect(items[1].condition).toEqual({ expression: 'attribute_not_exists(pk)' });
    const body = JSON.parse((starting.params as { body: string }).body) as Record<string, string>;
    expect(JSON.parse(body.input)).toEqual({ erasureId, settleSeconds: 120 });
    expect(body.stateMachineArn).toMatch(/:erasure$/);
    expect(JSON.stringify(starting)).not.toContain('ada');
    expect(value).toMatchObject({
      userId: 'ada',
      status: 'ERASING',
      requestedAt: nowInstant,
      erased: [],
      remaining: [],
    });
  });

  it('starts again, and writes nothing, while an erasure is at work', () => {
    const { value, requests } = erase({ mark: { ...mark, status: 'ERASING' } });
    expect(requests.map(({ name }) => name)).toEqual(['readErasure', 'startErasure']);
    expect(value).toMatchObject({ erasureId: 'e-1', status: 'ERASING' });
  });

  it('repeats an erasure that was done, and keeps what it has counted', () => {
    const { value, requests } = erase({ mark });
    const items = requests[1].request.transactItems as { condition: { expressionValues: object } }[];
    expect(plain(items[1].condition.expressionValues)).toEqual({ ':before': 'e-1' });
    expect(value).toMatchObject({ status: 'ERASING', erased: [{ kind: 'SEEN_ITEMS', count: 2 }] });
  });

  it('asks to send again when two requests meet, when the table is busy, and when nothing was started', () => {
    const cancelled = { type: 'DynamoDB:TransactionCanceledException', message: 'x' };
    const met = {
      error: cancelled,
      result: { cancellationReasons: [{ type: 'None' }, { type: 'ConditionalCheckFailed' }] },
    };
    expect(erase({ write: met }).error?.type).toBe('Throttled');
    expect(erase({ write: { error: { ...cancelled, type: 'DynamoDB:ThrottlingException' } } }).error?.type).toBe(
      'Throttled',
    );
    const refused = { result: { statusCode: 400, body: '{"__type":"ThrottlingException"}' } };
    expect(erase({ start: refused }).error?.type).toBe('Throttled');
  });

  it.each([
    ['a person, another user', people.ada, /^Unauthorized/],
    ['nobody', people.apiKey, /^Unauthorized/],
  ])('refuses %s', (_who, identity, type) => {
    const { error, requests } = erase({}, identity, { userId: 'bob' });
    expect(error?.type).toMatch(type);
    expect(requests).toEqual([]);
  });

  it('lets admins and backends name a user, and backends must', () => {
    expect(erase({}, people.admin, { userId: 'bob' }).value).toMatchObject({ userId: 'bob' });
    expect(erase({}, people.backend, { userId: 'bob' }).value).toMatchObject({ userId: 'bob' });
    expect(erase({}, people.backend).error?.type).toBe('InvalidInput');
  });
});

describe('Query.erasureReceipt', () => {
  const ask = (row: object | null, identity: unknown = people.ada, args: Record<string, unknown> = {}) =>
    runField(
      'Query.erasureReceipt',
      { identity, arguments: args },
      { 'Query.erasureReceipt': () => ({ result: row }) },
    );

  it('is null when nobody asked for an erasure', () => {
    expect(ask(null).value).toBeNull();
  });

  it('tells what was erased and what remains', () => {
    const row = {
      ...mark,
      erasedAt: 'x',
      counts: '{"INTERACTION":3,"FAILED_MESSAGE":1}',
      remaining: '[{"place":"BACKUPS","until":"u","note":"n"},{"place":"MODEL_VERSION","modelVersion":"v","note":"m"}]',
    };
    expect(ask(row).value).toEqual({
      erasureId: 'e-1',
      userId: 'ada',
      status: 'ERASED',
      requestedAt: 'r',
      erasedAt: 'x',
      erased: [
        { kind: 'INTERACTION', count: 3 },
        { kind: 'FAILED_MESSAGE', count: 1 },
      ],
      remaining: [
        { place: 'BACKUPS', modelVersion: null, until: 'u', note: 'n' },
        { place: 'MODEL_VERSION', modelVersion: 'v', until: null, note: 'm' },
      ],
    });
  });

  it("refuses people another user's", () => {
    expect(ask(null, people.ada, { userId: 'bob' }).error?.type).toMatch(/^Unauthorized/);
  });
});
