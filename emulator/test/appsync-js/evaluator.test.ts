import { describe, expect, it } from 'vitest';
import { CodeInvalid, ContextInvalid, createEvaluator, HandlerMissing } from '../../appsync-js/index.ts';
import type { AppSyncContext } from '../../appsync-js/index.ts';
import { evaluateBody, evaluator, NOW } from './evaluateExpression.ts';

describe('createEvaluator', () => {
  it("gives the handler AWS's context: args is arguments, empty members are there", () => {
    const { result } = evaluateBody(
      `return { same: ctx.args === ctx.arguments, stash: ctx.stash, env: ctx.env,
      identity: ctx.identity, source: ctx.source, headers: ctx.request.headers, prev: ctx.prev?.result };`,
      {
        arguments: { a: 1 },
        prev: { result: [1] },
      },
    );
    expect(result).toEqual({ same: true, stash: {}, env: {}, identity: null, source: null, headers: {}, prev: [1] });
  });

  it('passes every member of the context on', () => {
    const context: AppSyncContext = {
      arguments: { id: '1' },
      source: { s: 1 },
      identity: { sub: 'u' },
      result: { r: 1 },
      prev: { result: 2 },
      request: { headers: { 'x-api-key': 'k' }, domainName: 'd' },
      stash: { t: 1 },
      env: { TABLE: 't' },
      error: { message: 'm', type: 'DynamoDB:ConditionalCheckFailedException' },
      info: {
        fieldName: 'f',
        parentTypeName: 'Query',
        variables: { v: 1 },
        selectionSetList: ['id'],
        selectionSetGraphQL: '{id}',
      },
      outErrors: [],
    };
    expect(evaluateBody('return ctx;', context).result).toEqual({ ...context, args: { id: '1' } });
  });

  it('hands on texts as they are, each call with copies of its own', () => {
    const code =
      'export function request(ctx) { ctx.stash.list.push(ctx.args.n); ctx.args.n = 9; return { n: ctx.args.n, u: undefined }; }\n' +
      'export function response(ctx) { return ctx.args.n; }';
    const loaded = createEvaluator().load('texts', code);
    const first = loaded.evaluateTexts('request', { arguments: '{"n":1}', stash: '{"list":[]}' });
    expect([first.resultText, first.stashText]).toEqual(['{"n":9,"u":null}', '{"list":[1]}']);
    const untouched = '{ "list" : [ 1 ] }';
    const second = loaded.evaluateTexts('response', { arguments: '{"n":1}', stash: untouched });
    expect([second.resultText, second.stashText]).toEqual(['1', untouched]);
  });

  it('is repeatable with a fixed clock and fixed bytes, and fresh without', () => {
    const code =
      "import { util } from '@aws-appsync/utils';\nexport function request(ctx) {\n" +
      'return [util.autoId(), util.autoUlid(), util.autoKsuid(), util.time.nowISO8601(), util.math.randomDouble()]; }';
    const fixed = { now: () => NOW, randomBytes: (size: number) => new Uint8Array(size).fill(9) };
    const run = (options = {}): unknown => createEvaluator(options).load('ids', code).evaluate('request', {}).result;
    expect(run(fixed)).toEqual(run(fixed));
    expect(run()).not.toEqual(run());
  });

  it('compiles the same text once', () => {
    const own = createEvaluator();
    const code = 'export function request(ctx) { return 1; }';
    const first = own.load('a', code);
    expect(own.load('a', code).evaluate('request', {})).toEqual(first.evaluate('request', {}));
    expect([first.has('request'), first.has('response')]).toEqual([true, false]);
  });

  it("throws the caller's faults", () => {
    const loaded = evaluator.load('one', 'export function request(ctx) { return 1; }');
    expect(() => loaded.evaluate('response', {})).toThrow(HandlerMissing);
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    expect(() => loaded.evaluate('request', { arguments: circular })).toThrow(ContextInvalid);
    expect(() => loaded.evaluate('request', null as unknown as AppSyncContext)).toThrow(ContextInvalid);
  });

  it('writes logs with level, place and JSON, as CloudWatch shows them', () => {
    const { logs } = evaluator
      .load(
        'logs',
        'export function request(ctx) {\n  console.log("This request is allowed");\n' +
          '  console.error({ a: [1] }, undefined, 2); console.log();\n}',
      )
      .evaluate('request', {});
    expect(logs).toEqual([
      'INFO - code.js:2:3: "This request is allowed"',
      'ERROR - code.js:3:3: {"a":[1]} undefined 2',
      'INFO - code.js:3:44: ',
    ]);
  });

  it('answers a result that has no JSON form with a failure', () => {
    const { error, result } = evaluateBody('const a = {}; a.self = a; return a;');
    expect({ error, result }).toEqual({ error: { message: 'Runtime Error', type: 'Code' }, result: null });
  });
});

