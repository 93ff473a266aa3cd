import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';

const refused: [what: string, rule: string, line: string][] = [
  ['throw', 'no-restricted-syntax', 'export function one() { throw "x"; }'],
  ['a constructor', 'no-restricted-syntax', 'export const two = () => new Map([[1, 2]]).size;'],
  ['Date', 'no-restricted-globals', 'export const three = () => Date.now();'],
  ['setTimeout', 'no-restricted-globals', 'export const four = () => setTimeout("x", 1);'],
  ['structuredClone', 'no-restricted-globals', 'export const five = () => structuredClone({});'],
  ['process', 'no-restricted-globals', 'export const six = () => process.env;'],
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
const allowed = 'export const fourteen = (ctx: { a?: number }) => ({ b: [ctx.a ?? 1].map((n) => n + 1) });';
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
