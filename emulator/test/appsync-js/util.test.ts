import { describe, expect, it } from 'vitest';
import { evaluateBody, evaluateExpression } from './evaluateExpression.ts';

describe('encoding', () => {
  it.each([
    ['urlEncode("a b&c=ü/~*.-_")', 'a+b%26c%3D%C3%BC%2F%7E*.-_'],
    ['urlDecode("a+b%26c%3D%C3%BC%2F%7E")', 'a b&c=ü/~'],
    ['base64Encode("hello")', 'aGVsbG8='],
    ['base64Encode("ü€😀")', 'w7zigqzwn5iA'],
    ['base64Decode("w7zigqzwn5iA")', 'ü€😀'],
    ['base64Decode("aGVsbG8")', 'hello'],
    ['base64Encode("")', ''],
    [`escapeJavaScript("He didn't say, \\"stop\\"/é\\n")`, 'He didn\\\'t say, \\"stop\\"\\/\\u00E9\\n'],
  ])('util.%s', (call, expected) => {
    expect(evaluateExpression(`util.${call}`)).toBe(expected);
  });

  it('agrees with Node on UTF-8 that is broken', () => {
    const bytes = Buffer.from([0x61, 0xff, 0xe2, 0x82, 0x62, 0xf0, 0x9f, 0x98, 0x80]);
    const decoded = evaluateExpression(`util.base64Decode("${bytes.toString('base64')}")`) as string;
    expect(decoded.replaceAll('\ufffd', '')).toBe(bytes.toString('utf8').replaceAll('\ufffd', ''));
  });

  it('refuses what is not base64', () => {
    expect(evaluateBody('return util.base64Decode("a b");').error?.message).toBe(
      'code.js:4:13: util.base64Decode: " " is not a base64 character',
    );
  });
});

describe('identifiers', () => {
  it('autoId is a version 4 UUID, a new one each time', () => {
    const [first, second] = evaluateExpression('[util.autoId(), util.autoId()]') as string[];
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(second).not.toBe(first);
  });

  it('autoUlid begins with the time: 1469918176385 is 01ARYZ6S41 in the ULID specification', async () => {
    const { createEvaluator } = await import('../../appsync-js/index.ts');
    const code = "import { util } from '@aws-appsync/utils';\nexport function request(ctx) { return util.autoUlid(); }";
    const ulid = createEvaluator({ now: () => 1469918176385 })
      .load('ulid', code)
      .evaluate('request', {}).result;
    expect(ulid).toMatch(/^01ARYZ6S41[0-9A-HJKMNP-TV-Z]{16}$/);
  });

  it('autoKsuid decodes to the time of the call and 128 bits', () => {
    const text = evaluateExpression('util.autoKsuid()') as string;
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    const value = [...text].reduce((sum, digit) => sum * 62n + BigInt(digits.indexOf(digit)), 0n);
    expect(text).toHaveLength(27);
    expect(Number(value >> 128n) + 1_400_000_000).toBe(1517943695);
  });
});

describe('errors', () => {
  it('util.error ends the handler with all four members', () => {
    const { error, result } = evaluateBody('util.error("No", "BadInput", { a: 1 }, ["b"]); return 1;');
    expect(error).toEqual({ message: 'No', type: 'BadInput', data: { a: 1 }, errorInfo: ['b'] });
    expect(result).toBeNull();
  });

  it('util.appendError goes on', () => {
    const { appendedErrors, result, error } = evaluateBody(
      'util.appendError("One"); util.appendError("Two", "T", null, { x: 1 }); return "still";',
    );
    expect(appendedErrors).toEqual([
      { message: 'One' },
      { message: 'Two', type: 'T', data: null, errorInfo: { x: 1 } },
    ]);
    expect({ result, error }).toEqual({ result: 'still', error: undefined });
  });

  it('util.unauthorized names the field', () => {
    const { error } = evaluateBody('util.unauthorized();', {
      info: { fieldName: 'userData', parentTypeName: 'Query' },
    });
    expect(error).toEqual({ message: 'Not Authorized to access userData on type Query', type: 'Unauthorized' });
  });

  it("a failure at run time is AWS's plain error, with the cause and its place in the log", () => {
    const { error, logs } = evaluateBody('const a = null;\nreturn a.b;');
    expect(error).toEqual({
      message: "code.js:5:10: TypeError: Cannot read properties of null (reading 'b')",
      type: 'Code',
    });
    expect(logs).toEqual([expect.stringMatching(/^ERROR - code\.js:5:10: "TypeError: Cannot read properties of null/)]);
  });
});

describe('runtime.earlyReturn', () => {
  it.each([
    ['runtime.earlyReturn({ hello: "world" })', { value: { hello: 'world' } }],
    ['runtime.earlyReturn([1], { skipTo: "END" })', { value: [1], skipTo: 'END' }],
    ['runtime.earlyReturn(1, { skipTo: "NEXT" })', { value: 1, skipTo: 'NEXT' }],
  ])('%s', (call, earlyReturn) => {
    expect(evaluateBody(`ctx.stash.seen = true; ${call}; ctx.stash.after = true;`)).toMatchObject({
      earlyReturn,
      stash: { seen: true },
      result: null,
    });
  });
});

it.each(['runtime.earlyReturn()', 'runtime.earlyReturn(null)', 'runtime.earlyReturn(undefined, { skipTo: "END" })'])(
  '%s fails (aws-appsync-community#280)',
  (call) => {
    const { error, earlyReturn } = evaluateBody(`${call};`);
    expect([error?.type, error?.message, earlyReturn]).toEqual([
      'Code',
      expect.stringContaining('return {}'),
      undefined,
    ]);
  },
);

describe('util.matches', () => {
  it.each([
    ['a*b', 'aaaaab', true],
    ['a*b', 'xaab', false],
    ['[A-Za-z0-9_-]{1,5}', 'ab_9', true],
    ['[A-Za-z0-9_-]{1,5}', 'ab 9', false],
    ['(?i)HELLO', 'hello', true],
    ['^\\d+$', '123', true],
  ])('%s on %s', (pattern, value, expected) => {
    expect(evaluateExpression(`util.matches(${JSON.stringify(pattern)}, ${JSON.stringify(value)})`)).toBe(expected);
  });
});

// Shapes and answers recorded on AWS (localstack/appsync-utils, test/authType).
describe('util.authType', () => {
  const iam = { accountId: '1', sourceIp: ['1.2.3.4'], username: 'AKIA', userArn: 'arn:aws:iam::1:user/a' };
  const oidc = { sub: 's', issuer: 'https://idp', claims: {} };
  const cognito = { ...oidc, sourceIp: ['1.2.3.4'], username: 'alice', groups: ['a'], defaultAuthStrategy: 'ALLOW' };
  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'API Key Authorization'],
    ['null', null, 'API Key Authorization'],
    ['an empty object', {}, 'Lambda Authorization'],
    ['a resolver context', { resolverContext: { a: 1 } }, 'Lambda Authorization'],
    ['an IAM identity', iam, 'IAM Authorization'],
    ['an IAM identity without its ARN', { ...iam, userArn: undefined }, 'API Key Authorization'],
    ['a user pool identity', cognito, 'User Pool Authorization'],
    ['a user pool identity without groups', { ...cognito, groups: undefined }, 'User Pool Authorization'],
    ['a user pool identity without strategy', { ...cognito, defaultAuthStrategy: undefined }, 'API Key Authorization'],
    ['an OIDC identity', oidc, 'Open ID Connect Authorization'],
    ['claims alone', { claims: {} }, 'API Key Authorization'],
  ])('%s', (_name, identity, expected) => {
    expect(evaluateExpression('util.authType()', { identity })).toBe(expected);
  });
});

