/**
 * Compiles `assembly/` to `generated/kernelsBinary.ts`. The result is committed, so that neither an installation nor a
 * bundle needs a build step; a test compiles again and fails when it is stale. Run: `npx tsx model/kernels/build.ts`.
 */
// eslint-disable-next-line no-restricted-imports -- a build script; nothing that serves imports it
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const assemblyFolder = new URL('./assembly/', import.meta.url);
const generatedFile = new URL('./generated/kernelsBinary.ts', import.meta.url);

/** The text of `generated/kernelsBinary.ts` for the present assembly sources. @throws Error on compile errors. */
export async function compileKernels(): Promise<string> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      'index.ts',
      '--outFile',
      'kernels.wasm',
      '-O3',
      '--enable',
      'simd',
      '--runtime',
      'stub',
      '--noAssert',
      '--importMemory',
      '--use',
      'abort=',
    ],
    {
      readFile: (name) => readFile(new URL(name, assemblyFolder), 'utf8').catch(() => null),
      writeFile: (_name, contents) => {
        if (typeof contents !== 'string') binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || binary === undefined) {
    throw new Error(`AssemblyScript did not compile: ${error?.message ?? ''} ${stderr.toString()}`);
  }
  const lines =
    Buffer.from(binary)
      .toString('base64')
      .match(/.{1,110}/g) ?? [];
  return [
    '// Generated from model/kernels/assembly by model/kernels/build.ts. Do not edit.',
    'export const kernelsBinary = [',
    ...lines.map((line) => `  '${line}',`),
    "].join('');",
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(generatedFile, await compileKernels());
}
