import { GetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { importData } from '../../data/index.ts';
import { startLocalCloud } from '../../local/startLocalCloud.ts';
import { lockPartitionKey, trainingLockSortKey } from '../../schema/contract/models.ts';

/** What a test may ask of a cloud in another process. */
export type Question =
  | { ask: 'token'; user: string; groups?: string[] }
  | { ask: 'import'; folder: string }
  | { ask: 'lock' }
  | { ask: 'credentials'; roleOf: string };

/** A local cloud in a process of its own, for tests that kill it: `runShopCloud.ts <state folder>`, forked. */
const [stateFolder] = process.argv.slice(2);
const cloud = await startLocalCloud({
  templateFolder: 'cdk.out',
  stateFolder,
  port: 0,
  dynamodb: 'dynoxide',
  log: (line) => console.error(line),
});
const { dynamodb: client, tables, emulator } = cloud;

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
process.send!({ graphqlUrl: cloud.graphqlUrl, gatewayUrl: emulator.gatewayUrl, region: cloud.region });
