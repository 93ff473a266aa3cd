import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { evaluateCommand } from '../../appsync-js/evaluateCommand.ts';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'appsync-evaluate-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function run(...commandLine: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'emulator/appsync-js/evaluateCommand.ts', ...commandLine],
    { cwd: repository, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

const context = file('context.json', '{"arguments":{"id":"7"},"stash":{"seen":1}}');
const code = file(
  'code.js',
  `import { util } from '@aws-appsync/utils';
export function request(ctx) {
  console.log('got', ctx.args.id);
  ctx.stash.next = true;
  util.appendError('partly', 'Warning');
  return { operation: 'GetItem', key: util.dynamodb.toMapValues({ id: ctx.args.id }) };
}
export function response(ctx) { util.error('no item', 'NotFound'); }
`,
);

describe('npm run appsync:evaluate', () => {
  it('prints the members of EvaluateCode, results as JSON in strings', () => {
    const { status, stdout } = run('--code', code, '--context', context, '--function', 'request');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      evaluationResult: '{"operation":"GetItem","key":{"id":{"S":"7"}}}',
      logs: ['INFO - code.js:3:3: "got" "7"'],
      stash: '{"seen":1,"next":true}',
      outErrors: '[{"message":"partly","type":"Warning"}]',
    });
  });

  it.each([
    ['a file is missing', ['--code', '/nowhere.js'], 'Cannot read the code file /nowhere.js: there is no such file.\n'],
  ])('ends with one sentence and exit code 1 when %s', (_what, options, stderr) => {
    expect(run(...options, '--context', context, '--function', 'request')).toEqual({ status: 1, stdout: '', stderr });
  });
});

// The same command in this process, where it starts without the wait.
describe('evaluateCommand', () => {
  const answer = (...commandLine: string[]): unknown => JSON.parse(evaluateCommand(commandLine));

  it('prints the error of a handler', () => {
    expect(answer('--code', code, '--context', context, '--function', 'response')).toEqual({
      error: { message: 'no item', codeErrors: [] },
      logs: [],
      stash: '{"seen":1}',
      outErrors: '[]',
    });
  });

  it('prints the value of an early return', () => {
    const early = file(
      'early.js',
      "import { runtime } from '@aws-appsync/utils';\n" +
        'export function request(ctx) { runtime.earlyReturn({ done: true }); }',
    );
    expect(answer('--code', early, '--context', context, '--function', 'request')).toMatchObject({
      evaluationResult: '{"done":true}',
    });
  });

  it('prints why the code would be refused', () => {
    const bad = file('bad.js', 'export function request(ctx) {\n  throw 1;\n}\n');
    expect(answer('--code', bad, '--context', context, '--function', 'request')).toEqual({
      error: {
        message: 'The code contains one or more errors.',
        codeErrors: [
          {
            errorType: 'UNSUPPORTED_FEATURE',
            value: 'throw is not supported; use util.error',
            location: { line: 2, column: 3, span: 8 },
          },
        ],
      },
      logs: [],
    });
  });

  it('prints a handler that is missing, a rule of the lint plugin and a type as AWS does', () => {
    const evaluate = (text: string): unknown =>
      answer('--code', file('refused.js', text), '--context', context, '--function', 'request');
    const missing = 'Error: Unable to find valid export for request';
    expect(evaluate('export const other = 1;')).toEqual({
      error: { message: missing, codeErrors: [{ errorType: 'MISSING_MAPPING_EXPORT', value: missing }] },
      logs: [],
    });
    const refused = (value: string, location: object): unknown => ({
      error: {
        message: 'The code contains one or more errors.',
        codeErrors: [{ errorType: 'PARSE_ERROR', value, location }],
      },
      logs: [],
    });
    expect(evaluate("export function request(ctx) {\n  return 'a'.replace(/a/, 'b');\n}\n")).toEqual(
      refused('code.js(2,22): error @aws-appsync/no-regex: Regex literals are not supported.\n', {
        line: 2,
        column: 22,
        span: 3,
      }),
    );
    expect(evaluate("export function request(ctx) {\n  let n = 1;\n  n = 'a';\n  return n;\n}\n")).toEqual(
      refused("code.js(3,3): error TS2322: Type 'string' is not assignable to type 'number'.\n", {
        line: 3,
        column: 3,
        span: 1,
      }),
    );
    const syntax = evaluate('export function request(ctx) {\n  return {;\n}\n') as { error: { codeErrors: object[] } };
    expect(syntax.error.codeErrors[0]).toMatchObject({
      errorType: 'PARSE_ERROR',
      value: expect.stringMatching(/^code\.js\(2,11\): error TS\d+: /) as string,
    });
    const unauthorized =
      "import { util } from '@aws-appsync/utils';\nexport function request() { util.unauthorized(); }";
    expect(evaluate(unauthorized)).toMatchObject({ error: { message: 'Unauthorized' } });
  });

  it('bundles TypeScript', () => {
    file('id.ts', 'export const idOf = (args: { id: string }): string => `ITEM#${args.id}`;');
    const typed = file(
      'resolver.ts',
      "import { idOf } from './id';\n" +
        'export function request(ctx: { args: { id: string } }) { return idOf(ctx.args); }',
    );
    expect(answer('--code', typed, '--context', context, '--function', 'request')).toMatchObject({
      evaluationResult: '"ITEM#7"',
    });
  });

  it.each([
    [
      'a folder',
      ['--code', folder, '--context', context, '--function', 'request'],
      /^Cannot read the code file .*: it is a folder\.$/,
    ],
    [
      'a context that is not JSON',
      ['--code', code, '--context', code, '--function', 'request'],
      /^The context file .* is not JSON: .*$/,
    ],
    [
      'a context that is a list',
      ['--code', code, '--context', file('list.json', '[]'), '--function', 'request'],
      /^The context file .* must hold a JSON object.*$/,
    ],
    [
      'a function that does not exist',
      ['--code', code, '--context', context, '--function', 'both'],
      /^--function is "request" or "response", not "both"\. Usage: .*$/,
    ],
    ['a missing option', ['--code', code], /^--context is missing\. Usage: .*$/],
    ['an unknown option', ['--cod', code], /^Unknown option '--cod'.* Usage: .*$/],
    [
      'TypeScript that does not bundle',
      ['--code', file('broken.ts', 'export const = 1'), '--context', context, '--function', 'request'],
      /^Cannot bundle .*Expected identifier/s,
    ],
  ])('says in one sentence what is wrong with %s', (_what, commandLine, message) => {
    expect(() => evaluateCommand(commandLine)).toThrow(message);
  });
});
