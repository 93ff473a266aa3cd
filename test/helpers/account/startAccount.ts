import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { CreateTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { onTestFinished, vi } from 'vitest';
import { Progress } from '../../../cli/Progress.ts';
import type { Surroundings } from '../../../cli/account/Surroundings.ts';
import { Terminal } from '../../../cli/account/Terminal.ts';
import { folderOfTest } from '../../../emulator/test/helpers/makeTemporaryFolder.ts';
import { startEngine, type TestEngine } from '../../../emulator/test/helpers/startEngine.ts';
import { AccountDouble } from './AccountDouble.ts';

const region = 'eu-west-1';

export interface TestAccount {
  account: AccountDouble;
  engine: TestEngine;
  /** Where programs such as `docker` are looked for, and nowhere else. */
  programs: string;
  surroundings: Surroundings;
  /** What was shown and written. */
  shown(): string;
  written(): string;
  /** Answers the questions that come, in this order. */
  type(...lines: string[]): void;
  /** Nobody is there to be asked. */
  leave(): void;
  /** Makes a program that ends with this exit code. */
  install(program: string, exitCode?: number): void;
  put(table: string, row: Record<string, unknown>): Promise<void>;
  /** Every stack as after a deployment, with what they hold. */
  deploy(stage?: string): Promise<void>;
}

/** An account with nothing in it, a person at a terminal, and a machine with `docker`. All of it ends with the test. */
export async function startAccount(): Promise<TestAccount> {
  const [account, engine] = [await AccountDouble.start(region), await startEngine('dynoxide')];
  const folder = folderOfTest();
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  const environment = {
    AWS_ACCESS_KEY_ID: 'AKIDTEST',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: region,
    AWS_ENDPOINT_URL: account.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    // Neither the machine's own profile nor its instance role.
    AWS_CONFIG_FILE: join(folder, 'nowhere'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'nowhere'),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const cdk = join(folder, 'cdk.cjs');
  writeFileSync(cdk, fakeCdk);
  const { terminal, progress, shown, type, leave } = makeTerminal();
  let written = '';
  const surroundings: Surroundings = {
    terminal,
    progress,
    environment: { ...environment, PATH: programs },
    cdk: [process.execPath, cdk],
    childOutput: 'ignore',
    stateFolder: join(folder, 'state'),
    pollInterval: 1,
    signal: new AbortController().signal,
    write: (text) => {
      written += text;
    },
    isPrivate: true,
  };
  const install = (program: string, exitCode = 0) => {
    writeFileSync(join(programs, program), `#!/bin/sh\nexit ${exitCode}\n`);
    chmodSync(join(programs, program), 0o755);
  };
  install('docker');
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await account.stop();
    await engine.stop();
  });
  const documents = DynamoDBDocumentClient.from(engine.client);
  return {
    ...{ account, engine, programs, surroundings, shown, type, leave, install },
    written: () => written,
    put: async (TableName, Item) => void (await documents.send(new PutCommand({ TableName, Item }))),
    deploy: (stage = '') => makeDeployment(account, engine, stage),
  };
}

/** Tells the double its arguments, and ends as that says. */
const fakeCdk = `
fetch(process.env.AWS_ENDPOINT_URL + '/cdk', {
  method: 'POST',
  body: JSON.stringify({ parameters: process.argv.slice(2), engine: process.env.CDK_DOCKER }),
}).then(async (response) => process.exit(Number(await response.text())));
`;

function makeTerminal() {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = Object.assign(new PassThrough(), { isTTY: true });
  let shown = '';
  let lines: string[] = [];
  output.on('data', (text: Buffer) => {
    shown += text.toString();
    // A person types when asked.
    if (/(\[y\/N\]|to go on:) $/.test(text.toString())) {
      const line = lines.shift();
      setImmediate(() => (line === undefined ? input.end() : input.write(`${line}\n`)));
    }
  });
  const plain = Object.assign(new PassThrough(), { isTTY: false });
  plain.on('data', (text: Buffer) => {
    shown += text.toString();
  });
  return {
    terminal: new Terminal(input, output),
    progress: new Progress(plain as never),
    shown: () => shown,
    type: (...given: string[]) => {
      lines = given;
    },
    leave: () => {
      input.isTTY = false;
    },
  };
}

/** Stacks as infra/ makes them, as far as the commands look at them. */
async function makeDeployment(account: AccountDouble, engine: TestEngine, stage: string): Promise<void> {
  const name = stage === '' ? 'recsync' : `recsync-${stage}`;
  const [userData, catalogue, counters, models] = ['UserData', 'Catalogue', 'Counters', 'Models'].map(
    (table) => `${name}-data-${table}-1`,
  );
  const names: [string, string?][] = [[userData, 'sk'], [catalogue], [counters, 'sk'], [models, 'sk']];
  const { TableNames: present = [] } = await engine.client.send(new ListTablesCommand({}));
  for (const [TableName, sort] of names.filter(([table]) => !present.includes(table))) {
    const partition = TableName === catalogue ? 'itemId' : 'pk';
    const keys = [partition, ...(sort ? [sort] : [])];
    await engine.client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: keys.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
      }),
    );
  }
  account.buckets.make(`${name}-archive`, ['items/items.jsonl.gz null', 'erased/p1 null'], ['runs/cut']);
  account.buckets.make(`${name}-artifacts`, ['artifacts/a v1', 'artifacts/a v2', 'artifacts/a marker1']);
  account.userPools.set(`pool-${name}`, 'ACTIVE');
  account.keys.set(`key-${name}`, 'Enabled');
  account.apiKeys.push({ id: 'da2-short', expires: 1_800_000_000 }, { id: 'da2-long', expires: 1_822_000_000 });
  const kept = (type: string, id: string) => ({ logicalId: id, type, id, isKept: true });
  const stack = (part: string, given: Parameters<typeof account.stacks.make>[1] = {}) =>
    account.stacks.find(`${name}-${part}`) ?? account.stacks.make(`${name}-${part}`, given);
  stack('data', {
    isProtected: true,
    outputs: { UserDataTable: userData, CatalogueTable: catalogue, ModelsTable: models },
    resources: [
      kept('AWS::KMS::Key', `key-${name}`),
      ...names.map(([table]) => kept('AWS::DynamoDB::GlobalTable', table)),
      kept('AWS::S3::Bucket', `${name}-archive`),
      kept('AWS::S3::Bucket', `${name}-artifacts`),
      kept('AWS::Cognito::UserPool', `pool-${name}`),
      { logicalId: 'Client', type: 'AWS::Cognito::UserPoolClient', id: 'client' },
    ],
  });
  stack('model');
  stack('training', { outputs: { TrainingWorkflowArn: `arn:aws:states:${region}:${account.id}:execution:${name}` } });
  stack('batch');
  stack('api', {
    outputs: {
      GraphqlUrl: `${account.endpoint}/graphql`,
      GraphqlApiId: 'api1',
      UserPoolId: `pool-${name}`,
      UserPoolClientId: 'client',
      BackendRoleArn: `arn:aws:iam::${account.id}:role/${name}-backend`,
    },
  });
  stack('operations', { resources: [{ logicalId: 'Topic', type: 'AWS::SNS::Topic', id: `topic-${name}` }] });
}
