import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { compileKernels } from '../../../model/kernels/build.ts';

test('the committed binary is what the assembly sources compile to', { timeout: 60_000 }, async () => {
  const committed = await readFile(
    new URL('../../../model/kernels/generated/kernelsBinary.ts', import.meta.url),
    'utf8',
  );
  expect(await compileKernels(), 'run: npx tsx model/kernels/build.ts').toBe(committed);
});
