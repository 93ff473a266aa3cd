import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataSourceError } from '../../../appsync/index.ts';
import type { DataSource } from '../../../appsync/index.ts';
import { code, startTestApi, unit } from '../helpers/testApi.ts';
import type { TestApi } from '../helpers/testApi.ts';

/** Records what it is asked, so that tests see which data sources were skipped. */
const invoked: unknown[] = [];
const Recorder: DataSource = {
  type: 'NONE',
  invoke: async (request) => {
    invoked.push(request);
    const { fail } = request as { fail?: string };
    if (fail) throw new DataSourceError('DynamoDB:ConditionalCheckFailedException', fail, { result: { stored: true } });
    return { echo: request };
  },
};

const step = (id: string, request: string, response?: string) => ({
  id,
  name: id,
  dataSource: 'Recorder',
  code: code(request, response),
});
const pipeline = (
  fieldName: string,
  functions: string[],
  before = 'return {};',
  after = 'return ctx.prev.result;',
) => ({ typeName: 'Query', fieldName, kind: 'PIPELINE' as const, pipeline: functions, code: code(before, after) });
const json = (answer: { data?: Record<string, unknown> | null }, field: string): unknown =>
  JSON.parse(String(answer.data?.[field]));

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({
    schema: `type Query {
      order: AWSJSON  stash: AWSJSON  unitEarly: AWSJSON  unitResponseEarly: AWSJSON
      early: AWSJSON  earlyEnd: AWSJSON  earlyResolver: AWSJSON  earlyResponse: AWSJSON earlyLast: AWSJSON
      failed(mode: String): AWSJSON  appended: Item  errorData: Item  ten: AWSJSON  env: AWSJSON  runtime: AWSJSON
      refused: AWSJSON throws: AWSJSON misplacedFilter: AWSJSON misplacedInvalidation: AWSJSON
    }
    type Item { id: ID name: String inner: Item }`,
    environment: { TABLE_NAME: 'table-1' },
    dataSources: {
      Recorder,
      Thrower: { type: 'HTTP', invoke: () => Promise.reject(new Error('secret path /etc/passwd')) },
    },
    functions: [
      step('first', 'ctx.stash.first = 1; return { step: "first", prev: ctx.prev.result };'),
      step(
        'second',
        'ctx.stash.second = ctx.stash.first + 1; return { step: "second", prev: ctx.prev.result };',
        'return { of: "second", result: ctx.result };',
      ),
      step('third', 'return { step: "third", prev: ctx.prev.result, stash: ctx.stash };', 'return ctx.result.echo;'),
      step('early', 'runtime.earlyReturn({ early: true });', 'return { never: true };'),
      step('earlyEnd', 'runtime.earlyReturn({ end: true }, { skipTo: "END" });', 'return { never: true };'),
      step('earlyResponse', 'return { step: "earlyResponse" };', 'runtime.earlyReturn({ fromResponse: true });'),
      step(
        'failing',
        'return { fail: "condition" };',
        `
        if (ctx.error && ctx.stash.mode === 'raise') util.error(ctx.error.message, ctx.error.type);
        return { error: ctx.error, result: ctx.result };`,
      ),
      ...Array.from({ length: 10 }, (_, index) =>
        step(`n${index}`, `return { n: ${index} };`, `return [...(ctx.prev.result ?? []), ${index}];`),
      ),
    ],
    resolvers: [
      pipeline(
        'order',
        ['first', 'second'],
        'return { before: true };',
        'return { after: ctx.prev.result, alias: ctx.result };',
      ),
      pipeline('stash', ['first', 'second', 'third']),
      {
        ...unit('Query', 'unitEarly', 'return { never: true };', 'runtime.earlyReturn({ early: true });'),
        dataSource: 'Recorder',
      },
      {
        ...unit('Query', 'unitResponseEarly', 'runtime.earlyReturn({ late: true });', 'return { step: "unit" };'),
        dataSource: 'Recorder',
      },
      pipeline('early', ['early', 'third']),
      pipeline('earlyEnd', ['first', 'earlyEnd', 'third'], 'return {};', 'return { after: ctx.prev.result };'),
      pipeline(
        'earlyResolver',
        ['first'],
        'runtime.earlyReturn({ fromResolver: true });',
        'return { after: ctx.prev.result };',
      ),
      pipeline('earlyResponse', ['earlyResponse', 'third']),
      pipeline('earlyLast', ['first', 'early'], 'return {};', 'return { after: ctx.prev.result };'),
      pipeline('failed', ['failing'], 'ctx.stash.mode = ctx.args.mode; return {};'),
      unit(
        'Query',
        'appended',
        `
        util.appendError('one', 'Partial', { id: 'a', secret: 1 }); util.appendError('two', 'Partial');
        return { id: '1', name: 'kept' };`,
      ),
      unit(
        'Query',
        'errorData',
        "util.error('bad', 'InvalidInput', { id: '1', name: 'n', other: 1, inner: { id: '2', name: 'm' } }, { hint: 'fix it' });",
      ),
      pipeline(
        'ten',
        Array.from({ length: 10 }, (_, index) => `n${index}`),
        'return null;',
      ),
      unit('Query', 'env', 'return { env: ctx.env, args: ctx.args, source: ctx.source, prev: ctx.prev };'),
      unit('Query', 'runtime', 'return ctx.missing.member;'),
      unit('Query', 'refused', 'util.unauthorized();'),
      unit(
        'Query',
        'misplacedFilter',
        'extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ a: { eq: 1 } })); return null;',
      ),
      unit(
        'Query',
        'misplacedInvalidation',
        "extensions.invalidateSubscriptions({ subscriptionField: 's', payload: {} }); return null;",
      ),
      { ...unit('Query', 'throws', 'return ctx.error;'), dataSource: 'Thrower' },
    ],
  });
});
afterAll(() => api.stop());

