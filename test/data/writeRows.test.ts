import { TransactionCanceledException, type BatchWriteItemInput, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { HandlerExecutionContext, InitializeHandler, InitializeHandlerArguments } from '@smithy/types';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { writeBatch, writeRows, writeTransaction } from '../../data/write/writeRows.ts';
import { readAll, startTables } from './helpers/startTables.ts';

let database: Awaited<ReturnType<typeof startTables>>;
let client: DynamoDBClient;
let table: string;
beforeAll(async () => {
  database = await startTables();
  client = database.client;
  table = (await database.makeTables()).catalogue;
});
afterAll(() => database.close());
afterEach(() => client.middlewareStack.remove('disturb'));

type Write = InitializeHandler<object, object>;
/** Stands between writes and the real engine, which itself never refuses or leaves anything. */
const disturb = (
  handle: (write: Write, call: InitializeHandlerArguments<object>, command: string) => ReturnType<Write>,
) =>
  client.middlewareStack.add(
    ((next: Write, { commandName = '' }: HandlerExecutionContext) =>
      (call: InitializeHandlerArguments<object>) =>
        /Write/.test(commandName) ? handle(next, call, commandName) : next(call)) as never,
    { step: 'initialize', name: 'disturb' },
  );
const items = (prefix: string, length: number) =>
  Array.from({ length }, (_, index) => ({ itemId: { S: `${prefix}${String(index).padStart(3, '0')}` } }));
const storedWith = async (prefix: string) =>
  (await readAll(client, table)).map(({ itemId }) => itemId.S as string).filter((itemId) => itemId.startsWith(prefix));

test('a batch repeats what DynamoDB leaves unprocessed until nothing is left', async () => {
  const sizes: number[] = [];
  disturb(async (write, call) => {
    const all = Object.values((call.input as BatchWriteItemInput).RequestItems ?? {})[0];
    sizes.push(all.length);
    const half = Math.ceil(all.length / 2);
    const answer = await write({ ...call, input: { RequestItems: { [table]: all.slice(0, half) } } });
    const left = all.slice(half);
    Object.assign(answer.output as object, { UnprocessedItems: left.length > 0 ? { [table]: left } : {} });
    return answer;
  });
  await writeBatch(client, table, items('batch-', 25));
  expect(sizes).toEqual([25, 12, 6, 3, 1]);
  expect(await storedWith('batch-')).toHaveLength(25);
});

test('a batch and a transaction are repeated when they meet a limit or another writer', async () => {
  const throttled = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
  const conflict = new TransactionCanceledException({
    message: 'another writer',
    $metadata: {},
    CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
  });
  let attempts = 0;
  disturb(async (write, call, command) => {
    attempts += 1;
    if (attempts % 2 === 1) throw command === 'BatchWriteItemCommand' ? throttled : conflict;
    return write(call);
  });
  await writeBatch(client, table, items('throttled-', 3));
  await writeTransaction(client, table, items('conflict-', 3));
  expect(attempts).toBe(4);
  expect([(await storedWith('throttled-')).length, (await storedWith('conflict-')).length]).toEqual([3, 3]);
});

test('what DynamoDB refuses for good is an error at once', async () => {
  const broken = [{ wrong: { S: 'no key' } }];
  await expect(writeBatch(client, table, broken)).rejects.toMatchObject({ code: 'WriteRefused' });
  await expect(writeTransaction(client, table, broken)).rejects.toMatchObject({ code: 'WriteRefused' });
});

test('any number of rows is written, of those with the same key the last', async () => {
  const many = (title: string) => Array.from({ length: 250 }, (_, index) => ({ itemId: `many-${index}`, title }));
  await writeRows(client, table, ({ itemId }) => itemId, [...many('first'), ...many('last')]);
  const stored = (await readAll(client, table)).filter(({ itemId }) => itemId.S?.startsWith('many-'));
  expect(stored).toHaveLength(250);
  expect(new Set(stored.map(({ title }) => title.S))).toEqual(new Set(['last']));
});
