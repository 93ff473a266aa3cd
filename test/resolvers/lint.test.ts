import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';

const refused: [what: string, rule: string, line: string][] = [
  ['throw', 'no-restricted-syntax', 'export function one() { throw "x"; }'],
  ['a constructor', 'no-restricted-syntax', 'export const two = () => new Map([[1, 2]]).size;'],
  ['Date', 'language/known-names', 'export const three = () => Date.now();'],
  ['setTimeout', 'language/known-names', 'export const four = () => setTimeout("x", 1);'],
  ['structuredClone', 'language/known-names', 'export const five = () => structuredClone({});'],
  ['process', 'language/known-names', 'export const six = () => process.env;'],
  ['parseInt', 'language/known-names', 'export const sixParsed = () => parseInt("1", 10);'],
  ['Number as a function', 'language/known-names', 'export const sixNumber = () => Number("1");'],
  ['Boolean as a callback', 'language/known-names', 'export const sixBoolean = () => [1].filter(Boolean);'],
  ['Math.abs', 'language/known-names', 'export const sixAbsolute = () => Math.abs(-1);'],
  ['Array.isArray', 'language/known-names', 'export const sixArray = () => Array.isArray([]);'],
  ['Array.prototype.at', 'language/known-names', 'export const sixAt = () => [1].at(0);'],
  ['Object.prototype.toString', 'language/known-names', 'export const sixText = () => [1].toString();'],
  ['an iterator of an array', 'language/known-names', 'export const sixKeys = () => [1].keys();'],
  ['logical assignment', 'no-restricted-syntax', 'export const sixLogical = (a: number | null) => (a ??= 1);'],
  ["a tag of one's own", 'no-restricted-syntax', 'export const sixTag = (a: () => number) => a`x`;'],
  ['a sort comparator', 'no-restricted-syntax', 'export const seven = () => [2, 1].sort((a, b) => a - b);'],
  ['try', '@aws-appsync/no-try', 'export function eight() { try { return 1; } catch { return 2; } }'],
  ['a regular expression', '@aws-appsync/no-regex', 'export const nine = () => "a".replace(/a/, "b");'],
  [
    'recursion',
    '@aws-appsync/no-recursion',
    'export function ten(n: number): number { return n < 1 ? 0 : ten(n - 1); }',
  ],
  ['await', '@aws-appsync/no-async', 'export async function eleven() { return await 1; }'],
  ['++', '@aws-appsync/no-disallowed-unary-operators', 'export function twelve() { let n = 1; n++; return n; }'],
  ['a method that is missing', '@aws-appsync/no-disallowed-methods', 'export const thirteen = () => "a".padStart(3);'],
];
const allowed = [
  'export const fourteen = (ctx: { a?: number }) => ({ b: [ctx.a ?? 1].map((n) => n + 1) });',
  'export const fifteen = (text: string) => [String.raw`a`, +text, Math.max(1, 2), Object.keys({}), text.substring(1)];',
  'export const sixteen = (list: Record<string, unknown>[]) => list.some(({ a }) => JSON.stringify(a).includes("b"));',
].join('\n');
let found: { line: number; ruleId: string | null }[];

describe('lint of resolvers', () => {
  // One run for all lines: the rules need the types of the whole repository, which take seconds to work out.
  beforeAll(async () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const text = `${[...refused.map(([, , line]) => line), allowed].join('\n')}\n`;
    const [{ messages }] = await new ESLint({ cwd: root }).lintText(text, {
      filePath: `${root}/resolvers/Query.item.ts`,
    });
    found = messages;
  });

  it.each(refused.map(([what, rule], index) => [what, rule, index + 1] as const))('refuses %s', (_what, rule, line) => {
    expect(found.filter((message) => message.line === line).map(({ ruleId }) => ruleId)).toContain(rule);
  });

  it('says nothing against what the language has', () => {
    expect(found.filter(({ line }) => line > refused.length)).toEqual([]);
  });
});
