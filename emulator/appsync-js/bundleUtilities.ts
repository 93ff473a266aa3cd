import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

let bundled: string | undefined;

/** The utilities as one script; they must be evaluated inside the context, so that no object of the host is in reach. */
export function bundleUtilities(): string {
  bundled ??= buildSync({
    entryPoints: [fileURLToPath(new URL('./sandbox/entry.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'doors',
    target: 'node20',
    logLevel: 'silent',
    banner: { js: '(() => { "use strict";' },
    footer: { js: 'return doors.default; })()' },
  }).outputFiles[0].text;
  return bundled;
}
