import { join } from 'node:path';
import { importData } from '../../data/index.ts';
import { startLocalCloud } from '../../local/startLocalCloud.ts';
import { writeShop } from './writeShop.ts';

/**
 * A whole local cloud in a process of its own, for tests that kill it: `runLocalCloud.ts <state folder>`. The first time
 * it loads the shop of `writeShop`. Prints one line of JSON once it serves.
 */
const [stateFolder, load] = process.argv.slice(2) as [string, string?];
const cloud = await startLocalCloud({ templateFolder: 'cdk.out', stateFolder, port: 0 });
if (load === 'load') {
  const { folder } = writeShop(join(stateFolder, 'shop'), Date.now() - 60_000, 1);
  const { dynamodb: client, tables } = cloud;
  await importData({ client, tables, stateFolder, folder, now: Date.now, progress: () => undefined });
  await cloud.streamsRead();
}
console.log(JSON.stringify({ url: cloud.graphqlUrl, token: await cloud.token('operator', ['admin']) }));
