import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const fixture = resolve('test/fixtures/typed-client/right.ts');
const source = readFileSync(fixture, 'utf8');

/** What the compiler says of a client program, with the project's own options. */
const compile = (text: string): string[] => {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [fixture] }, ts.sys, resolve('.'));
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  host.readFile = (name) => (resolve(name) === fixture ? text : readFile(name));
  host.getSourceFile = (name, version) => {
    const content = host.readFile(name);
    return content === undefined ? undefined : ts.createSourceFile(name, content, version);
  };
  const program = ts.createProgram([fixture], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
};

describe('the typed client', () => {
  it('compiles against the schema', () => {
    expect(compile(source)).toEqual([]);
  });

  it('refuses a field that the schema does not have', () => {
    expect(compile(source.replace('item?.title', 'item?.titel')).join('\n')).toMatch(/titel/);
  });
});