describe('runaway code is stopped', () => {
  const hasty = createEvaluator({ timeoutMilliseconds: 100 });
  const timedOut = { message: 'Code execution timed out after 100 ms', type: 'Code' };
  const list = Array.from({ length: 300 }, (_each, index) => index);

  it('in array methods within array methods', () => {
    const code =
      'export function request(ctx) { const l = ctx.args.list;\n' +
      'l.forEach(() => l.forEach(() => l.forEach(() => l.forEach(() => l.forEach((x) => x))))); return 1; }';
    const loaded = hasty.load('nested', code);
    expect(loaded.evaluate('request', { arguments: { list } }).error).toEqual(timedOut);
    expect(loaded.evaluate('request', { arguments: { list: [1] } }).result).toBe(1);
  });

  it('in a pattern that backtracks without end', () => {
    const code =
      "import { util } from '@aws-appsync/utils';\n" +
      'export function request(ctx) { return util.matches(ctx.args.pattern, ctx.args.text); }';
    const loaded = hasty.load('pattern', code);
    const text = `${'a'.repeat(40)}!`;
    const evaluation = loaded.evaluate('request', { arguments: { pattern: '(a+)+b', text }, stash: { kept: 1 } });
    expect(evaluation).toMatchObject({ error: timedOut, result: null, stash: { kept: 1 } });
    expect(loaded.evaluate('request', { arguments: { pattern: 'a+!', text } }).result).toBe(true);
  });

  it.each([
    ['a constant', "const p = '(a+)+b'; return util.matches(p, ctx.args.text);"],
    ['a variable that changes', "let p = 'a'; p = '(a+)+b'; return util.matches(p, ctx.args.text);"],
    ['a variable changed by destructuring', "let p = 'a'; [p] = ['(a+)+b']; return util.matches(p, ctx.args.text);"],
    ['a method of strings', "return ctx.args.text.replace('^(a+)+b', '');"],
    ['a destructured method', "const { matches } = util; return matches('(a+)+b', ctx.args.text);"],
    ['a method by its name', "return util['matches']('(a+)+b', ctx.args.text);"],
  ])('in a pattern given as %s', (_what, body) => {
    const code = `import { util } from '@aws-appsync/utils';\nexport function request(ctx) { ${body} }`;
    const text = `${'a'.repeat(40)}!`;
    expect(hasty.load('pattern', code).evaluate('request', { arguments: { text } }).error).toEqual(timedOut);
  });
});

describe('code that nests deeper than a parser can go is refused', () => {
  it.each([
    ['operands', Array(7000).fill('1').join('+')],
    ['conditions', Array(5000).fill('true').join('&&')],
    ['brackets', `${'['.repeat(9000)}${']'.repeat(9000)}`],
    ['parentheses', `${'('.repeat(9000)}1${')'.repeat(9000)}`],
  ])('by %s', (_what, expression) => {
    const code = `export function request() { return { payload: ${expression} }; }`;
    const load = (): unknown => createEvaluator().load('deep', code);
    expect(load).toThrow(CodeInvalid);
    expect(load).toThrow('nests too deeply');
  });
});
