/**
 * `npm run bench:costs`: counts on the local cloud what a training and lists in bulk take of what AWS charges for, writes
 * bench/results/costs.json, and the table of docs/deploy.md from it. Seconds are those of this machine; the time that
 * SageMaker takes to start an instance is not charged.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Operator } from '../cli/loop/Operator.ts';
import { importData } from '../data/index.ts';
import { batchOnce, requestBatch } from '../test/helpers/batches.ts';
import { startTestCloud } from '../test/helpers/startTestCloud.ts';
import { writeShop } from '../test/helpers/writeShop.ts';
import { Auditor, workflows } from './costs/Auditor.ts';
import { renderCosts, withCosts } from './costs/reckonCosts.ts';
import type { CountedCosts } from './costs/reckonCosts.ts';
import { withAuditor } from './costs/withAuditor.ts';

const root = new URL('..', import.meta.url).pathname;
/** What a part stores in a second (infra/stacks/BatchStack.ts). */
const listsPerSecond = 25;

const templateFolder = mkdtempSync(join(tmpdir(), 'recsync-costs-'));
withAuditor(join(root, 'cdk.out'), templateFolder);
const test = await startTestCloud('dynoxide', templateFolder);
try {
  const { cloud, stateFolder, operations } = test;
  const shop = writeShop(join(stateFolder, 'shop'), Date.now() - 60_000, 1);
  const { dynamodb: client, tables } = cloud;
  await importData({ client, tables, stateFolder, folder: shop.folder, now: Date.now, progress: () => undefined });
  await cloud.streamsRead();
  const operator = new Operator(cloud);
  const auditor = new Auditor(cloud);

  console.log('a training');
  const atTraining = operations.length;
  const runId = await operator.requestTraining({ budgetSeconds: 10, shadowSeconds: 0, canarySeconds: 0 });
  const run = await operator.ends(runId);
  if (run.status !== 'PROMOTED') throw new Error(`The training ended ${run.status}: ${run.reason ?? ''}`);
  // Those of the admin who asks how far it is are in it: a few hundred reads, which come to nothing.
  const training = await auditor.count(workflows.training, runId, operations.slice(atTraining));

  console.log('lists in bulk');
  const admin = await operator.admin();
  const atBatch = operations.length;
  const batchId = await requestBatch(admin, { placement: 'morning', store: true });
  const batch = await batchOnce(admin, batchId);
  if (batch.status !== 'COMPLETED') throw new Error(`The batch ended ${batch.status}: ${batch.reason ?? ''}`);
  const bulk = await auditor.count(workflows.batch, batchId, operations.slice(atBatch));
  const lists = batch.lists!;
  const Key = { pk: `USER#${shop.userIds[7]}`, sk: 'REC#morning' };
  const { Item } = await DynamoDBDocumentClient.from(client).send(new GetCommand({ TableName: tables.userData, Key }));
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html: a unit for each KB
  const unitsOfList = Math.ceil(Buffer.byteLength(JSON.stringify(Item)) / 1024);
  bulk.writeUnit = bulk.writeUnit! + lists * (unitsOfList - 1);

  const counted: CountedCosts = {
    countedOn: new Date().toISOString().slice(0, 10),
    size: {
      users: shop.userIds.length,
      items: shop.itemIds.length,
      interactions: run.dataReport!.interactions + run.dataReport!.judgedInteractions,
    },
    works: [
      { name: 'a training', note: '10 s of search; without shadow and canary', units: training },
      { name: `${lists} lists in bulk, stored`, note: `${unitsOfList} KB a list of 50`, units: bulk },
      {
        name: 'a million more lists, stored',
        note: 'the writes and the function that makes them, which grow with the lists; jobs and export grow too',
        units: { writeUnit: 1e6 * unitsOfList, lambdaGigabyteSecond: (1e6 / listsPerSecond) * workflows.batch.memory },
      },
    ],
  };
  writeFileSync(join(root, 'bench/results/costs.json'), `${JSON.stringify(counted, null, 2)}\n`);
  const document = join(root, 'docs/deploy.md');
  writeFileSync(document, withCosts(readFileSync(document, 'utf8'), renderCosts(counted)));
  console.log(renderCosts(counted));
} finally {
  await test.close();
  rmSync(templateFolder, { recursive: true, force: true });
}
