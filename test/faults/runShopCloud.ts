import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createGunzip, gzipSync } from 'node:zlib';
import { GetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { importData } from '../../data/index.ts';
import { lambdaService, s3Service, sageMakerService } from '../../emulator/index.ts';
import { startLocalCloud } from '../../local/startLocalCloud.ts';
import { archiveKeys, lockPartitionKey, trainingLockSortKey } from '../../schema/contract/models.ts';
import { seededRandom } from '../model/kernels/seededRandom.ts';
import { skewFunctions, withHostClocks } from './clocks.ts';
import { FunctionFaults, type PushBug } from './FunctionFaults.ts';

/** What a test may ask of a cloud in another process. */
export type Question =
  | { ask: 'token'; user: string; groups?: string[] }
  | { ask: 'import'; folder: string }
  | { ask: 'lock' }
  | { ask: 'streamsRead' }
  /** Process and port of the model's server. */
  | { ask: 'modelServer' }
  /** Ends the sandboxes of every function in the middle of what they do. */
  | { ask: 'crashFunctions' }
  | { ask: 'strikeFunctions'; seed: number; isStriking: boolean }
  /** Plants a bug, or takes it out. */
  | { ask: 'plant'; bug?: PushBug }
  /** How often functions were struck. */
  | { ask: 'struck' }
  /** Every line of the interactions in the archive, JSON; `isPlanted` loses one of them first. */
  | { ask: 'archive'; isPlanted: boolean }
  | { ask: 'credentials'; roleOf: string };

/** A local cloud in a process of its own, for tests that kill it: `runShopCloud.ts <state folder> <database>`, forked. */
const [stateFolder, dynamodb] = process.argv.slice(2);
const templateFolder = skewFunctions('cdk.out', join(stateFolder, 'template'));
const cloud = await withHostClocks(seededRandom(process.pid), () =>
  startLocalCloud({
    templateFolder,
    stateFolder,
    port: 0,
    dynamodb,
    health: { interval: 500, patience: 2000, failures: 2 },
    log: (line) => console.error(line),
  }),
);
const { dynamodb: client, tables, emulator } = cloud;
const functions = emulator.service(lambdaService);
let faults: FunctionFaults | undefined;
/** One for the life of the process: it stands before the functions from the first question on. */
const functionFaults = (seed = 0): FunctionFaults => (faults ??= new FunctionFaults(functions, seededRandom(seed)));

async function archivedLines(isPlanted: boolean): Promise<string[]> {
  const lines: string[] = [];
  for (const bucket of emulator.service(s3Service).all()) {
    const parts = [...bucket.list(archiveKeys.interactions)].filter(({ key }) => key.endsWith('.gz'));
    for (const [index, part] of parts.entries()) {
      const found = (await text(bucket.read(part).pipe(createGunzip()))).split('\n').filter((line) => line !== '');
      if (isPlanted && index === 0) await bucket.put(part.key, gzipSync(found.slice(1).join('\n')));
      lines.push(...(isPlanted && index === 0 ? found.slice(1) : found));
    }
  }
  return lines;
}

async function answer(question: Question): Promise<unknown> {
  switch (question.ask) {
    case 'token':
      return cloud.token(question.user, question.groups);
    case 'import': {
      const { folder } = question;
      await importData({ client, tables, stateFolder, folder, now: Date.now, progress: () => undefined });
      return cloud.streamsRead();
    }
    case 'lock': {
      const Key = { pk: lockPartitionKey, sk: trainingLockSortKey };
      const found = await DynamoDBDocumentClient.from(client).send(new GetCommand({ TableName: tables.models, Key }));
      return found.Item ?? null;
    }
    case 'streamsRead':
      return cloud.streamsRead();
    case 'modelServer': {
      const { endpointName } = (await cloud.model.live())!;
      const { pid, port } = emulator.service(sageMakerService).processOf(endpointName) ?? {};
      return pid === undefined ? null : { pid, port };
    }
    case 'crashFunctions':
      return functions.crash();
    case 'strikeFunctions':
      functionFaults(question.seed).isStriking = question.isStriking;
      return;
    case 'plant':
      functionFaults().plant(question.bug);
      return;
    case 'struck':
      return functionFaults().struck;
    case 'archive':
      return archivedLines(question.isPlanted);
    case 'credentials': {
      const roles = emulator.template.ofType('AWS::IAM::Role');
      const role = roles.find(({ logicalId }) => logicalId.startsWith(question.roleOf))!;
      return emulator.credentialsOf(String(role.attributes.Arn), 'test');
    }
  }
}

process.on('message', ({ id, question }: { id: number; question: Question }) => {
  void answer(question).then(
    (value) => process.send!({ id, value }),
    (error: Error) => process.send!({ id, error: `${error.name}: ${error.message}` }),
  );
});
process.once('disconnect', () => process.exit(1));
process.send!({ graphqlUrl: cloud.graphqlUrl, gatewayUrl: emulator.gatewayUrl, region: cloud.region, tables });
