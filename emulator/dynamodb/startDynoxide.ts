import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ChildProcess, freePort } from '../processes/index.ts';
import { isAnswering, type DynamoDBEngine, type EngineOptions } from './DynamoDBEngine.ts';
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

/** Starts dynoxide: DynamoDB with streams on SQLite, ready in tens of milliseconds. */
export async function startDynoxide({ folder, logFile }: EngineOptions): Promise<DynamoDBEngine> {
  mkdirSync(folder, { recursive: true });
  const database = join(folder, 'dynoxide.sqlite');
  prepareDatabase(database);
  const port = await freePort();
  const child = new ChildProcess({
    name: 'dynoxide',
    command: dynoxideBinary()!,
    args: ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', database],
    logFile,
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await child.waitUntil(() => isAnswering(endpoint), 10_000);
  return { name: 'dynoxide', endpoint, stop: () => child.stop() };
}
