import { join } from 'node:path';
import type { DynamoDBEngine } from './DynamoDBEngine.ts';
import { EngineUnavailable } from './errors.ts';
import { isAnswering } from './isAnswering.ts';
import { javaVersion, startAmazonDynamoDBLocal } from './startAmazonDynamoDBLocal.ts';
import { dynoxideBinary, startDynoxide } from './startDynoxide.ts';

const useEndpoint = async (url: string): Promise<DynamoDBEngine> => {
  const endpoint = url.replace(/\/$/, '');
  if (!await isAnswering(endpoint).catch(() => false)) {
    throw new EngineUnavailable(`Nothing answers at ${url}.`);
  }
  return { name: endpoint, endpoint, stop: async () => undefined };
};

/** What runs when nobody chose: the embedded engine, else Amazon's. */
const defaultEngine = (): string => {
  const chosen = process.env.RECSYNC_DYNAMODB ?? process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (chosen !== undefined && chosen !== '') {
    return chosen;
  }
  return dynoxideBinary() === undefined && (javaVersion() ?? 0) >= 17 ? 'amazon' : 'dynoxide';
};

/**
 * Starts the DynamoDB engine of the local cloud.
 * @param choice `dynoxide`, `amazon` or a URL; left out, RECSYNC_DYNAMODB or
 * AWS_ENDPOINT_URL_DYNAMODB of the environment, else the best that this machine can run
 * @param stateFolder data are kept per engine in `dynamodb/<engine>/`
 * @throws EngineUnavailable naming the three ways
 */
export async function startDynamoDBEngine(choice: string | undefined, stateFolder: string): Promise<DynamoDBEngine> {
  const engine = choice ?? defaultEngine();
  const options = { folder: join(stateFolder, 'dynamodb', engine), logFile: join(stateFolder, 'logs', 'dynamodb.log') };
  if (engine === 'dynoxide') {
    return startDynoxide(options);
  }
  if (engine === 'amazon') {
    return startAmazonDynamoDBLocal(options);
  }
  if (URL.canParse(engine) && /^https?:$/.test(new URL(engine).protocol)) {
    return useEndpoint(engine);
  }
  throw new EngineUnavailable(`There is no DynamoDB engine called ${engine}.`);
}
