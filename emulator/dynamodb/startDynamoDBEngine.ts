import { join } from 'node:path';
import { isAnswering, type DynamoDBEngine, type EngineOptions } from './DynamoDBEngine.ts';
import { EngineUnavailable } from './errors.ts';
import { assertJava, javaVersion, startAmazonDynamoDBLocal } from './startAmazonDynamoDBLocal.ts';
import { dynoxideBinary, startDynoxide } from './startDynoxide.ts';

const useEndpoint = async (url: string): Promise<DynamoDBEngine> => {
  const endpoint = url.replace(/\/$/, '');
  if (!(await isAnswering(endpoint).catch(() => false))) {
    throw new EngineUnavailable(`Nothing answers at ${url}.`);
  }
  return { name: endpoint, endpoint, pid: undefined, stop: async () => undefined };
};

/** What runs when nobody chose: the embedded engine, else Amazon's. */
const defaultEngine = (): string => {
  const chosen = process.env.EMULATOR_DYNAMODB ?? process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (chosen !== undefined && chosen !== '') {
    return chosen;
  }
  return dynoxideBinary() === undefined && (javaVersion() ?? 0) >= 17 ? 'amazon' : 'dynoxide';
};

const isUrl = (engine: string): boolean => URL.canParse(engine) && /^https?:$/.test(new URL(engine).protocol);

/** Whether this machine could run the engine, without starting it. @throws EngineUnavailable */
export function assertEngineAvailable(choice: string | undefined): void {
  const engine = choice ?? defaultEngine();
  if (engine === 'dynoxide' && dynoxideBinary() === undefined) {
    throw new EngineUnavailable(`The embedded DynamoDB engine has no package for ${process.platform}-${process.arch}.`);
  }
  if (engine === 'amazon') {
    assertJava();
  }
  if (!['dynoxide', 'amazon'].includes(engine) && !isUrl(engine)) {
    throw new EngineUnavailable(`There is no DynamoDB engine called ${engine}.`);
  }
}

/**
 * Starts the DynamoDB engine of the local cloud.
 * @param choice `dynoxide`, `amazon` or a URL; left out, EMULATOR_DYNAMODB or
 * AWS_ENDPOINT_URL_DYNAMODB of the environment, else the best that this machine can run
 * @param stateFolder data are kept per engine in `dynamodb/<engine>/`
 * @throws EngineUnavailable naming the three ways
 */
export async function startDynamoDBEngine(
  choice: string | undefined,
  stateFolder: string,
  care: Partial<Pick<EngineOptions, 'log' | 'health'>> = {},
): Promise<DynamoDBEngine> {
  assertEngineAvailable(choice);
  const engine = choice ?? defaultEngine();
  const options = {
    folder: join(stateFolder, 'dynamodb', engine),
    logFile: join(stateFolder, 'logs', 'dynamodb.log'),
    log: () => undefined,
    ...care,
  };
  if (engine === 'dynoxide') {
    return startDynoxide(options);
  }
  return engine === 'amazon' ? startAmazonDynamoDBLocal(options) : useEndpoint(engine);
}
