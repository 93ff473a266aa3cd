import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InfraError } from '../errors.ts';
import { bundle } from './bundle.ts';
import type { Outputs } from './Outputs.ts';

/** https://docs.aws.amazon.com/general/latest/gr/appsync.html: characters of resolver or function code. */
export const largestResolverCharacters = 32_768;

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
 * https://docs.aws.amazon.com/appsync/latest/devguide/additional-utilities.html (bundling, source maps)
 * The source map is put into the file, where AppSync reads it for stack traces, as far as the limit leaves room for it.
 * @throws InfraError `RESOLVER_TOO_LARGE` when the code alone is above AppSync's limit
 */
export async function buildResolvers(root: string): Promise<Outputs> {
  const bundles = await bundle(root, findResolvers(root), {
    format: 'esm',
    target: 'esnext',
    // The subpath `@aws-appsync/utils/dynamodb` is covered by the package's name.
    external: ['@aws-appsync/utils'],
    sourcemap: 'external',
    // Whitespace counts, names tell an operator what failed, and shorter syntax would bring in what AppSync refuses.
    minifyWhitespace: true,
  });
  const outputs: Outputs = new Map();
  for (const [name, content] of bundles) {
    if (name.endsWith('.map')) continue;
    const code = Buffer.from(content).toString('utf8');
    if (code.length > largestResolverCharacters) {
      throw new InfraError(
        'RESOLVER_TOO_LARGE',
        `${name.replace(/\.js$/, '.ts')} is ${code.length} characters when bundled, AppSync takes ` +
          `${largestResolverCharacters}. Split it into pipeline functions or import less.`,
      );
    }
    const map = Buffer.from(bundles.get(`${name}.map`) ?? '').toString('base64');
    const withMap = `${code}//# sourceMappingURL=data:application/json;base64,${map}\n`;
    outputs.set(name, withMap.length <= largestResolverCharacters ? withMap : code);
  }
  return outputs;
}
