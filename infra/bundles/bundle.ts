import { relative, sep } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions, Message } from 'esbuild';
import { InfraError } from '../errors.ts';
import type { Outputs } from './Outputs.ts';

/**
 * Bundles entry points in memory.
 * @param root the repository: paths in bundles and maps are relative to it, so that they are the same on every machine
 * @param entryPoints name of each output below `build/` without extension, to its source
 * @throws InfraError `BUNDLE_FAILED` with every message of esbuild and its place
 */
export async function bundle(
  root: string,
  entryPoints: Record<string, string>,
  options: BuildOptions,
): Promise<Outputs> {
  if (Object.keys(entryPoints).length === 0) return new Map();
  const outdir = `${root}${sep}build`;
  try {
    const { outputFiles } = await build({
      bundle: true,
      legalComments: 'none',
      logLevel: 'silent',
      sourcesContent: false,
      platform: 'node',
      ...options,
      absWorkingDir: root,
      entryPoints,
      outdir,
      write: false,
    });
    const named = outputFiles.map((file) => [relative(outdir, file.path).replaceAll(sep, '/'), file.contents] as const);
    return new Map(named.sort(([a], [b]) => (a < b ? -1 : 1)));
  } catch (cause) {
    const errors = (cause as { errors?: Message[] }).errors;
    if (!errors) throw cause;
    const lines = errors.map(({ text, location }) => `${location ? `${location.file}:${location.line}: ` : ''}${text}`);
    throw new InfraError('BUNDLE_FAILED', `esbuild could not bundle:\n${lines.join('\n')}`, { cause });
  }
}
