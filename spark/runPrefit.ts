import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sparkFolder, SparkUnavailableError, sparkPython, whySparkCannotRun } from './installSpark.ts';
import { sparkOptions } from './localSpark.ts';
import type { SparkSize } from './localSpark.ts';

export interface PrefitRun {
  /** The prepared training input, with its manifest.json. */
  readonly input: string;
  /** Gets the channels `interactions` (the sample) and `prefitted`. */
  readonly output: string;
  /** A folder with a file for each person who is to leave. */
  readonly erased?: string;
  readonly seed?: number;
  readonly sampleUsers?: number;
}

export interface SparkRun extends SparkSize {
  readonly signal?: AbortSignal;
}

/**
 * Runs the job on Spark in this machine, with its scratch files in a folder that goes with it.
 * @returns its exit code (0 done, 1 the input cannot be used, 2 an error in the code) and what it printed
 * @throws SparkUnavailableError
 */
export async function runPrefit(
  { input, output, erased, seed, sampleUsers }: PrefitRun,
  spark: SparkRun = {},
): Promise<{ code: number; output: string }> {
  const options = { input, output, erased, seed, 'sample-users': sampleUsers };
  const commandLine = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
  return runSparkPython(['-m', 'prefit', ...commandLine], spark);
}

/** As `runPrefit`, any Python that starts Spark. @throws SparkUnavailableError */
export async function runSparkPython(
  commandLine: readonly string[],
  { signal, ...size }: SparkRun = {},
): Promise<{ code: number; output: string }> {
  const problem = whySparkCannotRun();
  if (problem !== undefined) throw new SparkUnavailableError(problem);
  const scratch = await mkdtemp(join(tmpdir(), 'recsync-spark-'));
  const submit = [
    ...sparkOptions(size).map((word) => (word.includes(' ') ? `'${word}'` : word)),
    ...['--conf', 'spark.ui.enabled=false'],
    ...['--conf', 'spark.driver.bindAddress=127.0.0.1', '--conf', 'spark.driver.host=127.0.0.1'],
    ...['--conf', `spark.local.dir=${scratch}`, '--conf', `spark.sql.warehouse.dir=${scratch}`],
  ];
  const child = spawn(sparkPython, commandLine, {
    cwd: scratch,
    env: {
      ...process.env,
      PYTHONPATH: sparkFolder,
      PYTHONDONTWRITEBYTECODE: '1',
      PYSPARK_PYTHON: sparkPython,
      PYSPARK_SUBMIT_ARGS: [...submit, 'pyspark-shell'].join(' '),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode) => resolve(exitCode ?? 2));
    });
    return { code, output };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
