/**
 * `npm run bench:costs`: counts on the local cloud what a training, shadow and lists in bulk take of what AWS charges for, writes
 * bench/results/costs.json, and the table of docs/deploy.md from it. Seconds are those of this machine; the time that
 * SageMaker takes to start an instance is not charged.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { Operator } from '../cli/loop/Operator.ts';
import { Visitors, type Visitor } from '../cli/loop/Visitors.ts';
import { loadDemoData } from '../data/index.ts';
import { withoutStreams } from '../emulator/dynamodb/index.ts';
import { postOperation } from '../local/postOperation.ts';
import { startLocalCloud } from '../local/startLocalCloud.ts';
import {
  BatchRecommendationDocument,
  RequestBatchRecommendationsDocument,
} from '../schema/generated/client/graphql.ts';
import { defaultTrainingSettings } from '../schema/contract/trainingSettings.ts';
import { times, together } from '../scale/index.ts';
import { Auditor, workflows } from './costs/Auditor.ts';
import { countShadow } from './costs/countShadow.ts';
import { renderCosts, withCosts } from './costs/renderCosts.ts';
import type { CountedCosts } from './costs/renderCosts.ts';
import { withAuditor } from './costs/withAuditor.ts';

const root = new URL('..', import.meta.url).pathname;
/** What a part stores in a second (infra/stacks/BatchStack.ts). */
const listsPerSecond = 25;
/** That a version has in the shadow (functions/compare-models/tryShadow.ts). */
const shadowMetrics = 4;
const { shadowShare } = defaultTrainingSettings;
/** Of the day that is reckoned. */
const listsOfHour = 10_000;

const folder = mkdtempSync(join(tmpdir(), 'recsync-costs-'));
const [templateFolder, stateFolder] = [join(folder, 'cdk.out'), join(folder, 'state')];
withAuditor(join(root, 'cdk.out'), templateFolder);
const cloud = await startLocalCloud({ templateFolder, stateFolder, port: 0, schedulesFire: false });
try {
  const { dynamodb: client, tables } = cloud;
  const rows = DynamoDBDocumentClient.from(client);
  await loadDemoData({
    ...{ client, tables, stateFolder, now: Date.now, progress: () => undefined },
    quietly: (work) => withoutStreams(client, [tables.userData, tables.catalogue], work),
  });
  await cloud.streamsRead();
  const operator = new Operator(cloud);
  const auditor = new Auditor(cloud);

  console.log('a training');
  const runId = await operator.requestTraining({ budgetSeconds: 10, shadowSeconds: 0, canarySeconds: 0 });
  const run = await operator.ends(runId);
  if (run.status !== 'PROMOTED') throw new Error(`The training ended ${run.status}: ${run.reason ?? ''}`);
  const training = await auditor.count(workflows.training, runId);

  console.log('a training with shadow');
  const since = Date.now();
  const people = await usersOf();
  const tried = await tryInShadow();
  const shadowed = await auditor.count(workflows.training, tried);
  const shadow = await countShadow(cloud, tried, since);
  const requests = shadow.requests;
  const metrics = { metricHour: shadowMetrics };

  console.log('lists in bulk');
  const admin = await operator.admin();
  const input = { placement: 'morning', store: true };
  const { requestBatchRecommendations } = await postOperation(admin, RequestBatchRecommendationsDocument, { input });
  const { batchId } = requestBatchRecommendations;
  const batch = await ended();
  const bulk = await auditor.count(workflows.batch, batchId);
  const lists = batch.lists!;
  const unitsOfList = await meanUnits();

  const counted: CountedCosts = {
    countedOn: new Date().toISOString().slice(0, 10),
    size: {
      users: lists,
      items: run.dataReport!.items,
      interactions: run.dataReport!.interactions + run.dataReport!.judgedInteractions,
    },
    works: [
      { name: 'a training', note: '10 s of search; without shadow and canary', units: training },
      {
        name: '1,000 requests in the shadow',
        note: `${requests} counted; without SageMaker's price for their bytes`,
        units: times(shadow.unitsOfRequest, 1000),
      },
      {
        name: 'a day with shadow',
        note: `a training, and an hour of shadow at a fifth of ${listsOfHour.toLocaleString('en-US')} scored lists`,
        units: together(shadowed, metrics, times(shadow.unitsOfRequest, listsOfHour * shadowShare)),
      },
      {
        name: `${lists} lists in bulk, stored`,
        note: `${unitsOfList.toFixed(1)} write units a list of 50`,
        units: { ...bulk, writeUnit: lists * unitsOfList },
      },
      {
        name: 'a million more lists, stored',
        note: 'the writes and the function that makes them; jobs and export grow too',
        units: { writeUnit: 1e6 * unitsOfList, lambdaGigabyteSecond: (1e6 / listsPerSecond) * workflows.batch.memory },
      },
    ],
  };
  writeFileSync(join(root, 'bench/results/costs.json'), `${JSON.stringify(counted, null, 2)}\n`);
  const document = join(root, 'docs/deploy.md');
  writeFileSync(document, withCosts(readFileSync(document, 'utf8'), renderCosts(counted)));
  console.log(renderCosts(counted));

  /** A minute of shadow is looked at as often as an hour is, and every request is tried, so that there are many to count. */
  async function tryInShadow(): Promise<string> {
    const visitors = new Visitors(cloud);
    const browsing = new AbortController();
    const tried = await operator.requestTraining({
      ...{ budgetSeconds: 10, force: true, shadowShare: 1, shadowSeconds: 60, canarySeconds: 0 },
    });
    const browses = operator
      .reaches(tried, 'SHADOW', browsing.signal)
      .then(() => visitors.browse(people, browsing.signal))
      .catch(() => undefined);
    const run = await operator.ends(tried).finally(() => browsing.abort());
    await browses;
    const seen = run.observations.filter(({ stage }) => stage === 'SHADOW').at(-1);
    if (seen?.decision !== 'PASSED') throw new Error(`The shadow ended ${run.status}: ${run.reason ?? ''}`);
    return tried;
  }

  /** They look, and view the first item. */
  async function usersOf(): Promise<Visitor[]> {
    const { Items = [] } = await rows.send(
      new ScanCommand({ TableName: tables.userData, ProjectionExpression: 'userId' }),
    );
    const userIds = new Set(Items.flatMap(({ userId }) => (userId ? [String(userId)] : [])));
    return [...userIds].map((userId) => ({
      userId,
      react: (shown) => shown.slice(0, 1).map((itemId) => ({ itemId, eventType: 'VIEW' as const })),
    }));
  }

  async function ended() {
    for (;;) {
      const { batchRecommendation } = await postOperation(admin, BatchRecommendationDocument, { batchId });
      if (batchRecommendation?.status === 'COMPLETED') return batchRecommendation;
      if (batchRecommendation && batchRecommendation.status !== 'RUNNING') {
        throw new Error(`The batch ended ${batchRecommendation.status}: ${batchRecommendation.reason ?? ''}`);
      }
      await sleep(200);
    }
  }

  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html: one for each KB. */
  async function meanUnits(): Promise<number> {
    const { Items = [] } = await rows.send(
      new ScanCommand({
        TableName: tables.userData,
        FilterExpression: 'sk = :sk',
        ExpressionAttributeValues: { ':sk': 'REC#morning' },
      }),
    );
    const units = Items.map((item) => Math.ceil(Buffer.byteLength(JSON.stringify(item)) / 1024));
    return units.reduce((sum, one) => sum + one, 0) / units.length;
  }
} finally {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
}
