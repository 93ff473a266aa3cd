import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ChildProcess, freePort, hiddenHost } from '../processes/index.ts';
import { superviseEngine, type DynamoDBEngine, type EngineOptions } from './DynamoDBEngine.ts';
import { prepareDatabase } from './prepareDatabase.ts';

const require = createRequire(import.meta.url);

/** The binary of this platform's package, or undefined where there is none. */
export const dynoxideBinary = (platform = process.platform, architecture = process.arch): string | undefined => {
  try {
    return join(dirname(require.resolve(`@dynoxide/${platform}-${architecture}/package.json`)), 'dynoxide');
  } catch {
    return undefined;
  }
};

/**
 * Starts dynoxide: DynamoDB with streams on SQLite, ready in tens of milliseconds. It checks no signature and answers
 * every web origin, so it listens where others have to guess.
 */
export async function startDynoxide({ folder, logFile, ...care }: EngineOptions): Promise<DynamoDBEngine> {
  mkdirSync(folder, { recursive: true });
  const database = join(folder, 'dynoxide.sqlite');
  prepareDatabase(database);
  const host = hiddenHost();
  const port = await freePort(host);
  const spawn = () =>
    new ChildProcess({
      name: 'dynoxide',
      command: dynoxideBinary()!,
      args: ['serve', '--host', host, '--port', String(port), '--db-path', database],
      logFile,
    });
  return superviseEngine({ name: 'dynoxide', endpoint: `http://${host}:${port}`, patience: 60_000, spawn }, care);
}
