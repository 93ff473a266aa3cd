import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLambdaDataSource } from '../../../appsync/index.ts';
import type { LambdaInvocation, LambdaOutcome } from '../../../appsync/index.ts';
import { startTestApi, unit } from '../helpers/testApi.ts';
import type { TestApi } from '../helpers/testApi.ts';

const call = { typeName: 'Query', fieldName: 'test' };
const calls: LambdaInvocation[] = [];
let respond: (invocation: LambdaInvocation) => LambdaOutcome = () => ({});
const source = createLambdaDataSource({
  functionName: 'score',
  invoke: async (invocation) => {
    calls.push(invocation);
    return respond(invocation);
  },
});

describe('the Lambda data source', () => {
  it('passes the payload and answers what the function returns', async () => {
    calls.length = 0;
    respond = ({ payload }) => ({ payload: JSON.stringify({ got: JSON.parse(payload) }) });
    expect(await source.invoke({ operation: 'Invoke', invocationType: null, payload: { a: [1, null] } }, call)).toEqual(
      { got: { a: [1, null] } },
    );
    expect(calls).toEqual([{ payload: '{"a":[1,null]}', invocationType: 'RequestResponse' }]);
  });
  it('answers null for nothing, and for an asynchronous call', async () => {
    respond = () => ({});
    expect(await source.invoke({ operation: 'Invoke' }, call)).toBeNull();
    respond = () => ({ payload: '"ignored"' });
    expect(await source.invoke({ operation: 'Invoke', invocationType: 'Event', payload: 1 }, call)).toBeNull();
    expect(calls.at(-1)).toEqual({ payload: '1', invocationType: 'Event' });
  });
  it('reports what the handler threw as Lambda:Unhandled', async () => {
    respond = () => ({
      functionError: 'Unhandled',
      payload: '{"errorType":"TypeError","errorMessage":"x is not a function","trace":["at /var/task"]}',
    });
    await expect(source.invoke({ operation: 'Invoke' }, call)).rejects.toMatchObject({
      type: 'Lambda:Unhandled',
      message: 'x is not a function',
    });
  });
  it('reports what Lambda itself refuses without its inner words', async () => {
    respond = () => {
      throw Object.assign(new Error('Rate exceeded for arn:secret'), { name: 'TooManyRequestsException' });
    };
    await expect(source.invoke({ operation: 'Invoke' }, call)).rejects.toMatchObject({
      type: 'Lambda:TooManyRequestsException',
      message: 'Lambda did not run score.',
    });
    respond = () => {
      throw new Error('inner');
    };
    await expect(source.invoke({ operation: 'Invoke' }, call)).rejects.toMatchObject({
      type: 'Lambda:ServiceException',
    });
  });
  it.each([{ operation: 'Call' }, {}, null, { operation: 'Invoke', invocationType: 'DryRun' }])(
    'refuses %j',
    async (request) => {
      await expect(source.invoke(request, call)).rejects.toMatchObject({ type: 'Lambda:BadRequest' });
    },
  );
  it('refuses a payload over 6 MB, and an answer that is no JSON', async () => {
    await expect(
      source.invoke({ operation: 'Invoke', payload: 'x'.repeat(6 * 1024 * 1024) }, call),
    ).rejects.toMatchObject({ type: 'Lambda:RequestEntityTooLargeException' });
    respond = () => ({ payload: '{' });
    await expect(source.invoke({ operation: 'Invoke' }, call)).rejects.toMatchObject({ type: 'Lambda:BadResponse' });
  });
});

describe('BatchInvoke', () => {
  let api: TestApi;
  beforeAll(async () => {
    const price = (maxBatchSize: number) => ({
      ...unit(
        'Item',
        maxBatchSize ? 'price' : 'cost',
        'if (ctx.error) util.error(ctx.error.message, ctx.error.type); return ctx.result;',
        "return { operation: 'BatchInvoke', payload: ctx.source.id };",
      ),
      dataSource: 'Score',
      maxBatchSize,
    });
    api = await startTestApi({
      schema: 'type Query { items: [Item] } type Item { id: Int price: Float cost: Float }',
      resolvers: [unit('Query', 'items', 'return [1, 2, 3, 4, 5, 6, 7].map((id) => ({ id }));'), price(4), price(0)],
      dataSources: { Score: source },
    });
  });
  afterAll(() => api.stop());
  const sizes = () => calls.map(({ payload }) => (JSON.parse(payload) as number[]).length);

  it('sends siblings together, as many as maxBatchSize says', async () => {
    calls.length = 0;
    respond = ({ payload }) => ({ payload: JSON.stringify((JSON.parse(payload) as number[]).map((id) => id * 10)) });
    expect((await api.query('{ items { price } }')).data).toEqual({
      items: [10, 20, 30, 40, 50, 60, 70].map((price) => ({ price })),
    });
    expect(sizes()).toEqual([4, 3]);
    calls.length = 0;
    await api.query('{ items { cost } }');
    expect(sizes()).toEqual([5, 2]);
  });
  it('gives each sibling its own error', async () => {
    respond = ({ payload }) => ({
      payload: JSON.stringify(
        (JSON.parse(payload) as number[]).map((id) =>
          id === 2 ? { errorMessage: 'no price', errorType: 'Unpriced' } : id,
        ),
      ),
    });
    const answer = await api.query('{ items { price } }');
    expect((answer.data as { items: { price: number | null }[] }).items.map((item) => item.price)).toEqual([
      1,
      null,
      3,
      4,
      5,
      6,
      7,
    ]);
    expect(answer.errors).toMatchObject([{ path: ['items', 1, 'price'], errorType: 'Unpriced', message: 'no price' }]);
  });
  it('fails all siblings when the function fails or answers too few', async () => {
    respond = () => ({ payload: '[1]' });
    const answer = await api.query('{ items { price } }');
    expect(answer.errors).toHaveLength(7);
    expect(answer.errors?.[0]).toMatchObject({ errorType: 'Lambda:BadResponse' });
  });
});
