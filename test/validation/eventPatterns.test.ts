import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readResources } from './permissions/readResources.ts';
import type { Properties } from './permissions/Resource.ts';
import { findPatternProblems } from './findPatternProblems.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-ddb */
const filterable = [
  'eventID',
  'eventName',
  'eventVersion',
  'eventSource',
  'awsRegion',
  'userIdentity',
  'dynamodb',
  '$or',
];

describe('the filters of the event source mappings in cdk.out', () => {
  const mappings = readResources(join(import.meta.dirname, '..', '..', 'cdk.out'))
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties.FilterCriteria);

  it('are what Lambda takes of a DynamoDB stream', () => {
    expect(mappings.length).toBeGreaterThan(0);
    for (const { id, properties } of mappings) {
      const { Filters } = properties.FilterCriteria as { Filters: Properties[] };
      expect(Filters.length, id).toBeLessThanOrEqual(5);
      for (const { Pattern } of Filters) {
        expect(findPatternProblems(Pattern), id).toEqual([]);
        expect(filterable).toEqual(expect.arrayContaining(Object.keys(JSON.parse(Pattern) as object)));
      }
    }
  });

  it.each([
    [{ eventName: 'INSERT' }, 'eventName is no list'],
    [{ eventName: [] }, 'eventName is no list'],
    [{}, 'the pattern is empty'],
    [[], 'the pattern is no object'],
    [{ dynamodb: { Keys: { sk: { S: [{ wildcard: 'EVT#*' }] } } } }, 'dynamodb.Keys.sk.S has the operator wildcard'],
    [{ a: [{ prefix: 1 }] }, 'a gives prefix what it does not take: 1'],
    [{ a: [{ exists: 'true' }] }, 'a gives exists'],
    [{ a: [{ numeric: ['>', '5'] }] }, 'a gives numeric'],
    [{ a: [{ numeric: ['<', 5, '>', 1] }] }, 'a gives numeric'],
    [{ a: [{ 'anything-but': [] }] }, 'a gives anything-but'],
    [{ a: [{ prefix: 'x', suffix: 'y' }] }, 'no single operator'],
    [{ a: [['x']] }, 'no single operator'],
    [{ $or: [{ a: ['x'] }] }, '$or is no list of two'],
    [{ a: ['x'.repeat(4100)] }, 'Lambda takes 4096'],
  ])('would be refused as %j', (pattern, problem) => {
    expect(findPatternProblems(JSON.stringify(pattern)).join('; ')).toContain(problem);
  });

  it.each([
    { a: ['x', 1, true, null, { exists: true }] },
    { a: [{ numeric: ['>', 1, '<=', 5] }, { numeric: ['=', 7] }] },
    { a: [{ 'anything-but': ['x', 'y'] }, { 'anything-but': { prefix: 'x' } }, { 'equals-ignore-case': 'X' }] },
    { $or: [{ a: ['x'] }, { b: { c: ['y'] } }] },
  ])('are taken as %j', (pattern) => {
    expect(findPatternProblems(JSON.stringify(pattern))).toEqual([]);
  });
});
