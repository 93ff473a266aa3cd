import { expect, it } from 'vitest';
import { checkResolvers } from '../../../infra/bundles/checkResolvers.ts';
import { InfraError } from '../../../infra/errors.ts';

const refusal = (outputs: [string, string][]): string => {
  try {
    checkResolvers(new Map(outputs));
    return 'nothing';
  } catch (failure) {
    expect(failure).toBeInstanceOf(InfraError);
    return `${(failure as InfraError).code}: ${(failure as InfraError).message}`;
  }
};
const handler = (body: string): string => `export function request(ctx) {\n${body}\n}\n`;

it('names everything for which AppSync would refuse to save a resolver, and looks at nothing else', () => {
  expect(
    refusal([
      ['resolvers/Query.one.js', handler('return parseInt(ctx.args.id, 10);')],
      ['resolvers/pipeline/two.js', handler("let n = 1;\nn = 'a';\nreturn n;")],
      ['resolvers/Query.three.js', handler('return +ctx.args.id;')],
      ['functions/four/index.mjs', 'throw new Error("a function may")'],
    ]),
  ).toBe(
    'RESOLVER_INVALID: AppSync would refuse resolvers/Query.one.js:\n' +
      '  resolvers/Query.one.js:2:8 Invalid function: parseInt [code: INVALID_FUNCTION_INVOCATION]\n' +
      "resolvers/pipeline/two.js:3:1 TS2322 Type 'string' is not assignable to type 'number'.",
  );
  expect(refusal([['resolvers/Query.three.js', handler('return +ctx.args.id;')]])).toBe('nothing');
});
