import { describe, expect, it } from 'vitest';
import { checkTypes } from '../../appsync-js/index.ts';

const handler = (body: string): string => `export function request(ctx) {\n${body}\n}\n`;

/** One check for all, as one program costs little more than one file. */
const cases: [what: string, code: string, expected: string[]][] = [
  [
    'a variable that is given an object of another shape (aws-appsync-community#279)',
    handler("let k = { ge: 'a' };\nif (ctx.args.id) k = { eq: 'a' };\nreturn k;"),
    ["3:18 TS2741 Property 'ge' is missing in type '{ eq: string; }' but required in type '{ ge: string; }'."],
  ],
  [
    'a list that is given another kind of member (#334)',
    handler('let b = [{ a: 5 }];\nb.push({ b: 6 });\nreturn b;'),
    [
      "3:8 TS2345 Argument of type '{ b: number; }' is not assignable to parameter of type '{ a: number; }'.\n" +
        "  Property 'a' is missing in type '{ b: number; }' but required in type '{ a: number; }'.",
    ],
  ],
  [
    'a parameter that is taken apart and called without a member (#324)',
    handler('const f = ({ a, b }) => [a, b];\nreturn f({ a: 1 });'),
    [
      "3:10 TS2345 Argument of type '{ a: number; }' is not assignable to parameter of type '{ a: any; b: any; }'.\n" +
        "  Property 'b' is missing in type '{ a: number; }' but required in type '{ a: any; b: any; }'.",
    ],
  ],
  [
    'a member that does not exist',
    handler("const title = 'a';\nreturn title.lenght;"),
    ["3:14 TS2551 Property 'lenght' does not exist on type '\"a\"'. Did you mean 'length'?"],
  ],
  [
    'a variable that changes its type',
    handler("let n = 1;\nn = 'a';\nreturn n;"),
    ["3:1 TS2322 Type 'string' is not assignable to type 'number'."],
  ],
  [
    'a list spread into a utility (#323)',
    `import { util } from '@aws-appsync/utils';\n${handler("const parts = ['a', 'b'];\nutil.appendError(...parts);")}`,
    ['4:18 TS2556 A spread argument must either have a tuple type or be passed to a rest parameter.'],
  ],
  ['a name of the browser', handler('return fetch;'), ["2:8 TS2304 Cannot find name 'fetch'."]],
  [
    'a utility that is given another type',
    `import { util } from '@aws-appsync/utils';\n${handler('return util.urlEncode(1);')}`,
    ["3:23 TS2345 Argument of type 'number' is not assignable to parameter of type 'string'."],
  ],
  [
    'what AWS takes',
    `import { util } from '@aws-appsync/utils';\nimport * as ddb from '@aws-appsync/utils/dynamodb';\n${handler(
      'let k;\nk = { eq: 1 };\nconsole.log(ctx.args.a.b, k);\nconst b = [];\nb.push({ a: 1 });\nb.push({ c: 1 });\n' +
        'return ddb.get({ key: { id: util.autoId() } });',
    )}`,
    [],
  ],
  [
    'the globals without an import',
    handler("if (!ctx.args.id) util.error('none');\nreturn runtime.earlyReturn({});"),
    [],
  ],
];

describe('TypeScript checks the JavaScript, as AWS does when it saves', () => {
  const found = checkTypes(new Map(cases.map(([what, code]) => [what, code])));
  it.each(cases)('%s', (what, _code, expected) => {
    const findings = found.get(what) ?? [];
    expect(findings.map(({ line, column, rule, message }) => `${line}:${column} ${rule} ${message}`)).toEqual(expected);
    expect(new Set(findings.map(({ errorType }) => errorType))).toEqual(
      new Set(expected.length > 0 ? ['PARSE_ERROR'] : []),
    );
  });

  it('answers the same for what it has checked before', () => {
    expect(checkTypes(new Map(cases.map(([what, code]) => [what, code])))).toEqual(found);
  });
});
