import { describe, expect, it } from 'vitest';
import { evaluateBody, evaluateExpression } from './evaluateExpression.ts';

// AWS translates the code instead of running it, and users reported where that shows. Code must hold up under both.
describe('null and undefined are one value (aws-appsync-community#305)', () => {
  it.each([
    ['undefined === null', true],
    ['void 0 === null', true],
    ['undefined !== null', false],
    ['ctx.args.missing === ctx.args.nothing', true],
    ['ctx.args.missing !== ctx.args.nothing', false],
    ['ctx.args.missing === null', true],
    ['ctx.args.zero === null', false],
    ['ctx.args.zero === 0', true],
    ['ctx.args.zero === ctx.args.no', false],
    ['ctx.args.list === ctx.args.list', true],
    ['ctx.args.list.length === 2 && ctx.args.zero !== ctx.args.no', true],
    ['(ctx.args.zero === 0) === (ctx.args.no === false)', true],
    ['typeof ctx.args.missing === "undefined"', true],
  ])('%s is %s', (expression, expected) => {
    const context = { arguments: { nothing: null, zero: 0, no: false, list: [1, 2] } };
    expect(evaluateExpression(expression, context)).toBe(expected);
  });

  it('members that are undefined arrive as null in results, stash and errors', () => {
    const { result, stash } = evaluateBody(
      'ctx.stash.a = undefined; return { b: undefined, c: [{ d: undefined }], e: 1 };',
    );
    expect({ result, stash }).toEqual({ result: { b: null, c: [{ d: null }], e: 1 }, stash: { a: null } });
    expect(evaluateBody('util.error("x", undefined, { a: undefined });').error).toEqual({
      message: 'x',
      data: { a: null },
    });
  });

  it('writes them to DynamoDB as NULL', () => {
    expect(evaluateExpression('ddb.put({ key: { id: "1" }, item: { title: ctx.args.title } })')).toMatchObject({
      attributeValues: { title: { NULL: null } },
    });
    expect(evaluateExpression('ddb.update({ key: { id: "1" }, update: { title: ctx.args.title } })')).toMatchObject({
      update: { expression: 'SET #expName_1 = :expValue_1', expressionValues: { ':expValue_1': { NULL: null } } },
    });
  });
});

describe('a call on the right of ?? is always made (aws-appsync-community#403, amplify-category-api#3170)', () => {
  it('even when the left is there, but its value is not used', () => {
    const body =
      'const seen = []; const mark = (name) => { seen.push(name); return name; };\n' +
      'const a = "left" ?? mark("one"); const b = null ?? mark("two"); const c = a ?? b ?? mark("three");\n' +
      'return { a, b, c, seen };';
    expect(evaluateBody(body).result).toEqual({ a: 'left', b: 'two', c: 'left', seen: ['one', 'two', 'three'] });
    expect(evaluateBody('return "left" ?? util.error("called");').error).toEqual({ message: 'called' });
  });

  it('while a conditional expression makes it only when needed', () => {
    expect(evaluateExpression('ctx.args ? "left" : util.error("called")')).toBe('left');
  });

  it('and without a call ?? is as everywhere', () => {
    expect(evaluateExpression('[null ?? 1, 0 ?? 1, undefined ?? (() => 1) ? 2 : 3]')).toEqual([1, 0, 2]);
  });
});

it('a compound assignment used as a value is the empty string (amplify-category-api#3192)', () => {
  expect(evaluateBody('let text = "a"; const value = text += "b"; text += "c"; return [value, text];').result).toEqual([
    '',
    'abc',
  ]);
  expect(evaluateBody('let sum = 0; [1, 2].forEach((n) => sum += n); return sum;').result).toBe(3);
});

it('join writes null for what is missing (aws-appsync-community#335)', () => {
  expect(evaluateExpression('[["foo", undefined].join("/"), ["foo", null, 1].join(), [].join("-")]')).toEqual([
    'foo/null',
    'foo,null,1',
    '',
  ]);
});

it('keeps nested rewritings apart', () => {
  const body = `const pick = (x) => x === null ? 0 : x;
    const out = [];
    for (const x of [1, null]) if (x === ctx.args.one) out.push((x ?? pick(x)) === 1 ? 'one' : pick(x) ?? pick(null)); else out.push(pick(x));
    let n = 1; const m = (n += pick(2)) === '' ? out.map((each) => each === 'one' ? (n += 1) : each ?? pick(each)) : null;
    console.log(n === 3, m ?? pick(null)); return { out, m, n };`;
  const { result, logs } = evaluateBody(body, { arguments: { one: 1 } });
  expect(result).toEqual({ out: ['one', 0], m: ['', 0], n: 4 });
  expect(logs[0]).toMatch(/: false \["",0\]$/);
});
