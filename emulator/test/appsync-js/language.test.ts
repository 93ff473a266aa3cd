import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { CodeInvalid, CodeTooLarge } from '../../appsync-js/index.ts';
import { evaluateBody, evaluator } from './evaluateExpression.ts';

/** What the check says about statements inside a request handler, as `line:column message`. */
function findingsOf(code: string): string[] {
  try {
    evaluator.load('code.js', code);
    return [];
  } catch (failure) {
    if (!(failure instanceof CodeInvalid)) throw failure;
    return failure.findings.map(({ line, column, message }) => `${line}:${column} ${message}`);
  }
}

const inHandler = (statements: string): string[] => findingsOf(`export function request(ctx) {\n${statements}\n}`);

// https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html and @aws-appsync/eslint-plugin.
describe('what APPSYNC_JS lacks is refused with its place', () => {
  it.each([
    ['for (let i = 0; i < 3; i += 1) {}', '2:1 for(;;)'],
    ['while (true) {}', '2:1 while'],
    ['do {} while (true)', '2:1 do-while'],
    ['for (const x of []) { continue; }', '2:23 continue'],
    ['a: for (const x of []) { break a; }', '2:1 labels'],
    ['try {} catch { }', '2:1 try'],
    ['throw "x";', '2:1 throw'],
    ['let i = 0; i++;', '2:12 ++'],
    ['let i = 0; --i;', '2:12 --'],
    ['return ~1;', '2:8 ~'],
    ['return "a" in ctx;', '2:8 the operator in'],
    ['return ctx instanceof Object;', '2:8 instanceof'],
    ['return "a".replace(/a/, "b");', '2:20 regular expression'],
    ['class A {}', '2:1 classes'],
    ['return this;', '2:8 this'],
    ['return new Map();', '2:8 new'],
    ['return 1n;', '2:8 BigInt'],
    ['const f = async () => 1;', '2:11 async'],
    ['function* g() { yield 1; }', '2:1 generators'],
    ['return import("fs");', '2:8 dynamic import'],
    ['return Date.now();', '2:8 Date does not exist'],
    ['return process.env.A;', '2:8 process does not exist'],
    ['return fetch("x");', '2:8 fetch does not exist'],
    ['return require("fs");', '2:8 require does not exist'],
    ['return globalThis.process;', '2:8 globalThis does not exist'],
    ['setTimeout(ctx, 1);', '2:1 setTimeout does not exist'],
    ['return structuredClone(ctx);', '2:8 structuredClone does not exist'],
    ['return arguments[0];', '2:8 arguments does not exist'],
    ['return [2, 1].sort((a, b) => a - b);', '2:8 .sort() with a comparator'],
    ['return "a".replace("a", (x) => x);', '2:8 functions can be passed only'],
    ['const f = (g) => 1; return f(() => 2);', '2:28 functions can be passed only'],
    ['const f = () => 1; return f;', '2:20 a function cannot be returned'],
    ['const f = () => () => 1; return f();', '2:11 a function cannot be returned'],
    ['return Array.from([1]);', '2:8 Array.from'],
    ['return Object.freeze({});', '2:8 Object.freeze'],
    ['return Object.fromEntries([]);', '2:8 Object.fromEntries'],
    ['return "a".padStart(3);', '2:8 .padStart()'],
    ['return "a".charCodeAt(0);', '2:8 .charCodeAt()'],
    ['return "a".localeCompare("b");', '2:8 .localeCompare()'],
    ['return ctx.constructor;', '2:8 constructor'],
    ['return ctx["__proto__"];', '2:8 __proto__'],
    ['console.warn("x");', '2:1 console.warn'],
    ['return util.toJson({});', '2:8 util has no member toJson'],
    ['return util.isNull(1);', '2:8 util has no member isNull'],
    ['return util.time.now();', '2:8 util.time has no member now'],
    ['ctx.result = 1;', '2:1 ctx.result is read-only'],
    ['delete ctx.stash;', '2:1 ctx.stash is read-only'],
  ])('%s', (statements, expected) => {
    expect(inHandler(statements)[0]).toContain(expected);
  });

  it.each([
    ["import fs from 'node:fs';", '"node:fs" cannot be imported'],
    ["import { helper } from './helper.js';", 'bundle it into the file'],
    ["import { select } from '@aws-appsync/utils/rds';", 'no Amazon RDS data source'],
    ["import { converse } from '@aws-appsync/utils/ai';", 'no Amazon Bedrock data source'],
    ["import util from '@aws-appsync/utils';", 'no default export'],
    ["import { putItem } from '@aws-appsync/utils/dynamodb';", 'does not export putItem'],
    [
      "import * as ddb from '@aws-appsync/utils/dynamodb';\nexport const a = ddb.putItem({});",
      'ddb has no member putItem',
    ],
    ['export default function request() {}', 'default'],
  ])('%s', (code, expected) => {
    expect(findingsOf(code).join('\n')).toContain(expected);
  });

  it('finds recursion, direct and through others', () => {
    expect(findingsOf('function a(n) { return n > 0 ? a(n - 1) : 0; }')).toEqual(['1:32 recursion is not supported']);
    expect(findingsOf('const a = (n) => b(n);\nconst b = (n) => a(n);\nconst c = (n) => a(n);')).toEqual([
      '1:18 recursion is not supported',
      '2:18 recursion is not supported',
    ]);
    expect(findingsOf('function a(n) { return n.map((each) => a(each)); }')).toEqual([
      '1:40 recursion is not supported',
    ]);
  });

  it('reports every finding, in order, and syntax errors with their place', () => {
    expect(inHandler('throw 1;\nlet i = 0;\ni++;').map((each) => each.split(' ')[0])).toEqual(['2:1', '4:1']);
    expect(findingsOf('export function request(ctx) {\n  return {;\n}')[0]).toMatch(/^2:11 /);
    expect(findingsOf('const a = 1;\nconst a = 2;')[0]).toMatch(/^2:\d+ .*already been declared/);
  });

  it('names the limit when the code is too large', () => {
    const code = `export function request(ctx) { return ${JSON.stringify('x'.repeat(32_768))}; }`;
    expect(() => evaluator.load('big', code)).toThrow(CodeTooLarge);
    expect(() => evaluator.load('big', code)).toThrow(/big has 328\d\d characters; AppSync takes at most 32768/);
  });
});

