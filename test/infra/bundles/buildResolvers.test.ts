import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildResolvers, largestResolverCharacters } from '../../../infra/bundles/buildResolvers.ts';
import { InfraError } from '../../../infra/errors.ts';

describe('the bundles of resolvers', () => {
  let root: string;
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const build = async (): Promise<Record<string, string>> => {
    const outputs = await buildResolvers(root);
    return Object.fromEntries([...outputs].map(([name, content]) => [name, Buffer.from(content).toString()]));
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'recsync-resolvers-'));
    write('resolvers/lib/greet.ts', 'export const greet = (name: string): string => `hello ${name}`;');
    write(
      'resolvers/Query.hello.ts',
      `import { util } from '@aws-appsync/utils';
       import * as ddb from '@aws-appsync/utils/dynamodb';
       import { greet } from './lib/greet.ts';
       export function request() { return ddb.get({ key: { id: greet(util.autoId()) } }); }`,
    );
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('hold what is imported, leave AppSync its own modules, and export as ESM', async () => {
    const { 'resolvers/Query.hello.js': code } = await build();
    expect(code).toContain('hello ${name}');
    expect(code).toContain('from"@aws-appsync/utils"');
    expect(code).toContain('from"@aws-appsync/utils/dynamodb"');
    expect(code).toMatch(/export\s*\{\s*request\s*\}/);
  });

  it('are made of resolvers and pipeline functions only', async () => {
    write('resolvers/wiring.ts', 'export const resolvers = {};');
    write('resolvers/eslint.js', 'export default [];');
    write('resolvers/pipeline/step.ts', 'export function request() { return {}; }');
    expect(Object.keys(await build())).toEqual(['resolvers/Query.hello.js', 'resolvers/pipeline/step.js']);
  });

  it('name their sources relative to the repository, so that they are the same everywhere', async () => {
    const { 'resolvers/Query.hello.js': code } = await build();
    const map = /base64,(\S+)/.exec(code)?.[1] ?? '';
    const { sources } = JSON.parse(Buffer.from(map, 'base64').toString()) as { sources: string[] };
    expect(sources.sort()).toEqual(['../../resolvers/Query.hello.ts', '../../resolvers/lib/greet.ts']);
    expect(code).not.toContain(root);
  });

  const padded = (characters: number): string => `export const text = "${'x'.repeat(characters)}";`;

  it('do without the source map when it does not fit', async () => {
    write('resolvers/Query.large.ts', padded(largestResolverCharacters - 200));
    const { 'resolvers/Query.large.js': code } = await build();
    expect(code).not.toContain('sourceMappingURL');
    expect(code.length).toBeLessThanOrEqual(largestResolverCharacters);
  });

  it('are refused above the limit of AppSync, with the name, the size and the limit', async () => {
    write('resolvers/Query.larger.ts', padded(largestResolverCharacters));
    const error = await build().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InfraError);
    expect((error as InfraError).code).toBe('RESOLVER_TOO_LARGE');
    expect((error as InfraError).message).toMatch(
      /resolvers\/Query\.larger\.ts is 327\d\d characters when bundled, AppSync takes 32768/,
    );
  });

  it('tell the place of what cannot be bundled', async () => {
    write('resolvers/Query.broken.ts', 'import { nothing } from "./lib/nowhere.ts";\nexport const x = nothing;');
    await expect(build()).rejects.toThrow(/resolvers\/Query\.broken\.ts:1: Could not resolve/);
  });
});
