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
    return failure.findings.map(({ line, column, rule = '', message }) => `${line}:${column} ${rule} ${message}`);
  }
}

const inHandler = (statements: string): string[] => findingsOf(`export function request(ctx) {\n${statements}\n}`);

// https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html and @aws-appsync/eslint-plugin.
describe('what APPSYNC_JS lacks is refused with its place', () => {
  it.each([
    ['for (let i = 0; i < 3; i += 1) {}', '2:1 @aws-appsync/no-for For statements are not supported.'],
    ['while (true) {}', '2:1 @aws-appsync/no-while While statements are not supported.'],
    ['do {} while (true)', '2:1 @aws-appsync/no-while do...while statements are not supported.'],
    ['for (const x of []) { continue; }', '2:23 @aws-appsync/no-continue Continue statements are not supported'],
    ['a: for (const x of []) { break a; }', '2:1 @aws-appsync/no-labels Labeled statements are not supported.'],
    ['try {} catch { }', '2:1 @aws-appsync/no-try Try statements are not supported.'],
    ['throw "x";', '2:1  throw is not supported'],
    ['let i = 0; i++;', '2:12 @aws-appsync/no-disallowed-unary-operators The operator ++ is not supported'],
    ['let i = 0; --i;', '2:12 @aws-appsync/no-disallowed-unary-operators The operator -- is not supported'],
    ['return ~1;', '2:8 @aws-appsync/no-disallowed-unary-operators The operator ~ is not supported'],
    ['return "a" in ctx;', '2:8 @aws-appsync/no-in-operator in operator is not supported. Use Object.hasOwn().'],
    [
      'return ctx instanceof Object;',
      '2:8 @aws-appsync/no-disallowed-binary-operators The operator instanceof is not supported',
    ],
    ['return "a".replace(/a/, "b");', '2:20 @aws-appsync/no-regex Regex literals are not supported.'],
    ['class A {}', '2:1 @aws-appsync/no-classes Class declarations are not supported.'],
    ['return this;', '2:8 @aws-appsync/no-this This expressions are not supported.'],
    ['return new Map();', '2:8  new is not supported'],
    ['return 1n;', '2:8  BigInt'],
    ['const f = async () => 1;', '2:11 @aws-appsync/no-async Async functions are not supported.'],
    ['function* g() { yield 1; }', '2:1 @aws-appsync/no-generators Generator functions are not supported.'],
    ['return import("fs");', '2:8  dynamic import'],
    ['return Date.now();', '2:8  Invalid function: Date.now'],
    ['return process.env.A;', '2:8  process does not exist'],
    ['return fetch("x");', '2:8  Invalid function: fetch [code: INVALID_FUNCTION_INVOCATION]'],
    ['return require("fs");', '2:8  Invalid function: require'],
    ['return globalThis.process;', '2:8  globalThis does not exist'],
    ['setTimeout(ctx, 1);', '2:1  Invalid function: setTimeout'],
    ['return structuredClone(ctx);', '2:8  Invalid function: structuredClone'],
    ['return arguments[0];', '2:8  arguments does not exist'],
    [
      'return [2, 1].sort((a, b) => a - b);',
      '2:8 @aws-appsync/no-function-passing Functions can not be passed as an argument',
    ],
    [
      'return "a".replace("a", (x) => x);',
      '2:8 @aws-appsync/no-function-passing Functions can not be passed as an argument',
    ],
    ['const f = (g) => 1; return f(() => 2);', '2:28 @aws-appsync/no-function-passing'],
    ['const f = () => 1; return f;', '2:20 @aws-appsync/no-function-return returning a function is not allowed'],
    ['const f = () => () => 1; return f();', '2:11 @aws-appsync/no-function-return'],
    ['return [2, 1].sort(ctx.args.order);', '2:8  sort() does not take arguments'],
    ['return Array.from([1]);', '2:8  Invalid function: Array.from'],
    ['return Object.freeze({});', '2:8  Invalid function: Object.freeze'],
    ['return Object.fromEntries([]);', '2:8  Invalid function: Object.fromEntries'],
    ['return "a".padStart(3);', '2:8 @aws-appsync/no-disallowed-methods Method padStart is not implemented'],
    ['return "a".charCodeAt(0);', '2:8 @aws-appsync/no-disallowed-methods Method charCodeAt is not implemented'],
    [
      'return "a".localeCompare("b");',
      '2:8 @aws-appsync/no-disallowed-methods Method localeCompare is not implemented',
    ],
    ['return ctx.constructor;', '2:8  constructor'],
    ['return ctx["__proto__"];', '2:8  __proto__'],
    ['console.warn("x");', '2:1  Invalid function: console.warn'],
    ['return util.toJson({});', '2:8  util has no member toJson'],
    ['return util.isNull(1);', '2:8  util has no member isNull'],
    ['return util.time.now();', '2:8  util.time has no member now'],
    // aws-appsync-community#303, #295, and what else AWS's page does not list.
    ['return parseInt("1", 10);', '2:8  Invalid function: parseInt [code: INVALID_FUNCTION_INVOCATION]'],
    ['return parseFloat("1");', '2:8  Invalid function: parseFloat'],
    ['return Number("1");', '2:8  Invalid function: Number'],
    ['return String(1);', '2:8  Invalid function: String'],
    ['return Boolean(1);', '2:8  Invalid function: Boolean'],
    ['return isNaN(1);', '2:8  Invalid function: isNaN'],
    ['return encodeURIComponent("a");', '2:8  Invalid function: encodeURIComponent'],
    ['return Error("a");', '2:8  Invalid function: Error'],
    ['return Math.abs(-1);', '2:8  Invalid function: Math.abs'],
    ['return Math["trunc"](1.5);', '2:8  Invalid function: Math.trunc'],
    ['return Math.PI;', '2:8  Math.PI is not supported'],
    ['return Number.parseInt("1");', '2:8  Invalid function: Number.parseInt'],
    ['return Array.isArray([]);', '2:8  Invalid function: Array.isArray'],
    ['const { abs } = Math; return abs(1);', '2:17  Math does not exist'],
    ['return [1].map(Object.keys);', '2:16  Object.keys is not supported as a value'],
    ['return [1].filter(Boolean);', '2:19  Boolean does not exist'],
    ['return [1].entries();', '2:8 @aws-appsync/no-disallowed-methods Method entries is not implemented'],
    ['for (const k of [1].keys()) ctx.stash.k = k;', '2:17 @aws-appsync/no-disallowed-methods'],
    ['return [1].values();', '2:8 @aws-appsync/no-disallowed-methods'],
    ['return [1].at(0);', '2:8 @aws-appsync/no-disallowed-methods Method at is not implemented'],
    ['return (1).toFixed(2);', '2:8 @aws-appsync/no-disallowed-methods'],
    ['return "a".match("a");', '2:8 @aws-appsync/no-disallowed-methods'],
    ['return ctx.args[ctx.args.name]();', '2:8 @aws-appsync/no-disallowed-methods'],
    ['return util.error`a`;', '2:8  a template can be tagged with String.raw only'],
    ['let a = null; a ??= 1;', '2:15  the operator ??= is not supported'],
    ['return (1, 2);', '2:9  the operator , is not supported'],
    ['return { get a() { return 1; } };', '2:10  GetAccessor is not among the supported syntax'],
    ['debugger;', '2:1  DebuggerStatement is not among the supported syntax'],
    ['const f = () => 1; const g = f; return g();', '2:26 @aws-appsync/no-function-reassign'],
    ['const f = () => 1; let g; g = f; return g();', '2:27 @aws-appsync/no-function-reassign re-assigning function'],
  ])('%s', (statements, expected) => {
    expect(inHandler(statements)[0]).toContain(expected);
  });

  const RULE = '@aws-appsync/no-disallowed-re-assignment';
  it.each([
    ['ctx.result = 1;', `2:1 ${RULE} ctx is readonly. Adding/Updating result is not supported.`],
    ['delete ctx.stash;', `2:1 ${RULE} ctx is readonly. Adding/Updating stash is not supported.`],
    ['ctx = {};', `2:1 ${RULE} ctx is readonly and re-assignment is not supported.`],
    ['ctx[ctx.args.name] = 1;', `2:1 ${RULE} ctx is readonly adding/modifying properties is not supported.`],
    ['({ a: ctx.stash } = { a: 1 });', `2:2 ${RULE} ctx is readonly. Adding/Updating stash`],
    ['for (ctx.args of [1]) {}', `2:1 ${RULE} ctx is readonly. Adding/Updating args`],
    [
      'const alias = ctx; const other = alias; other.result = 1;',
      `2:41 ${RULE} other is readonly. Adding/Updating result`,
    ],
    ['Object.assign(ctx, { stash: {} });', `2:1 ${RULE} ctx is readonly adding/modifying`],
  ])('%s', (statements, expected) => {
    expect(inHandler(statements)[0]).toContain(expected);
  });

  it('keeps the context of an arrow function too, and leaves what lies deeper to the code', () => {
    expect(findingsOf('export const request = (context) => { context.prev = 1; };')).toHaveLength(1);
    expect(
      inHandler('ctx.stash.a = 1; ctx.args.b = 2; Object.assign(ctx.stash, { c: 3 }); delete ctx.stash.c;'),
    ).toEqual([]);
    expect(findingsOf('const helper = (ctx) => { ctx.a = 1; };')).toEqual([]);
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
    expect(findingsOf('function a(n) { return n > 0 ? a(n - 1) : 0; }')).toEqual([
      '1:32 @aws-appsync/no-recursion Recursive function calls not supported. Detected cycle in a',
    ]);
    expect(findingsOf('const a = (n) => b(n);\nconst b = (n) => a(n);\nconst c = (n) => a(n);')).toEqual([
      '1:18 @aws-appsync/no-recursion Recursive function calls not supported. Detected cycle in b',
      '2:18 @aws-appsync/no-recursion Recursive function calls not supported. Detected cycle in a',
    ]);
    expect(findingsOf('function a(n) { return n.map((each) => a(each)); }')).toEqual([
      '1:40 @aws-appsync/no-recursion Recursive function calls not supported. Detected cycle in a',
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
    'return [3, 1, 2].sort().filter((x) => x).map((x) => `${x}`).flatMap((x) => [x, x]).reduce((a, b) => a + b, "");',
    'return Object.keys({}).concat(Object.values({}), Object.entries({})).length + +"1" + Math.max(1, 2);',
    'const { error } = ctx; if (error) util.error(error.message, error.type); ctx.stash.a = 1; return typeof error;',
    'return [String.raw`a\\n${1}`, "abc".substring(1), ["a"].includes("a"), Number.isNaN(NaN), JSON.stringify({})];',
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

// aws-appsync-community#371: reduce, map and for-of; the other methods by analogy.
describe('loops and array methods end without a word after 1,000 elements', () => {
  const list = Array.from({ length: 1500 }, (_each, index) => index);
  const object = Object.fromEntries(list.map((index) => [`k${index}`, index]));

  it.each([
    ['let n = 0; for (const x of ctx.args.list) n += 1; return n;', 1000],
    ['let n = 0; for (const x in ctx.args.object) { n += 1; } return n;', 1000],
    ['let n = 0; for (const x of ctx.args.list) { for (const k in { a: 1, b: 2 }) { n += 1; } } return n;', 2000],
    ['return ctx.args.list.map((x) => x).length;', 1000],
    ['return ctx.args?.list.map((x) => x)?.length;', 1000],
    ['return ctx.args.missing?.map((x) => x) ?? "none";', 'none'],
    ['return ctx.args.list.reduce((sum) => sum + 1, 0);', 1000],
    ['return ctx.args.list.filter((x) => x >= 999);', [999]],
    ['return ctx.args.list.find((x) => x === 1000) ?? "none";', 'none'],
    ['return ctx.args.list.some((x) => x === 1000);', false],
    ['return ctx.args.list.every((x) => x < 1000);', true],
    ['return ctx.args.list.flatMap((x) => [x, x]).length;', 2000],
    ['return ctx.args.list.reduceRight((least, x) => x, 0);', 500],
    ['return ctx.args.list.findLastIndex((x) => x === 500);', 500],
    [
      'return [ctx.args.list.slice(1000).map((x) => x).length, ctx.args.list.length, ctx.args.list.includes(1400)];',
      [500, 1500, true],
    ],
    ['return ddb.put({ key: { id: 1 }, item: { list: ctx.args.list } }).attributeValues.list.L.length;', 1500],
  ])('%s', (body, expected) => {
    expect(evaluateBody(body, { arguments: { list, object } })).toMatchObject({ result: expected, logs: [] });
  });

  it('in code without spaces too', () => {
    const body =
      'let n=0;for(const x of[1,2])n+=x;for(const k in{a:1})n+=1;const f=()=>{return"a"??util.autoId()};return[n,f()]';
    expect(evaluateBody(body).result).toEqual([4, 'a']);
  });

  it('names a missing method as it was written', () => {
    expect(evaluateBody('return ctx.args.one.map((x) => x);', { arguments: { one: 1 } }).error?.message).toMatch(
      /^code\.js:4:\d+: TypeError: ctx\.args\.one\.map is not a function$/,
    );
  });
});
