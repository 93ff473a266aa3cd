/** `npm run build`: makes `build/`. */
import { join } from 'node:path';
import { buildAll } from './bundles/buildAll.ts';
import { checkResolvers, describeSizes } from './bundles/checkResolvers.ts';
import { InfraError } from './errors.ts';

const started = performance.now();
try {
  const outputs = await buildAll(join(import.meta.dirname, '..'));
  checkResolvers(outputs);
  console.log(describeSizes(outputs));
  const bytes = [...outputs.values()].reduce((sum, content) => sum + Buffer.byteLength(content), 0);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`build: ${outputs.size} files, ${(bytes / 1024).toFixed(0)} KiB in ${seconds} s`);
} catch (error) {
  if (!(error instanceof InfraError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
