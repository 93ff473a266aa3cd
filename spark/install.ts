/** `node cli/bootstrap.mjs spark/install.ts`: brings Spark into .spark, for tests and benchmarks. */
import { installSpark } from './installSpark.ts';

await installSpark();
