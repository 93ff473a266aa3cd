import { appSyncService, startCloud } from '../../index.ts';

/** A cloud in a process of its own, for tests that kill it: `runCloud.ts <template folder> <state folder> <role ARN>`. */
const [templateFolder, stateFolder, roleArn] = process.argv.slice(2) as [string, string, string];
const cloud = await startCloud({ templateFolder, stateFolder, log: (line) => console.error(line) });
const { graphqlUrl, apiKey } = cloud.service(appSyncService)!;
console.log(
  JSON.stringify({
    graphqlUrl,
    apiKey,
    endpoint: cloud.gatewayUrl,
    credentials: cloud.credentialsOf(roleArn, 'test'),
  }),
);
