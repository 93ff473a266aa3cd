import { describe, expect, it } from 'vitest';
import { evaluateBody, evaluateExpression } from './evaluateExpression.ts';

const key = { id: { S: '1' } };

// Request shapes, alias numbering and operators as recorded on AWS (localstack/appsync-utils; EvaluateCode results in
// public repositories).
describe('@aws-appsync/utils/dynamodb requests', () => {
  it.each([
    ['get({ key: { id: "1" } })', { operation: 'GetItem', key }],
    [
      'get({ key: { id: "1" }, consistentRead: true, projection: ["id", "a.b", "a.c[1]"] })',
      {
        operation: 'GetItem',
        key,
        consistentRead: true,
        projection: {
          expression: '#expName_1, #expName_2.#expName_3, #expName_2.#expName_4[1]',
          expressionNames: { '#expName_1': 'id', '#expName_2': 'a', '#expName_3': 'b', '#expName_4': 'c' },
        },
      },
    ],
    [
      'put({ key: { id: "1" }, item: { value: 10 } })',
      { operation: 'PutItem', key, attributeValues: { value: { N: 10 } } },
    ],
    // A condition that binds no value has no expressionValues at all.
    [
      'put({ key: { id: "1" }, item: { v: 1 }, condition: { id: { attributeExists: false } } })',
      {
        operation: 'PutItem',
        key,
        attributeValues: { v: { N: 1 } },
        condition: { expression: '(attribute_not_exists(#id))', expressionNames: { '#id': 'id' } },
      },
    ],
    [
      'put({ key: { id: "1" }, item: {}, _version: 3, customPartitionKey: "p", populateIndexFields: true })',
      {
        operation: 'PutItem',
        key,
        attributeValues: {},
        _version: 3,
        customPartitionKey: 'p',
        populateIndexFields: true,
      },
    ],
    [
      'remove({ key: { id: "1" }, condition: { a: { eq: 1 } } })',
      {
        operation: 'DeleteItem',
        key,
        condition: {
          expression: '(#a = :a_eq)',
          expressionNames: { '#a': 'a' },
          expressionValues: { ':a_eq': { N: 1 } },
        },
      },
    ],
    ['scan({})', { operation: 'Scan' }],
    ['scan({ limit: 10, nextToken: "abc", filter: null })', { operation: 'Scan', limit: 10, nextToken: 'abc' }],
    [
      'query({ query: { a: { eq: "x" }, b: { between: [1, 9] } }, index: "gsi", limit: 5, scanIndexForward: false })',
      {
        operation: 'Query',
        index: 'gsi',
        limit: 5,
        scanIndexForward: false,
        query: {
          expression: '(#a = :a_eq) AND (#b BETWEEN :b_between_start AND :b_between_end)',
          expressionNames: { '#a': 'a', '#b': 'b' },
          expressionValues: { ':a_eq': { S: 'x' }, ':b_between_start': { N: 1 }, ':b_between_end': { N: 9 } },
        },
      },
    ],
    [
      'sync({ limit: 10, nextToken: "abc", lastSync: 1 })',
      { operation: 'Sync', limit: 10, nextToken: 'abc', lastSync: 1 },
    ],
    [
      'batchGet({ tables: { post: { keys: [{ id: "1" }], consistentRead: false, projection: ["id"] } } })',
      {
        operation: 'BatchGetItem',
        tables: {
          post: {
            keys: [key],
            consistentRead: false,
            projection: { expression: '#expName_1', expressionNames: { '#expName_1': 'id' } },
          },
        },
      },
    ],
    ['batchPut({ tables: { post: [{ id: "1" }] } })', { operation: 'BatchPutItem', tables: { post: [key] } }],
    ['batchDelete({ tables: { post: [{ id: "1" }] } })', { operation: 'BatchDeleteItem', tables: { post: [key] } }],
    [
      'transactGet({ items: [{ table: "post", key: { id: "1" } }] })',
      { operation: 'TransactGetItems', transactItems: [{ table: 'post', key }] },
    ],
    [
      'transactWrite({ items: [{ putItem: { table: "t", key: { id: "1" }, item: { a: 1 } } }, ' +
        '{ deleteItem: { table: "t", key: { id: "1" } } }, ' +
        '{ updateItem: { table: "t", key: { id: "1" }, update: { a: ddb.operations.increment(1) } } }, ' +
        '{ conditionCheck: { table: "t", key: { id: "1" }, condition: { v: { attributeExists: true } } } }] })',
      {
        operation: 'TransactWriteItems',
        transactItems: [
          { table: 't', operation: 'PutItem', key, attributeValues: { a: { N: 1 } } },
          { table: 't', operation: 'DeleteItem', key },
          {
            table: 't',
            operation: 'UpdateItem',
            key,
            update: {
              expression: 'SET #expName_1 = #expName_1 + :expValue_1',
              expressionNames: { '#expName_1': 'a' },
              expressionValues: { ':expValue_1': { N: 1 } },
            },
          },
          {
            table: 't',
            operation: 'ConditionCheck',
            key,
            condition: { expression: '(attribute_exists(#v))', expressionNames: { '#v': 'v' } },
          },
        ],
      },
    ],
    ['toStringSet(["a"])', { SS: ['a'] }],
    ['toNumberSet([1, 2])', { NS: [1, 2] }],
    ['toBinarySet(["SGVsbG8="])', { BS: ['SGVsbG8='] }],
  ])('%s', (call, expected) => {
    expect(evaluateExpression(`ddb.${call}`)).toEqual(expected);
  });

  it('fails loudly on a condition that cannot be rendered, instead of writing without it', () => {
    const { error, logs } = evaluateBody(
      'return ddb.put({ key: { id: "1" }, item: {}, condition: { a: { equals: 1 } } });',
    );
    expect(error?.message).toMatch(/^code\.js:4:\d+: This condition cannot be turned into an expression/);
    expect(logs[0]).toContain('This condition cannot be turned into an expression');
  });
});

