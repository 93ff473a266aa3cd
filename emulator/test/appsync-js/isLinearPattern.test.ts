import { expect, it } from 'vitest';
import { isLinearPattern, isLinearSearch } from '../../appsync-js/compile/isLinearPattern.ts';

it.each([
  ['^[A-Za-z0-9_-]{1,64}$', true],
  ['^[A-Za-z0-9+/]+={0,2}$', true],
  ['^[0-9A-Fa-f]{2}.*$', true],
  ['([.][0-9]{1,9})?(Z|[+-][0-9]{2})', true],
  ['\\(a\\)+', true],
  ['[)]*', true],
  ['(a+)+b', false],
  ['(a|aa)*b', false],
  ['(a){2,5}', false],
  ['a*a*b', false],
  ['.*.*', false],
  ['a{2,}b+', false],
  ['(a)\\1', false],
  ['(?=a+)a', false],
])('%s: %s', (pattern, expected) => {
  expect(isLinearPattern(pattern)).toBe(expected);
});

it.each([
  ['[^ -~]', true],
  ['[ -~]+', true],
  ['\\s+', true],
  ['[+*]', true],
  ['[ -~]+x', false],
  ['x[ -~]+', false],
  ['[ -~]+$', false],
  ['a{2,}', false],
  ['a*', false],
  ['(a)+', false],
])('a search for %s: %s', (pattern, expected) => {
  expect(isLinearSearch(pattern)).toBe(expected);
});
