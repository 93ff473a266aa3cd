import { describe, expect, it } from 'vitest';
import { evaluateExpression } from './evaluateExpression.ts';

// The examples of https://docs.aws.amazon.com/appsync/latest/devguide/dynamodb-helpers-in-util-dynamodb-js.html,
// with numbers as numbers and NULL as null: so AWS answers, whatever the page's quotation marks say.
describe('util.dynamodb', () => {
  it.each([
    ['toDynamoDB("foo")', { S: 'foo' }],
    ['toDynamoDB(12345)', { N: 12345 }],
    ['toDynamoDB(true)', { BOOL: true }],
    ['toDynamoDB(null)', { NULL: null }],
    ['toDynamoDB(["foo", 1, null])', { L: [{ S: 'foo' }, { N: 1 }, { NULL: null }] }],
    [
      'toDynamoDB({ foo: "bar", baz: 1234, beep: ["boop"] })',
      { M: { foo: { S: 'bar' }, baz: { N: 1234 }, beep: { L: [{ S: 'boop' }] } } },
    ],
    ['toString("foo")', { S: 'foo' }],
    ['toString(null)', null],
    ['toStringSet(["foo", "bar", "baz"])', { SS: ['foo', 'bar', 'baz'] }],
    ['toNumber(12345)', { N: 12345 }],
    ['toNumberSet([1, 23, 4.56])', { NS: [1, 23, 4.56] }],
    ['toBinary("foo")', { B: 'foo' }],
    ['toBinarySet(["foo", "bar", "baz"])', { BS: ['foo', 'bar', 'baz'] }],
    ['toBoolean(true)', { BOOL: true }],
    ['toBoolean(false)', { BOOL: false }],
    ['toNull()', { NULL: null }],
    ['toList(["foo", 123, { bar: "baz" }])', { L: [{ S: 'foo' }, { N: 123 }, { M: { bar: { S: 'baz' } } }] }],
    [
      'toMap({ foo: "bar", baz: 1234, beep: ["boop"] })',
      { M: { foo: { S: 'bar' }, baz: { N: 1234 }, beep: { L: [{ S: 'boop' }] } } },
    ],
    ['toMap(null)', null],
    [
      'toMapValues({ foo: "bar", baz: 1234, beep: ["boop"] })',
      { foo: { S: 'bar' }, baz: { N: 1234 }, beep: { L: [{ S: 'boop' }] } },
    ],
    ['toMapValues({ a: undefined, b: 0, c: "" })', { a: { NULL: null }, b: { N: 0 }, c: { S: '' } }],
    ['toS3Object("foo", "bar", "baz")', { S: '{"s3":{"key":"foo","bucket":"bar","region":"baz"}}' }],
    [
      'toS3Object("foo", "bar", "baz", "beep")',
      { S: '{"s3":{"key":"foo","bucket":"bar","region":"baz","version":"beep"}}' },
    ],
    [
      'fromS3ObjectJson(\'{"s3":{"key":"foo","bucket":"bar","region":"baz"}}\')',
      { key: 'foo', bucket: 'bar', region: 'baz' },
    ],
  ])('%s', (call, expected) => {
    expect(evaluateExpression(`util.dynamodb.${call}`)).toEqual(expected);
  });
});