const update = (members: string): { expression: string; expressionNames: unknown; expressionValues: unknown } =>
  (
    evaluateExpression(`ddb.update({ key: { id: "1" }, update: { ${members} } })`) as {
      update: { expression: string; expressionNames: unknown; expressionValues: unknown };
    }
  ).update;

describe('update expressions', () => {
  it.each([
    ['age: ddb.operations.add(10)', 'SET #expName_1 = :expValue_1', { N: 10 }],
    ['age: ddb.operations.increment(10)', 'SET #expName_1 = #expName_1 + :expValue_1', { N: 10 }],
    ['age: ddb.operations.increment()', 'SET #expName_1 = #expName_1 + :expValue_1', { N: 1 }],
    ['age: ddb.operations.decrement(10)', 'SET #expName_1 = #expName_1 - :expValue_1', { N: 10 }],
    ['age: ddb.operations.append([1])', 'SET #expName_1 = list_append(#expName_1, :expValue_1)', { L: [{ N: 1 }] }],
    ['age: ddb.operations.prepend([1])', 'SET #expName_1 = list_append(:expValue_1, #expName_1)', { L: [{ N: 1 }] }],
    ['age: ddb.operations.replace({ a: 10 })', 'SET #expName_1 = :expValue_1', { M: { a: { N: 10 } } }],
    ['age: true', 'SET #expName_1 = :expValue_1', { BOOL: true }],
    ['age: null', 'SET #expName_1 = :expValue_1', { NULL: null }],
    ['age: [ddb.operations.updateListItem("x", 1)]', 'SET #expName_1[1] = :expValue_1', { S: 'x' }],
  ])('%s', (members, expression, value) => {
    expect(update(members)).toEqual({
      expression,
      expressionNames: { '#expName_1': 'age' },
      expressionValues: { ':expValue_1': value },
    });
  });

  it('numbers aliases in the order of the clauses, SET before REMOVE', () => {
    expect(update('b: ddb.operations.remove(), a: ddb.operations.increment(1), c: ddb.operations.remove()')).toEqual({
      expression: 'SET #expName_1 = #expName_1 + :expValue_1 REMOVE #expName_2, #expName_3',
      expressionNames: { '#expName_1': 'a', '#expName_2': 'b', '#expName_3': 'c' },
      expressionValues: { ':expValue_1': { N: 1 } },
    });
  });

  // An operation inside a plain object is in aws-appsync-community#393; the numbering follows that of projections.
  it('changes the members of a plain object one by one', () => {
    expect(
      update('stuff: { foo: ddb.operations.replace(null), bar: { baz: 1 } }, foo: ddb.operations.remove()'),
    ).toEqual({
      expression:
        'SET #expName_1.#expName_2 = :expValue_1, #expName_1.#expName_3.#expName_4 = :expValue_2 REMOVE #expName_2',
      expressionNames: { '#expName_1': 'stuff', '#expName_2': 'foo', '#expName_3': 'bar', '#expName_4': 'baz' },
      expressionValues: { ':expValue_1': { NULL: null }, ':expValue_2': { N: 1 } },
    });
    expect(update('stuff: {}')).toMatchObject({ expressionValues: { ':expValue_1': { M: {} } } });
  });

  it('gives two items of one list a single alias', () => {
    expect(update('f: [ddb.operations.updateListItem("x", 1), ddb.operations.updateListItem("y", 2)]').expression).toBe(
      'SET #expName_1[1] = :expValue_1, #expName_1[2] = :expValue_2',
    );
  });
});

it.each([
  ['add(10)', { type: 'OPERATION_ADD', value: 10 }],
  ['append([1])', { type: 'OPERATION_APPEND', items: [1] }],
  ['decrement(10)', { type: 'OPERATION_DECREMENT', by: 10 }],
  ['remove()', { type: 'OPERATION_REMOVE' }],
])('operations.%s is the marker recorded on AWS', (call, expected) => {
  expect(evaluateExpression(`ddb.operations.${call}`)).toEqual(expected);
});
