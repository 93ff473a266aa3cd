import { describe, expect, it } from 'vitest';
import { consumedBy } from '../operations/consumedBy.ts';
import { kindOfKey, summarize } from '../operations/summarize.ts';

const text = (value: string) => ({ S: value });

describe('what an operation consumed', () => {
  it('is of the partition that it names', () => {
    const capacity = { ConsumedCapacity: { TableName: 'users', CapacityUnits: 3 } };
    const put = { TableName: 'users', Item: { pk: text('USER#u1'), sk: text('REC#home') } };
    expect(consumedBy('PutItem', put, capacity)).toEqual([
      { table: 'users', partitionKey: 'USER#u1', kind: 'write', units: 3 },
    ]);
    const query = {
      TableName: 'users',
      KeyConditionExpression: '#pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': text('USER#u2'), ':from': text('A') },
    };
    expect(consumedBy('Query', query, capacity)).toEqual([
      { table: 'users', partitionKey: 'USER#u2', kind: 'read', units: 3 },
    ]);
  });

  it('of a batch or a transaction is shared by its parts of the table', () => {
    const batch = { RequestItems: { items: { Keys: [{ itemId: text('a') }, { itemId: text('b') }] } } };
    const read = { ConsumedCapacity: [{ TableName: 'items', CapacityUnits: 1 }] };
    expect(consumedBy('BatchGetItem', batch, read).map(({ partitionKey, units }) => [partitionKey, units])).toEqual([
      ['a', 0.5],
      ['b', 0.5],
    ]);
    const transaction = {
      TransactItems: [
        { Update: { TableName: 'counters', Key: { pk: text('COUNT#HALF_HOUR#2026-11-28T21:30#0'), sk: text('a') } } },
        { Put: { TableName: 'users', Item: { pk: text('USER#u1') } } },
      ],
    };
    const written = {
      ConsumedCapacity: [
        { TableName: 'counters', CapacityUnits: 2 },
        { TableName: 'users', CapacityUnits: 4 },
      ],
    };
    expect(consumedBy('TransactWriteItems', transaction, written)).toEqual([
      { table: 'counters', partitionKey: 'COUNT#HALF_HOUR#2026-11-28T21:30#0', kind: 'write', units: 2 },
      { table: 'users', partitionKey: 'USER#u1', kind: 'write', units: 4 },
    ]);
  });

  it('is nothing that the engine did not tell', () => {
    expect(consumedBy('GetItem', { TableName: 'users', Key: { pk: text('a') } }, {})).toEqual([]);
  });
});

describe('a count', () => {
  it('names a key by what it stands for', () => {
    expect(kindOfKey('userData', 'USER#u1')).toBe('USER#<id>');
    expect(kindOfKey('catalogue', 'film-1')).toBe('<itemId>');
    expect(kindOfKey('counters', 'COUNT#QUARTER_DAY#2026-11-28T18:00#1')).toBe('COUNT#QUARTER_DAY#<time>#<shard>');
    expect(kindOfKey('feedback', 'PLACEMENT#home#13')).toBe('PLACEMENT#home#<shard>');
  });

  it('is the mean of its calls, with the keys that people share apart', () => {
    const consumed = [
      { table: 't1', partitionKey: 'USER#u1', kind: 'write' as const, units: 3 },
      { table: 't1', partitionKey: 'USER#u2', kind: 'write' as const, units: 5 },
      { table: 't2', partitionKey: 'PLACEMENT#home#1', kind: 'read' as const, units: 0.5 },
      { table: 't2', partitionKey: 'PLACEMENT#home#2', kind: 'read' as const, units: 0.5 },
    ];
    const invoked = [
      { function: 'F', megabytes: 512, calls: 1, seconds: 0.2 },
      { function: 'PublishRecommendation', megabytes: 512, calls: 2, seconds: 0.2 },
    ];
    expect(
      summarize('name', 'note', 2, {
        tableNames: { t1: 'userData', t2: 'feedback' },
        ...{ consumed, invoked, bytes: { read: 101, written: 40 }, answerBytes: 10, requests: 2 },
        ...{ executions: { count: 1, seconds: 0.3 }, messages: [5120, 5121], processorSeconds: 0.05 },
      }),
    ).toEqual({
      ...{ name: 'name', note: 'note', calls: 2, answerBytes: 10 },
      units: { userData: { read: 0, write: 4 }, feedback: { read: 0.5, write: 0 } },
      sharedKeys: [{ table: 'feedback', key: 'PLACEMENT#home#<shard>', read: 0.5, write: 0, partitions: 2 }],
      // Two requests and two mutations that push; the second message is a byte too long for one update.
      appSyncOperations: 2,
      messages: { count: 1, updates: 1.5 },
      executions: { count: 0.5, seconds: 0.15 },
      bytes: { read: 51, written: 20 },
      functions: [
        { function: 'F', megabytes: 512, calls: 0.5, seconds: 0.1 },
        { function: 'PublishRecommendation', megabytes: 512, calls: 1, seconds: 0.1 },
      ],
      localProcessorSeconds: 0.025,
    });
  });
});
