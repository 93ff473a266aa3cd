import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InfraError } from '../errors.ts';
import { bundle } from './bundle.ts';
import type { Outputs } from './Outputs.ts';

/**
 * Characters that the code of a resolver or pipeline function may have. AppSync documents 32,768, but refuses code far
 * below that with "Function metadata has exceeded the maximum allowed size" (aws-appsync-community#301), a limit that
 * nobody outside knows: docs/decisions/2026-11-28-small-resolvers.md.
 */
export const largestResolverCharacters = 12_000;

/** Sources of resolvers (`Type.field.ts`) and pipeline functions: output name below `build/` to source. */
export function findResolvers(root: string): Record<string, string> {
  const entryPoints: Record<string, string> = {};
  const add = (folder: string, pattern: RegExp): void => {
    if (!existsSync(join(root, folder))) return;
    for (const name of readdirSync(join(root, folder)).sort()) {
      if (pattern.test(name)) entryPoints[`${folder}/${name.slice(0, -'.ts'.length)}`] = `${folder}/${name}`;
    }
  };
  add('resolvers', /^[A-Z]\w*\.\w+\.ts$/);
  add('resolvers/pipeline', /^\w+\.ts$/);
  return entryPoints;
}

/**
 * Bundles every resolver and pipeline function as AppSync asks for:
 * https://docs.aws.amazon.com/appsync/latest/devguide/additional-utilities.html (bundling)
 * The source map lies beside the code and is not deployed: it is as large as the code, which has a budget.
 * @throws InfraError `RESOLVER_TOO_LARGE` when code is above the budget
 */
export async function buildResolvers(root: string): Promise<Outputs> {
  const bundles = await bundle(root, findResolvers(root), {
    format: 'esm',
    target: 'esnext',
    // The subpath `@aws-appsync/utils/dynamodb` is covered by the package's name.
    external: ['@aws-appsync/utils'],
    sourcemap: 'external',
    // Shorter syntax would bring in what AppSync refuses.
    minifyWhitespace: true,
    minifyIdentifiers: true,
  });
  const outputs: Outputs = new Map();
  for (const [name, content] of bundles) {
    const text = Buffer.from(content).toString('utf8');
    outputs.set(name, text);
    if (name.endsWith('.map') || text.length <= largestResolverCharacters) continue;
    throw new InfraError(
      'RESOLVER_TOO_LARGE',
      `${name.replace(/\.js$/, '.ts')} is ${text.length} characters when bundled, the budget is ` +
        `${largestResolverCharacters}. Split it into pipeline functions or import less.`,
    );
  }
  return outputs;
}
