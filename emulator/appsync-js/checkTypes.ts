import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { toFinding } from './compile/checkCode.ts';
import type { CodeFinding } from './errors.ts';

/** JavaScript as AWS checks it when it saves (aws-appsync-community#279, #324, #334): not strict, and no browser. */
const OPTIONS: ts.CompilerOptions = {
  allowJs: true,
  checkJs: true,
  noEmit: true,
  strict: false,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: [],
  skipLibCheck: true,
};

const FOLDER = '/appsync-js';
const AMBIENT = `${FOLDER}/console.d.ts`;
const AMBIENT_TEXT =
  'declare global { var console: { log(...values: unknown[]): void; error(...values: unknown[]): void } }\nexport {};\n';

const require = createRequire(import.meta.url);
const utilities = dirname(require.resolve('@aws-appsync/utils/package.json'));
const MODULES: Record<string, string> = {
  '@aws-appsync/utils': join(utilities, 'lib/index.d.ts'),
  '@aws-appsync/utils/dynamodb': join(utilities, 'lib/dynamodb-helpers.d.ts'),
  '@aws-appsync/utils/rds': join(utilities, 'lib/rds-helpers.d.ts'),
  '@aws-appsync/utils/ai': join(utilities, 'lib/bedrock-helpers.d.ts'),
};
const versions = [ts.version, (require('@aws-appsync/utils/package.json') as { version: string }).version];

/** Where what was found is kept: a check of all bundles takes seconds, most of them for TypeScript's own library. */
const cacheFolder = join(tmpdir(), 'appsync-js-types');
const cacheFileOf = (code: string): string =>
  join(
    cacheFolder,
    createHash('sha256')
      .update(JSON.stringify([versions, OPTIONS, AMBIENT_TEXT, code]))
      .digest('hex'),
  );

function readCached(code: string): CodeFinding[] | undefined {
  try {
    return JSON.parse(readFileSync(cacheFileOf(code), 'utf8')) as CodeFinding[];
  } catch {
    return undefined;
  }
}

function check(files: ReadonlyMap<string, string>): Map<string, CodeFinding[]> {
  if (files.size === 0) return new Map();
  const texts = new Map([[AMBIENT, AMBIENT_TEXT]]);
  const paths = new Map([...files.keys()].map((name, index) => [name, `${FOLDER}/${index}/code.js`]));
  for (const [name, text] of files) texts.set(paths.get(name) as string, text);
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, target, ...rest) => {
    const text = texts.get(path);
    return text === undefined ? getSourceFile(path, target, ...rest) : ts.createSourceFile(path, text, target, true);
  };
  host.resolveModuleNameLiterals = (literals, containingFile) =>
    literals.map(({ text }) => ({
      resolvedModule: Object.hasOwn(MODULES, text)
        ? { resolvedFileName: MODULES[text], extension: ts.Extension.Dts }
        : ts.resolveModuleName(text, containingFile, OPTIONS, host).resolvedModule,
    }));
  const program = ts.createProgram([AMBIENT, MODULES['@aws-appsync/utils'], ...paths.values()], OPTIONS, host);
  return new Map(
    [...paths].map(([name, path]) => {
      const diagnostics = program.getSemanticDiagnostics(program.getSourceFile(path));
      return [name, diagnostics.map(toFinding).filter((finding) => finding !== undefined)];
    }),
  );
}

/**
 * What TypeScript says about the types in code files, by name: AWS refuses such files when they are saved. All files
 * are checked as one program, those that were checked before not at all. Syntax errors are not among the findings.
 */
export function checkTypes(files: ReadonlyMap<string, string>): Map<string, CodeFinding[]> {
  const found = new Map([...files].map(([name, code]) => [name, readCached(code)]));
  const fresh = check(new Map([...files].filter(([name]) => found.get(name) === undefined)));
  if (fresh.size > 0) mkdirSync(cacheFolder, { recursive: true });
  for (const [name, findings] of fresh) {
    found.set(name, findings);
    writeFileSync(cacheFileOf(files.get(name) as string), JSON.stringify(findings));
  }
  return found as Map<string, CodeFinding[]>;
}
