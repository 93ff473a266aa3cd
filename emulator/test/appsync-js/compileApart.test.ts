import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { compileApart } from '../../appsync-js/compile/compileApart.ts';
import { compileFiles } from '../../appsync-js/compile/compileFiles.ts';
import { keptFolder, nameOfFiles } from '../../appsync-js/compile/keptFiles.ts';
import { compilerOf } from '../../appsync-js/compile/compilerOf.ts';
import { createEvaluatorBy } from '../../appsync-js/createEvaluatorBy.ts';
import { CodeInvalid, CodeTooLarge } from '../../appsync-js/index.ts';

const files = {
  good: `import { util } from '@aws-appsync/utils';
export function request(ctx) { return { sum: ctx.args.a + 1, time: util.time.nowEpochSeconds() }; }`,
  loops: 'export function request(ctx) { while (true) {} }',
  unfinished: 'export function request(ctx) {',
  mistyped: 'export function request(ctx) { const count = 1; return count.toUpperCase(); }',
  large: `export function request(ctx) { return '${'x'.repeat(40_000)}'; }`,
};
const listed = Object.entries(files).map(([name, code]) => ({ name, code }));

describe('code that is compiled in a process of its own', () => {
  it('is what this process would make of it, what is refused and what is wrong with types among it', async () => {
    const apart = await compileApart(listed, true);
    expect(apart).toEqual(compileFiles(listed, true));
    const kinds = apart.files.map((file) =>
      'compiled' in file ? `compiled, ${file.types.length} findings` : 'findings' in file ? 'invalid' : 'too large',
    );
    expect(kinds).toEqual(['compiled, 0 findings', 'invalid', 'invalid', 'compiled, 1 findings', 'too large']);
  });

  it('is compiled once, and again when what was kept is broken or the code is another', async () => {
    const own = [{ name: 'own', code: `export function request(ctx) { return '${randomUUID()}'; }` }];
    const compiled = await compileApart(own, false);
    const file = join(keptFolder, nameOfFiles(own, false));
    const [planted] = compiled.files;
    writeFileSync(file, serialize({ ...compiled, files: [{ ...planted, name: 'kept' }] }));
    expect((await compileApart(own, false)).files[0].name).toBe('kept');
    writeFileSync(file, 'broken');
    expect(await compileApart(own, false)).toEqual(compiled);
    const changed = [{ name: 'own', code: `${own[0].code}\n` }];
    expect(await compileApart(changed, false)).toEqual(compileFiles(changed, false));
  });

  it('leaves the compiler out of the process that imports all that a cloud is', () => {
    const loaded = (file: string): string => {
      const url = JSON.stringify(new URL(file, import.meta.url));
      const program = `const { default: { _cache } } = await import('node:module');
        await import(${url});
        console.log(Object.keys(_cache).some((name) => name.includes('/typescript/lib/')));`;
      return spawnSync(process.execPath, [
        '--import',
        'tsx',
        '--input-type=module',
        '--eval',
        program,
      ]).stdout.toString();
    };
    expect(loaded('../../appsync-js/compile/compileFiles.ts')).toBe('true\n');
    expect(loaded('../../index.ts')).toBe('false\n');
  });

  it('runs, and is refused by the errors that an evaluator has', async () => {
    const evaluator = createEvaluatorBy(compilerOf(await compileApart(listed, false)), { now: () => 5000 });
    const load = (name: keyof typeof files) => evaluator.load(name, files[name]);
    expect(load('good').evaluate('request', { arguments: { a: 1 } }).result).toEqual({ sum: 2, time: 5 });
    expect(() => load('loops')).toThrow(CodeInvalid);
    expect(() => load('large')).toThrow(CodeTooLarge);
    expect(() => evaluator.load('good', 'export function request() {}')).toThrow('good was not compiled.');
  });
});
