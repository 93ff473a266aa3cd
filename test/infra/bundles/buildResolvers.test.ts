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
    expect(code).toMatch(/hello \$\{\w+\}/);
    expect(code).toContain('from"@aws-appsync/utils"');
    expect(code).toContain('from"@aws-appsync/utils/dynamodb"');
    expect(code).toMatch(/export\s*\{\s*\w+ as request\s*\}/);
  });

  it('are made of resolvers and pipeline functions only', async () => {
    write('resolvers/wiring.ts', 'export const resolvers = {};');
    write('resolvers/eslint.js', 'export default [];');
    write('resolvers/pipeline/step.ts', 'export function request() { return {}; }');
    expect(Object.keys(await build()).filter((name) => !name.endsWith('.map'))).toEqual([
      'resolvers/Query.hello.js',
      'resolvers/pipeline/step.js',
    ]);
  });

  it('come with a map beside them, whose sources are relative to the repository: the same everywhere', async () => {
    const { 'resolvers/Query.hello.js': code, 'resolvers/Query.hello.js.map': map } = await build();
    const { sources } = JSON.parse(map) as { sources: string[] };
    expect(sources.sort()).toEqual(['../../resolvers/Query.hello.ts', '../../resolvers/lib/greet.ts']);
    expect(code).not.toContain('sourceMappingURL');
    expect(map).not.toContain(root);
  });

  it('are refused above the budget, with the name, the size and the budget', async () => {
    write('resolvers/Query.larger.ts', `export const text = "${'x'.repeat(largestResolverCharacters)}";`);
    const error = await build().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InfraError);
    expect((error as InfraError).code).toBe('RESOLVER_TOO_LARGE');
    expect((error as InfraError).message).toMatch(
      /resolvers\/Query\.larger\.ts is 120\d\d characters when bundled, the budget is 12000/,
    );
  });

  it('tell the place of what cannot be bundled', async () => {
    write('resolvers/Query.broken.ts', 'import { nothing } from "./lib/nowhere.ts";\nexport const x = nothing;');
    await expect(build()).rejects.toThrow(/resolvers\/Query\.broken\.ts:1: Could not resolve/);
  });
});