describe('a pipeline', () => {
  it('runs before step, functions and after step, each seeing the one before', async () => {
    const answer = await api.query('{ order }');
    const second = {
      of: 'second',
      result: { echo: { step: 'second', prev: { echo: { step: 'first', prev: { before: true } } } } },
    };
    expect(json(answer, 'order')).toEqual({ after: second, alias: second });
  });
  it('carries the stash across functions', async () => {
    expect(json(await api.query('{ stash }'), 'stash')).toMatchObject({
      step: 'third',
      stash: { first: 1, second: 2 },
    });
  });
  it('takes ten functions', async () => {
    expect(json(await api.query('{ ten }'), 'ten')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
  it('starts every request with an empty stash', async () => {
    expect(json(await api.query('{ env }'), 'env')).toEqual({
      env: { TABLE_NAME: 'table-1' },
      args: {},
      source: null,
      prev: null,
    });
  });
});

describe('runtime.earlyReturn', () => {
  it('in a function skips its data source and response and goes on with the next', async () => {
    invoked.length = 0;
    expect(json(await api.query('{ early }'), 'early')).toMatchObject({ step: 'third', prev: { early: true } });
    expect(invoked).toHaveLength(1);
  });
  it('with skipTo END goes to the response of the resolver', async () => {
    invoked.length = 0;
    expect(json(await api.query('{ earlyEnd }'), 'earlyEnd')).toEqual({ after: { end: true } });
    expect(invoked).toHaveLength(1);
  });
  it('in the last function goes to the response of the resolver', async () => {
    expect(json(await api.query('{ earlyLast }'), 'earlyLast')).toEqual({ after: { early: true } });
  });
  it('in the request of a pipeline resolver skips the functions', async () => {
    invoked.length = 0;
    expect(json(await api.query('{ earlyResolver }'), 'earlyResolver')).toEqual({ after: { fromResolver: true } });
    expect(invoked).toEqual([]);
  });
  it('in the response of a function ends that function', async () => {
    expect(json(await api.query('{ earlyResponse }'), 'earlyResponse')).toMatchObject({
      step: 'third',
      prev: { fromResponse: true },
    });
  });
  it('in the request of a unit resolver is its value: neither data source nor response run', async () => {
    invoked.length = 0;
    expect(json(await api.query('{ unitEarly }'), 'unitEarly')).toEqual({ early: true });
    expect(invoked).toEqual([]);
  });
  it('in the response of a unit resolver is its value', async () => {
    expect(json(await api.query('{ unitResponseEarly }'), 'unitResponseEarly')).toEqual({ late: true });
  });
});

describe('errors', () => {
  it('of a data source reach the response handler, which may go on', async () => {
    const answer = await api.query('{ failed }');
    expect(answer.errors).toBeUndefined();
    expect(json(answer, 'failed')).toEqual({
      error: { message: 'condition', type: 'DynamoDB:ConditionalCheckFailedException', data: null },
      result: { stored: true },
    });
  });
  it('raised by a function end the pipeline', async () => {
    const answer = await api.query('{ failed(mode: "raise") }');
    expect(answer.data).toEqual({ failed: null });
    expect(answer.errors).toEqual([
      {
        path: ['failed'],
        data: null,
        errorType: 'DynamoDB:ConditionalCheckFailedException',
        errorInfo: null,
        locations: [{ line: 1, column: 3, sourceName: null }],
        message: 'condition',
      },
    ]);
  });
  it('of util.error carry data cut to the selection, and errorInfo', async () => {
    const answer = await api.query('{ errorData { id inner { name } } }');
    expect(answer.data).toEqual({ errorData: null });
    expect(answer.errors).toEqual([
      {
        path: ['errorData'],
        data: { id: '1', inner: { name: 'm' } },
        errorType: 'InvalidInput',
        errorInfo: { hint: 'fix it' },
        locations: [{ line: 1, column: 3, sourceName: null }],
        message: 'bad',
      },
    ]);
  });
  it('that are appended keep the data', async () => {
    const answer = await api.query('query { appended { id name } }');
    expect(answer.data).toEqual({ appended: { id: '1', name: 'kept' } });
    expect(answer.errors).toMatchObject([
      {
        path: ['appended'],
        data: { id: 'a' },
        errorType: 'Partial',
        message: 'one',
        locations: [{ line: 1, column: 9 }],
      },
      { path: ['appended'], data: null, errorType: 'Partial', message: 'two' },
    ]);
  });
  it('of the code itself are told without its inner words', async () => {
    const answer = await api.query('{ runtime }');
    expect(answer.data).toEqual({ runtime: null });
    expect(answer.errors).toMatchObject([
      { path: ['runtime'], errorType: 'Code', message: expect.stringMatching(/^code\.js:\d+:\d+: /) as string },
    ]);
  });
  it('of util.unauthorized name the field', async () => {
    const answer = await api.query('{ refused }');
    expect(answer.errors).toMatchObject([
      { errorType: 'Unauthorized', message: 'Not Authorized to access refused on type Query' },
    ]);
  });
  it('of extensions that AWS would not heed in their place are told', async () => {
    const answer = await api.query('{ misplacedFilter misplacedInvalidation }');
    expect(answer.errors?.map((error) => error.message)).toEqual([
      'Subscription filters work only in the response handler of a subscription.',
      'extensions.invalidateSubscriptions works only in the response handler of a mutation.',
    ]);
  });
  it('that a data source throws unexpectedly leak nothing', async () => {
    const answer = await api.query('{ throws }');
    expect(json(answer, 'throws')).toEqual({ message: 'The data source failed.', type: 'InternalFailure', data: null });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(api.logged.some((entry) => entry.level === 'error' && String(entry.details?.cause).includes('secret'))).toBe(
      true,
    );
  });
});

describe('an API that AppSync would refuse', () => {
  it('is refused with every reason', async () => {
    await expect(
      startTestApi({
        schema: 'type Query { a: String }',
        functions: [{ id: 'f', name: 'f', dataSource: 'Missing', code: code('return {};') }],
        resolvers: [
          pipeline('a', ['f', 'unknown']),
          { ...unit('Query', 'b', 'for (;;) {}') },
          pipeline(
            'c',
            Array.from({ length: 11 }, () => 'f'),
          ),
        ],
      }),
    ).rejects.toThrow(/data source Missing[^]*unknown, which does not exist|unknown, which does not exist[^]*Missing/);
  });
  it('has a schema that does not build', async () => {
    await expect(startTestApi({ schema: 'type Query { a: Nothing }' })).rejects.toThrow('Unknown type "Nothing"');
    await expect(startTestApi({ schema: 'type Query {' })).rejects.toMatchObject({ code: 'ApiInvalid' });
  });
});
