import { describe, expect, test } from 'vitest';
import { FilterUnsupported } from '../../streams/index.ts';
import { compileFilter } from '../../streams/compileFilter.ts';

const record = {
  eventName: 'INSERT',
  dynamodb: {
    Keys: { sk: { S: 'EVT#2026' } },
    NewImage: { price: { N: '12.5' }, tags: { SS: ['a', 'b'] }, name: { S: 'Ada' } },
  },
};

describe('compileFilter', () => {
  test.each<[string, unknown, boolean]>([
    ['equality', { eventName: ['INSERT', 'MODIFY'] }, true],
    ['inequality', { eventName: ['REMOVE'] }, false],
    ['a prefix', { dynamodb: { Keys: { sk: { S: [{ prefix: 'DISPLAY#' }, { prefix: 'EVT#' }] } } } }, true],
    ['another prefix', { dynamodb: { Keys: { sk: { S: [{ prefix: 'REC#' }] } } } }, false],
    ['a suffix', { dynamodb: { Keys: { sk: { S: [{ suffix: '2026' }] } } } }, true],
    ['all fields must hold', { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'REC#' }] } } } }, false],
    ['numbers in text', { dynamodb: { NewImage: { price: { N: [{ numeric: ['>', 10, '<=', 12.5] }] } } } }, true],
    ['numbers out of range', { dynamodb: { NewImage: { price: { N: [{ numeric: ['<', 10] }] } } } }, false],
    ['a missing number', { dynamodb: { NewImage: { cost: { N: [{ numeric: ['<', 10] }] } } } }, false],
    ['presence', { dynamodb: { NewImage: { name: { S: [{ exists: true }] } } } }, true],
    ['absence', { dynamodb: { OldImage: { name: { S: [{ exists: false }] } } } }, true],
    ['anything but', { eventName: [{ 'anything-but': ['REMOVE'] }] }, true],
    ['anything but a prefix', { dynamodb: { Keys: { sk: { S: [{ 'anything-but': { prefix: 'EVT#' } }] } } } }, false],
    ['any letter case', { dynamodb: { NewImage: { name: { S: [{ 'equals-ignore-case': 'ADA' }] } } } }, true],
    ['a list that has it', { dynamodb: { NewImage: { tags: { SS: ['b'] } } } }, true],
    [
      'one of several',
      { $or: [{ eventName: ['REMOVE'] }, { dynamodb: { Keys: { sk: { S: [{ prefix: 'EVT#' }] } } } }] },
      true,
    ],
    ['a field that is not there', { other: ['x'] }, false],
  ])('%s', (_name, pattern, expected) => {
    expect(compileFilter(pattern)(record)).toBe(expected);
  });

  test.each([
    [{ a: [{ wildcard: 'x*' }] }, /wildcard/],
    [{ a: 'text' }, /"text"/],
    [{ a: [{ numeric: ['~', 1] }] }, /~/],
  ])('refuses %j', (pattern, message) => {
    expect(() => compileFilter(pattern)).toThrow(FilterUnsupported);
    expect(() => compileFilter(pattern)).toThrow(message);
  });
});
