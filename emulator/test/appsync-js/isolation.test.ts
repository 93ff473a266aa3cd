import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleUtilities } from '../../appsync-js/bundleUtilities.ts';
import { openSandbox } from '../../appsync-js/openSandbox.ts';
import type { Sandbox } from '../../appsync-js/openSandbox.ts';
import { evaluateBody, evaluator } from './evaluateExpression.ts';

// The check of the language refuses most of this already; here the wall behind it is tried, without the check.
describe('the sandbox itself', () => {
  let sandbox: Sandbox;
  beforeAll(() => {
    sandbox = openSandbox(bundleUtilities());
  });

  const probe = (expression: string): unknown => {
    const id = sandbox.register(
      sandbox.compile(
        `(function () { 'use strict';\nreturn { request: function (ctx) { return ${expression}; } }; })`,
        'probe',
      ),
    );
    const field = sandbox.open('stash', '{}');
    sandbox.prepare(id, 'request', 'probe', 5000, 0, 1, 2, 3, 4, field);
    const { error, logs } = JSON.parse(sandbox.run() || '{}') as { error?: unknown; logs?: string[] };
    return error === undefined ? JSON.parse(sandbox.returned(field)) : logs?.at(-1);
  };

  it.each([
    'process',
    'require',
    'fetch',
    'Buffer',
    'setTimeout',
    'queueMicrotask',
    'structuredClone',
    'Promise',
    'Map',
    'Date',
    'Function',
    'eval',
    'Proxy',
    'Reflect',
    'Symbol',
    'WebAssembly',
    'Intl',
    'RegExp',
    'console',
  ])('has no %s', (name) => {
    expect(probe(`typeof ${name}`)).toBe('undefined');
  });

  it.each([
    'ctx.constructor.constructor("return 1")()',
    '(() => 1).constructor("return 1")()',
    '(async () => 1).constructor("return 1")()',
    'util.error.constructor("return 1")()',
    '[].map.constructor("return process")()',
    'runHandler.constructor("return 1")()',
  ])('cannot make code from text: %s', (expression) => {
    expect(probe(expression)).toMatch(/EvalError: Code generation from strings disallowed/);
  });

  it('holds only objects of its own world', () => {
    const foreign = runInNewContext('Object.prototype') as object;
    for (const expression of ['ctx', 'util', 'util.time', 'extensions', 'runtime', '[]', 'runHandler']) {
      const chain = `(() => { let p = ${expression}; let n = Object.prototype; let found = false;
        for (let i = 0; i < 5 && p; i++) { if (p === n) found = true; p = p.__proto__; } return found; })()`;
      expect([expression, probe(chain)]).toEqual([expression, true]);
    }
    expect(Object.getPrototypeOf({})).not.toBe(foreign);
  });

  it('shows no host frames through stack traces', () => {
    expect(probe('Error.captureStackTrace === undefined')).toBe(true);
    expect(probe('(() => { Error.prepareStackTrace = (e, frames) => frames; return 1; })()')).toMatch(/TypeError/);
  });

  it.each([
    'Object.prototype.leak = 1',
    'Array.prototype.leak = 1',
    'Array.prototype.map = 1',
    'Object.prototype.toString = 1',
    'Object.keys = 1',
    'JSON.stringify = 1',
    'Math.max = 1',
    'util.error = 1',
    'util.time.nowISO8601 = 1',
    'util = 1',
    '({}).__proto__.leak = 1',
    'Object.defineProperty(String.prototype, "leak", { value: 1 })',
    'Object.setPrototypeOf(util, null)',
    '(() => { ([][Object.getOwnPropertyNames([])[0]]); (function*(){})().__proto__.__proto__.leak = 1; })()',
  ])('does not let one call change what the next one sees: %s', (expression) => {
    expect(probe(expression)).toMatch(/TypeError|is read-only/);
    expect(probe('[({}).leak, [].leak, "".leak, typeof [].map, typeof util.error, Math.max(1, 2)]')).toEqual([
      null,
      null,
      null,
      'function',
      'function',
      2,
    ]);
  });

  it('still lets ordinary objects have members named like built-in ones', () => {
    expect(
      probe('(() => { const o = {}; o.toString = 1; o.constructor = 2; return Object.assign(o, { valueOf: 3 }); })()'),
    ).toEqual({ toString: 1, constructor: 2, valueOf: 3 });
    expect(probe('Object.keys({})')).toEqual([]);
  });

  it('leaves the constructor of lists as it is, on which the speed of their methods hangs', () => {
    const descriptor = "Object.getOwnPropertyDescriptor(Array.prototype, 'constructor')";
    expect(probe(`[${descriptor}.get, ${descriptor}.writable, ${descriptor}.value === [].constructor]`)).toEqual([
      null,
      false,
      true,
    ]);
  });
});

describe('calls', () => {
  it('do not share module-level variables', () => {
    const counter = evaluator.load(
      'counter',
      'const seen = [];\nexport function request(ctx) { seen.push(1); return seen.length; }',
    );
    expect([counter.evaluate('request', {}).result, counter.evaluate('request', {}).result]).toEqual([1, 1]);
  });

  it('never change the context they were given', () => {
    const context = { arguments: { list: [1] }, stash: { a: { b: 1 } } };
    const { stash } = evaluateBody('ctx.stash.a.b = 2; ctx.args.list.push(2); return 1;', context);
    expect(stash).toEqual({ a: { b: 2 } });
    expect(context).toEqual({ arguments: { list: [1] }, stash: { a: { b: 1 } } });
  });

  it('keep the members of the context, however they are reached', () => {
    const code =
      'function write(target) { target.result = 1; }\nexport function request(ctx) { write(ctx); return ctx.result; }';
    const { error, logs } = evaluator.load('writer', code).evaluate('request', { result: 0 });
    expect([error?.type, logs[0]]).toEqual(['Code', expect.stringContaining('read only')]);
  });

  it("do not carry a failed call's errors, filters or headers over", () => {
    evaluateBody(
      'util.appendError("x"); util.http.addResponseHeader("a", 1); extensions.setSubscriptionFilter(null); util.error("y");',
    );
    expect(evaluateBody('return 1;')).toEqual({
      result: 1,
      stash: {},
      appendedErrors: [],
      invalidations: [],
      cacheEvictions: [],
      responseHeaders: {},
      logs: [],
    });
  });
});