describe('math, str, http, xml', () => {
  it.each([
    ['math.roundNum(10.5)', 11],
    ['math.minVal(1.5, 2)', 1.5],
    ['math.maxVal(1.5, 2)', 2],
    ['str.normalize("e\u0301", "nfc")', '\u00e9'],
    [
      'http.copyHeaders({ Host: "x", "content-length": "3", Accept: "y", "X-Mine": "z" })',
      { Accept: 'y', 'X-Mine': 'z' },
    ],
  ])('util.%s', (call, expected) => {
    expect(evaluateExpression(`util.${call}`)).toEqual(expected);
  });

  it('random numbers stay in their range', () => {
    const values = evaluateExpression(
      'ctx.args.list.map(() => [util.math.randomDouble(), util.math.randomWithinRange(10, 20), Math.random()])',
      { arguments: { list: Array.from({ length: 200 }, (_each, index) => index) } },
    ) as number[][];
    for (const [double, whole, builtIn] of values) {
      expect(double >= 0 && double < 1 && builtIn >= 0 && builtIn < 1).toBe(true);
      expect(Number.isInteger(whole) && whole >= 10 && whole < 20).toBe(true);
    }
    expect(new Set(values.map(([, whole]) => whole)).size).toBe(10);
  });

  it('response headers are collected, the last of a name wins', () => {
    const body =
      'util.http.addResponseHeader("itemsCount", 7);' +
      'util.http.addResponseHeaders({ ItemsCount: 8, headerObject: { a: 1 } });';
    expect(evaluateBody(body).responseHeaders).toEqual({ ItemsCount: '8', headerObject: '{"a":1}' });
  });

  it.each(['x-amzn-RequestId', 'X-Amz-Date', 'Content-Length'])('reserves the header %s', (name) => {
    expect(evaluateBody(`util.http.addResponseHeader("${name}", 1);`).error?.message).toMatch(
      /^code\.js:4:\d+: util\./,
    );
  });

  it('reads the documented XML example, attributes, lists and text', () => {
    const xml =
      '<?xml version="1.0" encoding="UTF-8"?>\n<posts>\n<post>\n  <id>1</id>\n' +
      '  <title>Getting started with GraphQL</title>\n</post>\n</posts>';
    const expected = { posts: { post: { id: 1, title: 'Getting started with GraphQL' } } };
    expect(evaluateExpression('util.xml.toMap(ctx.args.xml)', { arguments: { xml } })).toEqual(expected);
    expect(evaluateExpression('util.xml.toJsonString(ctx.args.xml)', { arguments: { xml } })).toBe(
      JSON.stringify(expected),
    );
    expect(evaluateExpression('util.xml.toJsonString(ctx.args.xml, true)', { arguments: { xml } })).toBe(
      JSON.stringify(JSON.stringify(expected)),
    );
    const other = '<a k="1"><b>x</b><b>&lt;y&gt;</b><c/><![CDATA[<raw>]]></a>';
    expect(evaluateExpression('util.xml.toMap(ctx.args.xml)', { arguments: { xml: other } })).toEqual({
      a: { k: 1, b: ['x', '<y>'], c: '', content: '<raw>' },
    });
    expect(evaluateBody('return util.xml.toMap("<a><b></a>");').error?.message).toMatch(/^code\.js:4:\d+: util\./);
  });

  it('says that rds is not emulated', () => {
    expect(evaluateBody('return util.rds.toJsonObject("{}");').logs[0]).toContain('no Amazon RDS data source');
  });
});
