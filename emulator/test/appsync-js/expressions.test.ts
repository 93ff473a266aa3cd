import { describe, expect, it } from 'vitest';
import { evaluateExpression } from './evaluateExpression.ts';

const filter = (source: string): { expression: string; expressionNames: unknown; expressionValues: unknown } =>
  JSON.parse(evaluateExpression(`util.transform.toDynamoDBFilterExpression(${source})`) as string);

// Every expected text was recorded on AWS (localstack/appsync-utils, test/transform).
describe('util.transform.toDynamoDBFilterExpression', () => {
  it.each([
    ['{ v: { eq: "x" } }', '(#v = :v_eq)', { ':v_eq': { S: 'x' } }],
    ['{ v: { ne: 1 } }', '(#v <> :v_ne)', { ':v_ne': { N: 1 } }],
    ['{ v: { lt: 1 } }', '(#v < :v_lt)', { ':v_lt': { N: 1 } }],
    ['{ v: { le: 1 } }', '(#v <= :v_le)', { ':v_le': { N: 1 } }],
    ['{ v: { gt: 1 } }', '(#v > :v_gt)', { ':v_gt': { N: 1 } }],
    ['{ v: { ge: 1 } }', '(#v >= :v_ge)', { ':v_ge': { N: 1 } }],
    ['{ v: { eq: null } }', '(#v = :v_eq)', { ':v_eq': { NULL: null } }],
    ['{ v: { contains: "x" } }', '(contains(#v,:v_contains))', { ':v_contains': { S: 'x' } }],
    ['{ v: { notContains: "x" } }', '(NOT contains(#v,:v_notContains))', { ':v_notContains': { S: 'x' } }],
    ['{ v: { beginsWith: "x" } }', '(begins_with(#v,:v_beginsWith))', { ':v_beginsWith': { S: 'x' } }],
    [
      '{ v: { between: [1, 9] } }',
      '(#v BETWEEN :v_between_start AND :v_between_end)',
      { ':v_between_start': { N: 1 }, ':v_between_end': { N: 9 } },
    ],
    ['{ v: { in: ["a", "b"] } }', '(#v IN (:v_in_0, :v_in_1))', { ':v_in_0': { S: 'a' }, ':v_in_1': { S: 'b' } }],
    ['{ v: { in: [] } }', '(null)', {}],
    ['{ v: { attributeExists: true } }', '(attribute_exists(#v))', {}],
    ['{ v: { attributeExists: false } }', '(attribute_not_exists(#v))', {}],
    [
      '{ v: { attributeType: "stringSet" } }',
      '(attribute_type(#v,:v_attributeType))',
      { ':v_attributeType': { S: 'SS' } },
    ],
    ['{ v: { size: { gt: 2 } } }', '(size(#v) > :v_size_gt)', { ':v_size_gt': { N: 2 } }],
    [
      '{ v: { size: { gt: 2, lt: 5 } } }',
      '((size(#v) > :v_size_gt) AND (size(#v) < :v_size_lt))',
      { ':v_size_gt': { N: 2 }, ':v_size_lt': { N: 5 } },
    ],
    ['{ v: { size: { size: { gt: 1 } } } }', '(size(#v) > :v_size_size_gt)', { ':v_size_size_gt': { N: 1 } }],
    ['{ v: { ge: 1, le: 5 } }', '((#v >= :v_ge) AND (#v <= :v_le))', { ':v_ge': { N: 1 }, ':v_le': { N: 5 } }],
  ])('%s', (source, expression, expressionValues) => {
    expect(filter(source)).toEqual({ expression, expressionNames: { '#v': 'v' }, expressionValues });
  });

  it.each([
    ['{ a: { eq: 1 }, b: { eq: 2 } }', '(#a = :a_eq) AND (#b = :b_eq)'],
    ['{ and: [{ a: { eq: 1 } }] }', '(#a = :and_0_a_eq)'],
    ['{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }', '((#a = :or_0_a_eq) OR (#b = :or_1_b_eq))'],
    [
      '{ or: [{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, { c: { eq: 3 } }] }',
      '(((#a = :or_0_and_0_a_eq) AND (#b = :or_0_and_1_b_eq)) OR (#c = :or_1_c_eq))',
    ],
    ['{ not: { a: { eq: 1 } } }', '(NOT (#a = :not_a_eq))'],
    ['{ not: { not: { a: { eq: 1 } } } }', '(NOT (NOT (#a = :not_not_a_eq)))'],
    ['{ and: [{ not: { a: { eq: 1 } } }, { b: { eq: 2 } }] }', '((NOT (#a = :and_0_not_a_eq)) AND (#b = :and_1_b_eq))'],
    ['{ a: { eq: 1 }, and: [{ b: { eq: 2 } }] }', '(#a = :a_eq) AND (#b = :and_0_b_eq)'],
    ['{ "a.b": { eq: 1 } }', '(#a.b = :a.b_eq)'],
    ['{}', ''],
    ['{ a: { eq: 1 }, b: {} }', '(#a = :a_eq) AND '],
    ['{ and: [{ a: { eq: 1 } }, {}] }', '((#a = :and_0_a_eq) AND )'],
    ['{ not: {} }', '(NOT )'],
  ])('%s', (source, expression) => {
    expect(filter(source).expression).toBe(expression);
  });

  it.each([
    '',
    'null',
    '[]',
    '"text"',
    '{ v: { foo: 1 } }',
    '{ v: "x" }',
    '{ a: { b: { eq: 1 } } }',
    '{ and: { a: { eq: 1 } } }',
    '{ and: [{ a: { eq: 1 } }, null] }',
    '{ not: [{ a: { eq: 1 } }] }',
    '{ v: { between: [1] } }',
    '{ v: { in: "x" } }',
    '{ v: { attributeExists: "yes" } }',
    '{ v: { attributeType: "S" } }',
    '{ v: { size: 3 } }',
  ])('answers null for what cannot be rendered: %s', (source) => {
    expect(evaluateExpression(`util.transform.toDynamoDBFilterExpression(${source})`)).toBeNull();
  });

  it('answers a JSON string, and toDynamoDBConditionExpression the same', () => {
    const expected =
      '{"expression":"(attribute_not_exists(#id))","expressionNames":{"#id":"id"},"expressionValues":{}}';
    const source = '({ and: [{ id: { attributeExists: false } }] })';
    expect(evaluateExpression(`util.transform.toDynamoDBConditionExpression${source}`)).toBe(expected);
    expect(evaluateExpression(`util.transform.toDynamoDBFilterExpression${source}`)).toBe(expected);
  });
});

describe('util.transform.toElasticsearchQueryDSL', () => {
  it('builds the documented example', () => {
    const query = evaluateExpression(`util.transform.toElasticsearchQueryDSL({
      upvotes: { ne: 15, range: [10, 20] }, title: { eq: 'hihihi', wildcard: 'h*i' } })`);
    expect(JSON.parse(query as string)).toEqual({
      bool: {
        must: [
          {
            bool: {
              must: [{ bool: { must_not: { term: { upvotes: 15 } } } }, { range: { upvotes: { gte: 10, lte: 20 } } }],
            },
          },
          { bool: { must: [{ term: { title: 'hihihi' } }, { wildcard: { title: 'h*i' } }] } },
        ],
      },
    });
  });
});
