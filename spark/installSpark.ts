import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const sparkFolder = fileURLToPath(new URL('.', import.meta.url));
/** A virtual environment with what requirements.txt names; not in build/, which a build empties of all that is not its own. */
export const environmentFolder = fileURLToPath(new URL('../.spark', import.meta.url));
const requirements = join(sparkFolder, 'requirements.txt');
const installedMark = join(environmentFolder, 'installed.txt');

/** Spark cannot be installed or started on this machine. */
export class SparkUnavailableError extends Error {
  readonly code = 'SPARK_UNAVAILABLE';
  constructor(problem: string, options?: ErrorOptions) {
    super(
      `Spark cannot run here: ${problem}. It needs Java 17 and Python 3.11 with venv; npm run test:spark installs it.`,
      options,
    );
    this.name = 'SparkUnavailableError';
  }
}

/** The Python that Spark is installed for. */
export const sparkPython = join(environmentFolder, 'bin', 'python');

/** Why Spark cannot run here, undefined where it can. */
export function whySparkCannotRun(): string | undefined {
  if (!existsSync(installedMark) || readFileSync(installedMark, 'utf8') !== readFileSync(requirements, 'utf8')) {
    return 'it is not installed';
  }
  return hasJava() ? undefined : 'there is no Java';
}

function hasJava(): boolean {
  try {
    const { JAVA_HOME } = process.env;
    const java = JAVA_HOME === undefined ? 'java' : join(JAVA_HOME, 'bin', 'java');
    execFileSync(java, ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Brings Spark (300 MB) into `.spark`, unless it is there as requirements.txt names it.
 * @throws SparkUnavailableError
 */
export async function installSpark(): Promise<void> {
  if (!hasJava()) throw new SparkUnavailableError('there is no Java');
  if (whySparkCannotRun() === undefined) return;
  await rm(environmentFolder, { recursive: true, force: true });
  await mkdir(environmentFolder, { recursive: true });
  await run('python3', ['-m', 'venv', environmentFolder]);
  await run(sparkPython, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--requirement', requirements]);
  await writeFile(installedMark, readFileSync(requirements, 'utf8'));
}

function run(command: string, commandLine: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandLine, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
    child.once('error', (cause) => reject(new SparkUnavailableError(cause.message, { cause })));
    child.once('close', (code) => {
      const reason = output.trim().split('\n').at(-1) || `${command} ended with code ${code}`;
      if (code === 0) resolve();
      else reject(new SparkUnavailableError(reason, { cause: new Error(output) }));
    });
  });
}
