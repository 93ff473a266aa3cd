import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startTestApi, unit } from '../helpers/testApi.ts';
import type { TestApi } from '../helpers/testApi.ts';

const schema = `type Query { node: Node  slow: String  value: String  headers: String  big: String }
  type Node { id: ID node: Node }`;
const nested = (depth: number): string => `{ ${'node { '.repeat(depth)}id${' }'.repeat(depth)} }`;

let limited: TestApi;
let open: TestApi;
beforeAll(async () => {
  const resolvers = [
    unit('Query', 'node', 'return { id: "1", node: { id: "2", node: { id: "3", node: { id: "4" } } } };'),
    unit('Query', 'value', 'return "v";'),
    unit('Query', 'headers', "util.http.addResponseHeader('x-mine', 'yes'); return 'ok';"),
    { ...unit('Query', 'slow', 'return ctx.error ? ctx.error.type : ctx.result;'), dataSource: 'Slow' },
    { ...unit('Query', 'big', 'return ctx.result;'), dataSource: 'Big' },
  ];
  const dataSources = {
    Slow: { type: 'HTTP', invoke: () => new Promise((resolve) => setTimeout(resolve, 3000)) },
    Big: { type: 'HTTP', invoke: async () => 'x'.repeat(6 * 1024 * 1024) },
  };
  limited = await startTestApi({
    schema,
    resolvers,
    dataSources,
    limits: { queryDepthLimit: 3, resolverCountLimit: 2, introspection: false, requestTimeoutMilliseconds: 300 },
  });
  open = await startTestApi({ schema, resolvers, dataSources });
});
afterAll(() => Promise.all([limited.stop(), open.stop()]));

describe('depth', () => {
  it('past the limit is an error of the fields below, the rest is answered', async () => {
    const answer = await limited.query('{ node { node { node { id } id } } }');
    expect(answer.data).toEqual({ node: { node: { node: { id: null }, id: '2' } } });
    expect(answer.errors).toMatchObject([
      { path: ['node', 'node', 'node', 'id'], errorType: 'QueryDepthLimitReached' },
    ]);
  });
  it('of 50 is cut off with a limit and answered without one', async () => {
    const cut = await limited.query(nested(50));
    expect(cut.errors?.[0]).toMatchObject({ errorType: 'QueryDepthLimitReached' });
    const whole = await open.query(nested(50));
    expect(whole.status).toBe(200);
    expect(whole.errors).toBeUndefined();
  });
});

describe('calls of data sources', () => {
  /** A data source that answers when it is told to. */
  const startHeld = async (requestTimeoutMilliseconds?: number) => {
    const held: (() => void)[] = [];
    let most = 0;
    const api = await startTestApi({
      schema: 'type Query { held: String value: String }',
      resolvers: [
        { ...unit('Query', 'held', 'return ctx.result;'), dataSource: 'Held' },
        unit('Query', 'value', 'return "v";'),
      ],
      dataSources: {
        Held: {
          type: 'HTTP',
          invoke: () =>
            new Promise((resolve) => {
              held.push(() => resolve('done'));
              most = Math.max(most, held.length);
            }),
        },
      },
      limits: { requestTimeoutMilliseconds },
    });
    onTestFinished(() => api.stop());
    return { api, held, most: () => most };
  };
  const fifty = `{ ${Array.from({ length: 50 }, (_, index) => `a${index}: held`).join(' ')} }`;

  it('of one request run four at a time, and others are answered meanwhile', async () => {
    const { api, held, most } = await startHeld();
    const answer = api.query(fifty);
    await expect.poll(() => held.length).toBe(4);
    expect((await api.query('{ value }')).data).toEqual({ value: 'v' });
    const other = api.query('{ held }');
    await expect.poll(() => held.length).toBe(5);
    held.splice(4)[0]!();
    expect((await other).data).toEqual({ held: 'done' });
    let done = 0;
    while (done < 50) {
      await expect.poll(() => held.length).toBeGreaterThan(0);
      held.shift()!();
      done += 1;
    }
    expect(Object.keys((await answer).data!)).toHaveLength(50);
    expect(most()).toBe(5);
  });
  it('that still wait when the request is out of time are not made', async () => {
    const { api, held } = await startHeld(1000);
    expect((await api.query(fifty)).errors).toMatchObject([{ errorType: 'ExecutionTimeout' }]);
    held.forEach((answer) => answer());
    expect((await api.query('{ value }')).data).toEqual({ value: 'v' });
    expect(held.length).toBe(4);
  });
});

describe('resolvers', () => {
  it('past the limit do not run', async () => {
    const answer = await limited.query('{ a: value b: value c: value }');
    expect(answer.data).toEqual({ a: 'v', b: 'v', c: null });
    expect(answer.errors).toMatchObject([{ path: ['c'], errorType: 'ResolverExecutionLimitReached' }]);
  });
  it('of a flood of aliases are refused before anything runs, and the server stays up', async () => {
    const flood = `{ ${Array.from({ length: 20_000 }, (_, index) => `a${index}: value`).join(' ')} }`;
    const refused = await open.query(flood);
    expect(refused.status).toBe(400);
    expect(refused.errors).toMatchObject([{ errorType: 'BadRequestException' }]);
    expect((await open.query('{ value }')).data).toEqual({ value: 'v' });
  });
});

describe('floods that would make validation slow', () => {
  it.each([
    ['one field many times', `{ ${'value '.repeat(5000)} }`],
    [
      'fragments that multiply',
      `{ node { ...F0 } } ${Array.from(
        { length: 30 },
        (_, index) => `fragment F${index} on Node { a: node { ...F${index + 1} } b: node { ...F${index + 1} } }`,
      ).join(' ')} fragment F30 on Node { id }`,
    ],
  ])('refuses %s', async (_name, query) => {
    const answer = await open.query(query);
    expect(answer.status).toBe(400);
    expect(answer.errors).toMatchObject([{ errorType: 'BadRequestException' }]);
  });
  it.each([2000, 5000, 15_000])('answers a query nested %d deep and stays up', async (depth) => {
    const answer = await open.query(nested(depth));
    expect([200, 400]).toContain(answer.status);
    if (answer.status === 400) expect(answer.errors).toMatchObject([{ errorType: 'BadRequestException' }]);
    expect((await open.query('{ value }')).data).toEqual({ value: 'v' });
  });
  it('leaves fragments that contain themselves to validation', async () => {
    const answer = await open.query('{ node { ...F } } fragment F on Node { node { ...F } }');
    expect(answer.status).toBe(200);
    expect(answer.data).toBeNull();
  });
});

it('answers introspection unless it is disabled; __typename always', async () => {
  expect((await open.query('{ __schema { queryType { name } } }')).data).toEqual({
    __schema: { queryType: { name: 'Query' } },
  });
  const refused = await limited.query('{ __schema { queryType { name } } }');
  expect(refused.data).toBeNull();
  expect(refused.errors).toHaveLength(2);
  expect((await limited.query('{ __typename }')).data).toEqual({ __typename: 'Query' });
});

it('gives up a request after its time', async () => {
  const answer = await limited.query('{ slow }');
  expect(answer.data).toBeNull();
  expect(answer.errors).toMatchObject([{ errorType: 'ExecutionTimeout', message: 'Execution timed out.' }]);
});

it('does not send an answer over 5 MB', async () => {
  const answer = await open.query('{ big }');
  expect(answer.data).toBeNull();
  expect(answer.errors).toMatchObject([{ errorType: 'PayloadTooLarge' }]);
});

it('sends the headers that a resolver adds', async () => {
  expect((await open.query('{ headers }')).headers.get('x-mine')).toBe('yes');
});
