import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalCloud } from '../local/startLocalCloud.ts';

/** Writes `local.json`, by which programs find the running cloud. @returns what removes it */
export function announce(cloud: LocalCloud, stateFolder: string): () => void {
  const file = join(stateFolder, 'local.json');
  const { graphqlUrl, realtimeUrl, secureGraphqlUrl, secureRealtimeUrl, apiKey, backendRoleArn, region, pid } = cloud;
  const { dynamodbUrl, tables } = cloud;
  const { userData, catalogue, counters } = tables;
  writeFileSync(
    file,
    `${JSON.stringify(
      {
        graphqlUrl,
        realtimeUrl,
        apiKey,
        backendRoleArn,
        region,
        pid,
        secureGraphqlUrl,
        secureRealtimeUrl,
        certificateAuthority: join(stateFolder, 'tls', 'authority.pem'),
        dynamodbUrl,
        tables: { userData, catalogue, counters },
      },
      null,
      2,
    )}\n`,
    { mode: 0o600 },
  );
  return () => rmSync(file, { force: true });
}

/** What a person needs to know. */
export const describeCloud = (
  { storefrontUrl, consoleUrl, graphqlUrl, realtimeUrl, apiKey, engine, appSyncEngine }: LocalCloud,
  liveModel: string | undefined,
): string =>
  [
    '',
    `  Shop         ${storefrontUrl}`,
    `  Console      ${consoleUrl}`,
    `  Playground   ${new URL(`/playground#apiKey=${apiKey}`, graphqlUrl).href}`,
    `  GraphQL      ${graphqlUrl}`,
    `  Real time    ${realtimeUrl}`,
    `  API key      ${apiKey}   (public reads: header x-api-key)`,
    '  Token        npm run -s token -- --user u1 [--groups admin]   (header authorization)',
    `  DynamoDB     ${engine}`,
    ...(appSyncEngine === 'amplify'
      ? ["  AppSync      Amplify's simulator, with the emulator's JavaScript resolvers"]
      : []),
    `  Model        ${liveModel ?? 'none yet: lists are degraded, and training is tried again when there are more data'}`,
    '',
    '  Ctrl-C stops everything. The data stay for the next start.',
    '',
  ].join('\n');