describe('what the language has is let through', () => {
  it.each([
    'const { a = 1, ...rest } = ctx.args; return [a, rest, `${a}`, a ?? 2, ctx.args?.b?.c, a ** 2, a << 1];',
    'const names = { length: 1, sort: 2, search: 3, call: 4 }; return names.search + names.call;',
    'let total = 0; for (const x of [1, 2]) { total += x; } for (const k in { a: 1 }) total += 1; return total;',
    'switch (ctx.args.a) { case 1: { return 2; } default: return void 0; }',
    'const request = (x) => x; return request(1);',
    'return [3, 1, 2].sort().filter(Boolean).map(String).flatMap((x) => [x, x]).reduce((a, b) => a + b, "");',
    'return Object.keys({}).concat(Object.values({}), Object.entries({})).length + Number.parseInt("1") + Math.max(1, 2);',
    'const { error } = ctx; if (error) util.error(error.message, error.type); ctx.stash.a = 1; return typeof error;',
    'var first = 1; { var second = 2; } return first + second;',
  ])('%s', (statements) => {
    expect(inHandler(statements)).toEqual([]);
  });

  it('esbuild bundles of several files pass and run', () => {
    const code = buildSync({
      stdin: {
        contents: `import { util } from '@aws-appsync/utils';
          import * as ddb from '@aws-appsync/utils/dynamodb';
          import { keyOf } from './keyOf.ts';
          export function request(ctx: { args: { id: string } }) { return ddb.get({ key: keyOf(ctx.args.id) }); }
          export const response = (ctx: { result: unknown }) => ctx.result ?? util.error('gone', 'NotFound');`,
        loader: 'ts',
        resolveDir: fileURLToPath(new URL('./fixtures/', import.meta.url)),
      },
      bundle: true,
      write: false,
      format: 'esm',
      target: 'esnext',
      platform: 'node',
      sourcemap: 'inline',
      sourcesContent: false,
      outfile: 'out.js',
      external: ['@aws-appsync/utils'],
    }).outputFiles[0].text;
    const loaded = evaluator.load('bundle', code);
    expect([loaded.has('request'), loaded.has('response')]).toEqual([true, true]);
    expect(loaded.evaluate('request', { arguments: { id: '7' } }).result).toEqual({
      operation: 'GetItem',
      key: { pk: { S: 'ITEM#7' } },
    });
    expect(loaded.evaluate('response', { result: null }).error).toEqual({ message: 'gone', type: 'NotFound' });
  });
});

describe('the quota of 1,000 loop iterations', () => {
  const list = Array.from({ length: 1001 }, (_each, index) => index);

  it('lets 1,000 through and stops the next', () => {
    const body = 'let n = 0; for (const x of ctx.args.list) n += 1; return n;';
    expect(evaluateBody(body, { arguments: { list: list.slice(1) } }).result).toBe(1000);
    const { error, logs } = evaluateBody(body, { arguments: { list } });
    expect(error).toEqual({ message: 'Runtime Error', type: 'Code' });
    expect(logs[0]).toContain('More than 1000 loop iterations');
  });

  it('counts for-of and for-in of a call together', () => {
    const half = list.slice(0, 501);
    const body = 'for (const x of ctx.args.half) { for (const k in { a: 1 }) { ctx.stash.k = k; } } return 1;';
    expect(evaluateBody(body, { arguments: { half } }).error?.message).toBe('Runtime Error');
    expect(evaluateBody(body, { arguments: { half: half.slice(1) } }).result).toBe(1);
  });

  it('does not count array methods', () => {
    expect(evaluateBody('return ctx.args.list.map((x) => x + 1).length;', { arguments: { list } }).result).toBe(1001);
  });
});
