import { ListTablesCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, test } from 'vitest';
import { isNamedBy } from '../../../cli/account/removeModels.ts';
import { runAccountCommand } from '../../../cli/account/runAccountCommand.ts';
import { tearDown } from '../../../cli/account/tearDown.ts';
import { parseTeardownOptions } from '../../../cli/teardownOptions.ts';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { ServiceRefusal } from '../../helpers/account/protocol.ts';
import { startAccount, type TestAccount } from '../../helpers/account/startAccount.ts';

const teardown = (test: TestAccount, ...commandLine: string[]): Promise<number> =>
  runAccountCommand(() => tearDown(parseTeardownOptions(commandLine), test.surroundings), test.surroundings);

const tablesOf = async ({ engine }: TestAccount): Promise<string[]> =>
  (await engine.client.send(new ListTablesCommand({}))).TableNames!;
const stacksOf = ({ account }: TestAccount): string[] =>
  account.stacks.all.filter(({ status }) => status !== 'DELETE_COMPLETE').map(({ name }) => name);
/** Everything in the account that costs or could. */
const left = async (all: TestAccount) => ({
  stacks: stacksOf(all),
  tables: await tablesOf(all),
  buckets: [...all.account.buckets.all.keys()],
  pools: [...all.account.userPools.keys()],
  keys: [...all.account.keys],
  sageMaker: [...all.account.sageMaker],
  running: all.account.executions.filter(({ status }) => status === 'RUNNING'),
});

/** What the training workflow of a deployment has made. */
const addModels = ({ account }: TestAccount, prefix: string): void => {
  const version = `${prefix}-20261128-140000-abcd`;
  account.sageMaker.set(`endpoint/${version}`, 'InService');
  account.sageMaker.set(`endpoint/${prefix}-20261128-150000-abce`, 'Creating');
  account.sageMaker.set(`endpoint/${prefix}-20261128-160000-abcf`, 'UpdateRollbackFailed');
  for (const kind of ['endpoint-config', 'model']) account.sageMaker.set(`${kind}/${version}`, '');
  account.sageMaker.set(`training-job/${prefix}-20261128-150000-abce`, 'InProgress');
  account.sageMaker.set(`processing-job/${version}-judge`, 'InProgress');
  account.logGroups.set(`/aws/sagemaker/Endpoints/${version}`, new Set());
  const jobs = account.logGroups.get('/aws/sagemaker/TrainingJobs') ?? new Set();
  account.logGroups.set('/aws/sagemaker/TrainingJobs', jobs.add(`${version}/algo-1`));
};

describe('a name of the workflow', () => {
  test.each([
    ['recsync', 'recsync-20261128-140000-abcd', true],
    ['recsync', 'recsync-20261128-140000-abcd-judge', true],
    ['recsync', 'recsync-20261128-140000-abcd/algo-1-1700000000', true],
    ['recsync', 'recsync-dev-20261128-140000-abcd', false],
    ['recsync-dev', 'recsync-dev-20261128-140000-abcd', true],
    ['recsync-dev', 'recsync-20261128-140000-abcd', false],
    ['recsync', 'my-recsync-20261128-140000-abcd', false],
    ['recsync', 'recsync-production', false],
  ])('%s gave %s: %s', (deployment, name, expected) => {
    expect(isNamedBy(deployment, name)).toBe(expected);
  });
});

