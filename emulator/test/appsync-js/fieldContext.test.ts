import { describe, expect, it } from 'vitest';
import { createEvaluator } from '../../appsync-js/index.ts';
import type { FieldContext } from '../../appsync-js/index.ts';

const evaluator = createEvaluator();
const load = (body: string) =>
  evaluator.load(
    `code${body.length}`,
    `import { util, runtime } from '@aws-appsync/utils';\nexport function request(ctx) {\n${body}\n}`,
  );
const run = (field: FieldContext, body: string): unknown => {
  const { error } = load(body).run('request', field);
  return error ?? JSON.parse(field.returned());
};

describe('the context of a field, kept in the sandbox between handlers', () => {
  it('gives every handler copies: of what was returned, and of what one object was twice', () => {
    const field = evaluator.open({ stash: '{}', arguments: '{"list":[1]}' });
    run(field, 'ctx.stash.a = ctx.args.list; ctx.stash.b = ctx.args.list; ctx.stash.u = undefined; return ctx.stash;');
    field.passOn();
    const seen =
      'ctx.stash.a.push(2); ctx.prev.result.a.push(3); ctx.args.list.push(4); return { ...ctx.stash, p: ctx.prev.result, args: ctx.args };';
    const first = { a: [1, 2], b: [1], u: null, p: { a: [1, 3], b: [1], u: null }, args: { list: [1, 4] } };
    expect(run(field, seen)).toEqual(first);
    // What the code did to the previous result and the arguments is gone, what it did to the stash is not.
    expect(run(field, seen)).toEqual({ ...first, a: [1, 2, 2] });
    expect(JSON.parse(field.stash())).toEqual({ a: [1, 2, 2], b: [1], u: null });
    field.close();
  });

  it('takes JSON for a result, and forgets results and errors when it goes on', () => {
    const field = evaluator.open({ prev: 'null', result: 'null', error: 'null' });
    const seen = 'return [ctx.prev, ctx.result, ctx.error];';
    expect(run(field, seen)).toEqual([null, null, null]);
    load(seen).run('request', field, { result: '{"n":1}', error: '{"message":"m"}' });
    expect(field.returned()).toBe('[null,{"n":1},{"message":"m"}]');
    field.give('{"given":true}');
    field.passOn();
    expect(run(field, seen)).toEqual([{ result: { given: true } }, null, null]);
    field.passOn();
    load(seen).run('request', field, { isReturned: true });
    const returned = [{ result: { given: true } }, null, null];
    expect(JSON.parse(field.returned())).toEqual([{ result: returned }, returned, null]);
  });

  it('keeps appended errors for the handlers that follow, and the value of an early return', () => {
    const field = evaluator.open({ stash: '{}' });
    const did = load("util.appendError('one', 'T'); runtime.earlyReturn({ early: undefined });").run('request', field);
    expect(did).toMatchObject({ appendedErrors: [{ message: 'one', type: 'T' }], earlyReturn: {} });
    expect(field.returned()).toBe('{"early":null}');
    expect(run(field, 'return ctx.outErrors;')).toMatchObject([{ message: 'one', type: 'T' }]);
  });

  it('keeps fields apart, and says what refers to itself', () => {
    const [one, other] = [evaluator.open({ stash: '{}' }), evaluator.open({ stash: '{}' })];
    run(one, "ctx.stash.mine = 'one'; return 1;");
    expect(run(other, 'return ctx.stash;')).toEqual({});
    expect(run(other, 'const a = {}; a.a = a; return a;')).toMatchObject({ type: 'Code' });
    expect(other.returned()).toBe('null');
  });
});
