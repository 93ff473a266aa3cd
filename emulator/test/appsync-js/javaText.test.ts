import { describe, expect, it } from 'vitest';
import { evaluateBody, evaluateExpression } from './evaluateExpression.ts';
import recorded from './fixtures/javaPatterns.json' with { type: 'json' };

/** The value of an expression over arguments; null when the handler failed. */
function answer(expression: string, args: Record<string, unknown>): unknown {
  const { result, error } = evaluateBody(`return ${expression};`, { arguments: args });
  return error === undefined ? result : null;
}

// The page of supported features: patterns are those of java.util.regex.Pattern.
describe('patterns are those of Java', () => {
  it.each(recorded.matches as [string, string, boolean][])('util.matches(%j, %j) is %s', (pattern, text, expected) => {
    expect(answer('util.matches(ctx.args.pattern, ctx.args.text)', { pattern, text })).toBe(expected);
  });

  it.each(recorded.replaceAll as [string, string, string, string | null][])(
    '%j.replaceAll(%j, %j) is %j',
    (text, pattern, replacement, expected) => {
      const expression = 'ctx.args.text.replaceAll(ctx.args.pattern, ctx.args.replacement)';
      expect(answer(expression, { text, pattern, replacement })).toBe(expected);
    },
  );

  it.each(recorded.replaceFirst as [string, string, string, string][])(
    '%j.replace(%j, %j) is %j',
    (text, pattern, replacement, expected) => {
      const expression = 'ctx.args.text.replace(ctx.args.pattern, ctx.args.replacement)';
      expect(answer(expression, { text, pattern, replacement })).toBe(expected);
    },
  );

  it.each([
    ['(a)\\1', 'a back reference'],
    ['(?u)é', 'the flag u'],
    ['(a*)*', 'a repetition of what may be empty'],
    ['[^a[b]]', 'a class within a negated class'],
    ['(?i)\\p{Lower}', 'the property Lower'],
    ['\\p{InGreek}', 'the property InGreek'],
    ['(?<=a+)b', 'a look-behind without an obvious maximum length'],
  ])('what has no exact counterpart is said, never silently false: %s', (pattern, reason) => {
    const { error, logs } = evaluateBody('return util.matches(ctx.args.pattern, "x");', { arguments: { pattern } });
    expect([error?.type, logs.at(-1)]).toEqual(['Code', expect.stringContaining(reason)]);
  });

  it('keeps the patterns of many callers apart when there are more than it keeps', () => {
    const body = `const out = []; for (const n of ctx.args.list) if (util.matches(\`a\${n}\`, \`a\${n}\`)) out.push(n);
      return out.length;`;
    const list = Array.from({ length: 600 }, (_each, index) => index);
    expect(evaluateBody(body, { arguments: { list } }).result).toBe(600);
  });
});

it('JSON.parse answers what is not JSON with an empty text', () => {
  expect(
    evaluateExpression('[JSON.parse("nope"), JSON.parse(""), JSON.parse("{\\"a\\":[1]}"), JSON.parse("null")]'),
  ).toEqual(['', '', { a: [1] }, null]);
});