describe.skipIf(!hasDynoxide)('taking down', () => {
  test('without data leaves the data stack and nothing else, and says what it costs', async () => {
    const all = await startAccount();
    await all.deploy();
    addModels(all, 'recsync');
    all.account.executions.push({ arn: 'x', status: 'RUNNING', input: '{}', looks: 0 });
    all.type('recsync');
    expect(await teardown(all)).toBe(0);
    const rest = await left(all);
    expect(rest.stacks).toEqual(['recsync-data']);
    expect(rest.tables).toHaveLength(4);
    expect(rest.buckets).toEqual(['recsync-archive', 'recsync-artifacts']);
    expect(rest.running).toEqual([]);
    expect(all.account.executions[0].status).toBe('ABORTED');
    expect(rest.sageMaker).toEqual([
      ['training-job/recsync-20261128-150000-abce', 'Stopped'],
      ['processing-job/recsync-20261128-140000-abcd-judge', 'Stopped'],
    ]);
    expect(all.account.logGroups).toEqual(new Map([['/aws/sagemaker/TrainingJobs', new Set()]]));
    expect(all.written()).toMatch(/^recsync-data stays.*about \$1\.00 a month/);
    // What asks for trainings goes before the trainings, and these before what they use.
    const deleted = all.account.calls.filter((call) =>
      /DeleteStack|StopExecution|StopTrainingJob|DeleteModel/.test(call),
    );
    expect(deleted).toEqual([
      ...['cloudformation:DeleteStack', 'cloudformation:DeleteStack', 'states:StopExecution'],
      ...[
        'cloudformation:DeleteStack',
        'cloudformation:DeleteStack',
        'sagemaker:StopTrainingJob',
        'sagemaker:DeleteModel',
      ],
      'cloudformation:DeleteStack',
    ]);
  });

  test('with data leaves the key for a week, and nothing that costs', async () => {
    const all = await startAccount();
    await all.deploy('dev');
    addModels(all, 'recsync-dev');
    all.type('recsync-dev');
    expect(await teardown(all, '--stage', 'dev', '--with-data')).toBe(0);
    const rest = await left(all);
    expect(rest).toMatchObject({ stacks: [], tables: [], buckets: [], pools: [], running: [] });
    expect(rest.keys).toEqual([['key-recsync-dev', 'PendingDeletion']]);
    expect(rest.sageMaker.filter(([name]) => !name.includes('-job/'))).toEqual([]);
    expect(all.shown()).toContain('FOR GOOD');
    expect(all.written()).toContain('the key key-recsync-dev, for 7 days');
    expect(all.written()).toContain('CDKToolkit');
  });

  test('one deployment leaves another alone, whichever name begins with the other', async () => {
    const all = await startAccount();
    await all.deploy('dev');
    await all.deploy();
    addModels(all, 'recsync-dev');
    addModels(all, 'recsync');
    expect(await teardown(all, '--with-data', '--yes')).toBe(0);
    const rest = await left(all);
    expect(rest.stacks).toHaveLength(6);
    expect([...rest.stacks, ...rest.tables, ...rest.buckets].filter((name) => !name.startsWith('recsync-dev'))).toEqual(
      [],
    );
    expect(rest.tables).toHaveLength(4);
    expect(rest.sageMaker.filter(([name]) => name.includes('/recsync-dev-'))).toHaveLength(7);
    expect(rest.sageMaker).toContainEqual(['training-job/recsync-dev-20261128-150000-abce', 'InProgress']);
    expect([...all.account.logGroups.keys()]).toContain('/aws/sagemaker/Endpoints/recsync-dev-20261128-140000-abcd');
  });

  /** Each is refused once; the second call goes through. */
  test.each([
    'cloudformation:DeleteStack',
    'states:StopExecution',
    'sagemaker:StopTrainingJob',
    'sagemaker:DeleteEndpoint',
    'sagemaker:DeleteModel',
    'logs:DeleteLogGroup',
    'cloudformation:UpdateTerminationProtection',
    's3:DeleteObjects',
    's3:DeleteBucket',
    'cognito-idp:DeleteUserPool',
    'kms:ScheduleKeyDeletion',
  ])('goes on where %s broke it off', async (operation) => {
    const all = await startAccount();
    await all.deploy();
    addModels(all, 'recsync');
    all.account.executions.push({ arn: 'x', status: 'RUNNING', input: '{}', looks: 0 });
    all.account.refusals.set(operation, new ServiceRefusal('AccessDeniedException', 'not now', 403));
    await expect(teardown(all, '--with-data', '--yes')).rejects.toThrow('may not do what is needed: not now');
    expect((await left(all)).keys).toEqual([['key-recsync', 'Enabled']]);
    all.account.refusals.clear();
    expect(await teardown(all, '--with-data', '--yes')).toBe(0);
    expect(await left(all)).toMatchObject({
      ...{ stacks: [], tables: [], buckets: [], pools: [], running: [] },
      keys: [['key-recsync', 'PendingDeletion']],
    });
    // A third finds nothing, and touches nothing.
    const calls = all.account.calls.length;
    expect(await teardown(all, '--with-data', '--yes')).toBe(0);
    expect(all.account.calls.slice(calls).filter((call) => /Delete|Stop|Update|Schedule/.test(call))).toEqual([]);
  });

  test('of a stack that cannot go says why, in the words of CloudFormation', async () => {
    const all = await startAccount();
    await all.deploy();
    const reason = 'Export recsync-model:Role cannot be deleted as it is in use by other';
    all.account.stacks.undeletable.set('recsync-model', { resource: 'Role', reason });
    await expect(teardown(all, '--yes')).rejects.toThrow(
      `CloudFormation cannot delete recsync-model: Role: ${reason}. The same command tries again.`,
    );
    expect(stacksOf(all)).toEqual(['recsync-data', 'recsync-model']);
  });

  test('goes on without a workflow that is gone already', async () => {
    const all = await startAccount();
    await all.deploy();
    const gone = new ServiceRefusal('StateMachineDoesNotExist', 'State Machine Does Not Exist');
    all.account.refusals.set('states:ListExecutions', gone);
    expect(await teardown(all, '--yes')).toBe(0);
    expect(stacksOf(all)).toEqual(['recsync-data']);
  });

  test('says what it does not know how to remove', async () => {
    const all = await startAccount();
    await all.deploy();
    const [data] = all.account.stacks.all;
    data.resources.push({ logicalId: 'Disk', type: 'AWS::EFS::FileSystem', id: 'fs-1', isKept: true });
    expect(await teardown(all, '--yes', '--with-data')).toBe(0);
    expect(all.written()).toContain('fs-1 (AWS::EFS::FileSystem), which this command does not know');
  });

  test.each<[string, (all: TestAccount) => void, RegExp]>([
    ['when another name is typed', (all) => all.type('recsync-dev'), /^Nothing was taken down\.$/],
    ['when the person leaves', (all) => all.type(), /^Nothing was taken down\.$/],
    ['without a terminal', (all) => all.leave(), /no terminal; say --yes/],
  ])('does nothing %s', async (_name, arrange, message) => {
    const all = await startAccount();
    await all.deploy();
    arrange(all);
    await expect(teardown(all, '--with-data')).rejects.toThrow(message);
    expect(all.account.calls.filter((call) => /Delete|Stop|Update|Schedule/.test(call))).toEqual([]);
    expect(stacksOf(all)).toHaveLength(6);
  });

  test('without data leaves no row that says an endpoint or a training is there', async () => {
    const all = await startAccount();
    await all.deploy();
    const table = 'recsync-data-Models-1';
    const version = { modelVersion: 'v1', artifact: 's3://a/model.tar.gz', lineage: '{}', createdAt: 'then' };
    await all.put(table, { pk: 'LIVE', sk: 'LIVE', revision: 3, champion: { modelVersion: 'v1', endpointName: 'e' } });
    await all.put(table, { pk: 'VERSION', sk: 'v1', ...version, status: 'LIVE', endpointName: 'e' });
    await all.put(table, { pk: 'VERSION', sk: 'v0', ...version, status: 'REJECTED', reason: 'WORSE: much.' });
    await all.put(table, { pk: 'LOCK', sk: 'TRAINING', runId: 'v2', executionArn: 'x', since: 'then' });
    await all.put(table, { pk: 'RUN', sk: 'v2', runId: 'v2', status: 'RUNNING', stages: { TRAIN: 'then' } });
    expect(await teardown(all, '--yes')).toBe(0);
    const { Items = [] } = await all.engine.client.send(new ScanCommand({ TableName: table }));
    const rows = Items.map((item) => unmarshall(item)).sort((a, b) => a.sk.localeCompare(b.sk));
    expect(rows).toEqual([
      { pk: 'VERSION', sk: 'v0', ...version, status: 'REJECTED', reason: 'WORSE: much.' },
      { pk: 'VERSION', sk: 'v1', ...version, status: 'REMOVED' },
      {
        ...{ pk: 'RUN', sk: 'v2', runId: 'v2', status: 'FAILED', stages: { TRAIN: 'then' } },
        reason: expect.stringMatching(/^TAKEN_DOWN: /),
        endedAt: expect.stringMatching(/^\d{4}-/),
      },
    ]);
  });

  test('reckons what stays by the size of the tables', async () => {
    const all = await startAccount();
    await all.deploy();
    await all.engine.client.send(
      new PutItemCommand({ TableName: 'recsync-data-UserData-1', Item: { pk: { S: 'u' }, sk: { S: 'i' } } }),
    );
    expect(await teardown(all, '--yes')).toBe(0);
    expect(all.written()).toContain('(0.00 GB)');
  });
});
