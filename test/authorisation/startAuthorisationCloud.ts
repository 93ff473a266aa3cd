import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { join } from 'node:path';
import { startLocalCloud } from '../../local/startLocalCloud.ts';
import type { LocalCloud } from '../../local/startLocalCloud.ts';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { postGraphql } from '../helpers/postGraphql.ts';
import { appSyncEngine } from '../witness/engine.ts';
import { makeCallers } from './callers.ts';
import { batchRows } from './batchTable.ts';
import { experimentRows } from './experimentTable.ts';
import { metricRows } from './metricsTable.ts';
import { modelRows } from './modelTable.ts';
import { placementRows } from './placementTable.ts';
import type { Caller, Stranger } from './callers.ts';

type Template = { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> };
const endAtOnce = { StartAt: 'End', States: { End: { Type: 'Pass', End: true } } };
const fileName = 'recsync-api.template.json';

export interface AuthorisationCloud {
  cloud: LocalCloud;
  schema: string;
  stateFolder: string;
  known: Caller[];
  strangers: Stranger[];
  close(): Promise<void>;
}

/** The local cloud on a template with two roles added: one that may ask the API everything, one nothing. */
export async function startAuthorisationCloud(synthesized = 'cdk.out'): Promise<AuthorisationCloud> {
  const folder = mkdtempSync(join(tmpdir(), 'recsync-authorisation-'));
  const [templateFolder, stateFolder] = [join(folder, 'cdk.out'), join(folder, 'state')];
  cpSync(synthesized, templateFolder, { recursive: true });
  const template = JSON.parse(readFileSync(join(templateFolder, fileName), 'utf8')) as Template;
  const logicalId = (type: string, start = ''): string =>
    Object.keys(template.Resources).find((id) => template.Resources[id].Type === type && id.startsWith(start))!;
  const api = { 'Fn::GetAtt': [logicalId('AWS::AppSync::GraphQLApi'), 'Arn'] };
  const publisher = template.Resources[logicalId('AWS::IAM::Role', 'PublishRecommendationRole')];
  publisher.Properties.RoleName = 'publisher';
  const trust = publisher.Properties.AssumeRolePolicyDocument;
  const everything = { Effect: 'Allow', Action: 'appsync:GraphQL', Resource: { 'Fn::Join': ['', [api, '/*']] } };
  const policy = { PolicyName: 'ask', PolicyDocument: { Version: '2012-10-17', Statement: [everything] } };
  const addRole = (name: string, Policies: unknown[]): void => {
    const Properties = { RoleName: name, AssumeRolePolicyDocument: trust, Policies };
    template.Resources[name] = { Type: 'AWS::IAM::Role', Properties };
  };
  addRole('everything', [policy]);
  addRole('nothing', []);
  // Erasures that take nothing away: rows that come later ask for what was erased before.
  const erasure = template.Resources[logicalId('AWS::StepFunctions::StateMachine', 'Erasure')];
  erasure.Properties.DefinitionString = JSON.stringify(endAtOnce);
  writeFileSync(join(templateFolder, fileName), JSON.stringify(template));
  endWorkflowsAtOnce(templateFolder);

  const cloud = await startLocalCloud({
    templateFolder,
    stateFolder,
    port: 0,
    appSyncEngine,
    // `watch-model` would write over the rows that are asked for.
    schedulesFire: false,
  });
  await putRows(cloud.dynamodb, 'Models', [...modelRows, ...batchRows]);
  await putRows(cloud.dynamodb, 'Feedback', [...metricRows, ...placementRows, ...experimentRows]);
  const keys = join(stateFolder, 'keys');
  const poolFile = readdirSync(keys).find((name) => name.startsWith('user-pool-'))!;
  const { key, issuer, clientId } = JSON.parse(readFileSync(join(keys, poolFile), 'utf8'));
  const role = (name: string) =>
    cloud.emulator.credentialsOf(`arn:aws:iam::${cloud.emulator.accountId}:role/${name}`, 'authorisation');
  const created = await postGraphql<{ createVisitor: { visitorId: string; anonymousId: string } }>(
    cloud.graphqlUrl,
    { apiKey: cloud.apiKey },
    'mutation { createVisitor { visitorId anonymousId } }',
  );
  const callers = await makeCallers({
    visitor: created.data.createVisitor,
    apiKey: cloud.apiKey,
    region: cloud.region,
    poolKey: key,
    issuer,
    clientId,
    roles: { everything: role('everything'), nothing: role('nothing'), publisher: role('publisher') },
  });
  return {
    cloud,
    stateFolder,
    schema: String(template.Resources[logicalId('AWS::AppSync::GraphQLSchema')].Properties.Definition),
    ...callers,
    close: async () => {
      await cloud.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whoever may ask for a training or a batch starts one: here it does nothing, so that each may ask. */
function endWorkflowsAtOnce(templateFolder: string): void {
  for (const name of ['training', 'batch']) {
    const file = join(templateFolder, `recsync-${name}.template.json`);
    const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
    for (const { Type, Properties } of Object.values(template.Resources)) {
      if (Type !== 'AWS::StepFunctions::StateMachine') continue;
      Properties.DefinitionString = JSON.stringify(endAtOnce);
    }
    writeFileSync(file, JSON.stringify(template));
  }
}

async function putRows(client: DynamoDBClient, table: string, rows: Record<string, unknown>[]): Promise<void> {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const TableName = TableNames.find((name) => name.includes(table));
  const documents = DynamoDBDocumentClient.from(client);
  await Promise.all(rows.map((Item) => documents.send(new PutCommand({ TableName, Item }))));
}
