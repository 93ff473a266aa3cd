import { CommandError } from '../../../cli/CommandError.ts';
import { deployProduct } from '../../../cli/account/deployProduct.ts';
import { runAccountCommand } from '../../../cli/account/runAccountCommand.ts';
import { parseDeployOptions } from '../../../cli/deployOptions.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { folderOfTest } from '../../../emulator/test/helpers/makeTemporaryFolder.ts';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { CountingProxy } from '../../helpers/CountingProxy.ts';
import { ServiceRefusal } from '../../helpers/account/protocol.ts';
import { startAccount, type TestAccount } from '../../helpers/account/startAccount.ts';
import { writeFilms } from '../../helpers/writeFilms.ts';

const deployment = (test: TestAccount, ...commandLine: string[]): Promise<number> =>
  runAccountCommand(() => deployProduct(parseDeployOptions(commandLine), test.surroundings), test.surroundings);

/** `cdk` does what it is told. */
const letCdkDeploy = ({ account, deploy }: TestAccount, commandLines: string[][] = []): void => {
  account.runCdk = async (parameters) => {
    commandLines.push(parameters);
    if (parameters[0] === 'bootstrap') account.stacks.make('CDKToolkit');
    else await deploy();
    return 0;
  };
};

/** A training that is in another stage at each look, and ends as it is said. */
const letTrain = ({ account, put }: TestAccount, status: string, reason?: string): void => {
  const stages = ['COLLECT', 'PREPARE', 'VALIDATE', 'TRAIN', 'JUDGE'];
  account.advanceTraining = async (execution) => {
    const isOver = execution.looks > stages.length;
    if (isOver) execution.status = status === 'FAILED' ? 'FAILED' : 'SUCCEEDED';
    await put('recsync-data-Models-1', {
      pk: 'RUN',
      sk: '20261128-140000-abcd',
      executionArn: execution.arn,
      status: isOver ? status : 'RUNNING',
      reason,
      stages: Object.fromEntries(stages.slice(0, execution.looks).map((stage) => [stage, '2026-11-28T14:00:00.000Z'])),
    });
    if (isOver && status === 'PROMOTED') {
      const champion = { modelVersion: '20261128-140000-abcd', endpointName: 'recsync-20261128-140000-abcd' };
      await put('recsync-data-Models-1', { pk: 'LIVE', sk: 'LIVE', revision: 1, champion });
    }
  };
};

describe.skipIf(!hasDynoxide)('a deployment', () => {
  test('goes from an empty account to a first model', async () => {
    const all = await startAccount();
    const commandLines: string[][] = [];
    letCdkDeploy(all, commandLines);
    letTrain(all, 'PROMOTED');
    all.type('y', 'yes');
    const films = writeFilms(join(folderOfTest(), 'films'), 6, 4);
    expect(await deployment(all, '--data', films, '--alarm-email', 'ops@example.com')).toBe(0);
    expect(commandLines).toEqual([
      ['bootstrap', 'aws://123456789012/eu-west-1', '--no-notices'],
      [
        ...['deploy', '--all', '--require-approval', 'never'],
        ...['-c', 'region=eu-west-1', '-c', 'stage=', '-c', 'alarmEmail=ops@example.com', '--no-notices'],
      ],
    ]);
    expect(all.account.executions.map(({ input }) => JSON.parse(input))).toEqual([{ trigger: 'FIRST' }]);
    expect(all.shown()).toContain('aws://123456789012/eu-west-1 is not bootstrapped');
    expect(all.shown()).toContain('as arn:aws:iam::123456789012:user/ada');
    expect(all.shown()).toMatch(/recsync-training +is made/);
    expect(all.shown()).toContain('about $7 a month');
    expect(all.shown()).toContain('Took 6 items and 16 interactions');
    expect(all.written()).toContain(`GraphQL      ${all.account.endpoint}/graphql`);
    expect(all.written()).toContain('API key      da2-long   (public reads: header x-api-key; until 2027-09-26)');
    expect(all.written()).toContain('User pool    pool-recsync   client client');
    expect(all.written()).toContain('Model        20261128-140000-abcd');
    expect(all.written()).toContain('npm run teardown -- --region eu-west-1');
  });

  test('that has a model trains none and asks for no bootstrap', async () => {
    const all = await startAccount();
    await all.deploy();
    all.account.stacks.make('CDKToolkit');
    const champion = { modelVersion: '20261101-000000-0000', endpointName: 'e' };
    await all.put('recsync-data-Models-1', { pk: 'LIVE', sk: 'LIVE', revision: 4, champion });
    all.type('y');
    expect(await deployment(all)).toBe(0);
    expect(all.shown()).toMatch(/recsync-data +is updated/);
    expect(all.account.executions).toEqual([]);
    expect(all.written()).toContain('Model        20261101-000000-0000');
  });

  test('without data starts no training, and says so', async () => {
    const all = await startAccount();
    await all.deploy();
    expect(await deployment(all, '--yes')).toBe(0);
    expect(all.account.executions).toEqual([]);
    expect(all.written()).toContain('none yet, for there is nothing to learn from');
  });

  test('goes on mailing alarms to where it did', async () => {
    const all = await startAccount();
    await all.deploy();
    all.account.mailedTo.set('topic-recsync', 'night@example.com');
    const commandLines: string[][] = [];
    letCdkDeploy(all, commandLines);
    expect(await deployment(all, '--yes')).toBe(0);
    expect(commandLines.at(-1)).toContain('alarmEmail=night@example.com');
    expect(all.shown()).toContain('Alarms are mailed to night@example.com.');
  });

  test('whose output is kept for others to read shows neither key nor address', async () => {
    const all = await startAccount();
    await all.deploy();
    all.account.mailedTo.set('topic-recsync', 'night@example.com');
    all.surroundings.isPrivate = false;
    expect(await deployment(all, '--yes')).toBe(0);
    expect(all.shown() + all.written()).not.toMatch(/night@example\.com|da2-long/);
    expect(all.written()).toContain('aws appsync list-api-keys --api-id api1');
  });
});

describe.skipIf(!hasDynoxide)('what was broken off goes on', () => {
  test('after a bootstrap that failed', async () => {
    const all = await startAccount();
    all.account.runCdk = () => 1;
    await expect(deployment(all, '--yes')).rejects.toThrow(/^cdk bootstrap failed; once that is mended/);
    expect(all.account.calls.filter((call) => call.startsWith('cdk'))).toEqual(['cdk bootstrap']);
    letCdkDeploy(all);
    expect(await deployment(all, '--yes')).toBe(0);
  });

  test('after a data stack that could not be made: it is removed with what it kept, protected as it is', async () => {
    const all = await startAccount();
    all.account.stacks.make('CDKToolkit');
    all.account.runCdk = () => {
      all.account.buckets.make('orphan', ['a v1']);
      all.account.keys.set('orphan-key', 'Enabled');
      all.account.stacks.make('recsync-data', {
        status: 'ROLLBACK_COMPLETE',
        isProtected: true,
        resources: [
          { logicalId: 'Archive', type: 'AWS::S3::Bucket', id: 'orphan', isKept: true },
          { logicalId: 'Key', type: 'AWS::KMS::Key', id: 'orphan-key', isKept: true },
        ],
      });
      return 1;
    };
    await expect(deployment(all, '--yes')).rejects.toThrow(/^cdk deploy failed/);
    letCdkDeploy(all);
    expect(await deployment(all, '--yes')).toBe(0);
    expect(all.shown()).toMatch(/recsync-data +could not be made the last time/);
    expect([...all.account.buckets.all.keys()]).not.toContain('orphan');
    expect(all.account.keys.get('orphan-key')).toBe('PendingDeletion');
    expect(all.account.stacks.find('recsync-data')!.status).toBe('CREATE_COMPLETE');
  });

  test('after some of the stacks', async () => {
    const all = await startAccount();
    all.account.stacks.make('CDKToolkit');
    await all.deploy();
    all.account.stacks.all.splice(-1);
    all.account.runCdk = () => 1;
    await expect(deployment(all, '--yes')).rejects.toThrow(CommandError);
    expect(all.shown()).toMatch(/recsync-api +is updated\n.*recsync-operations +is made/);
    letCdkDeploy(all);
    expect(await deployment(all, '--yes')).toBe(0);
    expect(all.written()).toContain('recsync is there');
  });

  test('after a broken-off import: the same command takes the rest, and a third changes nothing', async () => {
    const all = await startAccount();
    await all.deploy();
    const films = writeFilms(join(folderOfTest(), 'films'), 40, 42);
    const stop = new AbortController();
    const proxy = await CountingProxy.start(all.engine.endpoint, (operation) => {
      if (operation.includes('Write')) stop.abort();
    });
    onTestFinished(() => proxy.stop());
    all.surroundings.signal = stop.signal;
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', proxy.url);
    expect(await deployment(all, '--yes', '--data', films)).toBe(130);
    expect(all.shown()).toContain('Stopped. The same command goes on from here.');
    expect(all.account.executions).toEqual([]);
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', all.engine.endpoint);
    all.surroundings.signal = new AbortController().signal;
    expect(await deployment(all, '--yes', '--no-wait', '--data', films)).toBe(0);
    expect(await deployment(all, '--yes', '--no-wait', '--data', films)).toBe(0);
    expect(all.shown()).toContain('Resumed and took 40 items and 1,120 interactions');
    expect(all.shown()).toContain('Nothing to do: 40 items and 1,120 interactions were taken before.');
  }, 120_000);

  test('while a training runs: it is followed, no second one is started', async () => {
    const all = await startAccount();
    await all.deploy();
    await all.put('recsync-data-UserData-1', { pk: 'u', sk: 'i' });
    expect(await deployment(all, '--yes', '--no-wait')).toBe(0);
    expect(all.written()).toContain('none yet; its training has been started');
    letTrain(all, 'PROMOTED');
    expect(await deployment(all, '--yes')).toBe(0);
    expect(all.account.executions).toHaveLength(1);
    expect(all.written()).toContain('Model        20261128-140000-abcd');
  });
});

describe.skipIf(!hasDynoxide)('a first training', () => {
  const train = async (status: string, reason: string) => {
    const all = await startAccount();
    await all.deploy();
    await all.put('recsync-data-UserData-1', { pk: 'u', sk: 'i' });
    letTrain(all, status, reason);
    return { all, outcome: deployment(all, '--yes') };
  };

  test('that finds too little is no failure', async () => {
    const { all, outcome } = await train('SKIPPED', 'TOO_LITTLE_DATA: 12 interactions, 1,000 are needed.');
    expect(await outcome).toBe(0);
    expect(all.written()).toContain('none yet: TOO_LITTLE_DATA: 12 interactions, 1,000 are needed.');
  });

  test.each(['FAILED', 'REFUSED', 'REJECTED'])('that ended as %s is one, with its reason', async (status) => {
    const { outcome } = await train(status, 'JOB_FAILED: out of memory.');
    await expect(outcome).rejects.toThrow(`ended as ${status}: JOB_FAILED: out of memory.`);
  });

  test('that never wrote a row says what the workflow says', async () => {
    const all = await startAccount();
    await all.deploy();
    await all.put('recsync-data-UserData-1', { pk: 'u', sk: 'i' });
    all.account.advanceTraining = (execution) => {
      Object.assign(execution, { status: 'TIMED_OUT', error: 'States.Timeout' });
    };
    await expect(deployment(all, '--yes')).rejects.toThrow('The workflow ended as TIMED_OUT: States.Timeout.');
  });

  test('that these credentials may not start is left to the schedule', async () => {
    const all = await startAccount();
    await all.deploy();
    await all.put('recsync-data-UserData-1', { pk: 'u', sk: 'i' });
    all.account.refusals.set('states:ListExecutions', new ServiceRefusal('AccessDeniedException', 'not authorized'));
    expect(await deployment(all, '--yes')).toBe(0);
    expect(all.written()).toContain('these credentials may not; the schedule trains the first one');
  });
});

describe.skipIf(!hasDynoxide)('nothing is done', () => {
  const nothingDone = ({ account }: TestAccount): void => {
    expect(account.calls.filter((call) => /^cdk|:(Start|Delete|Update|Schedule|Stop)/.test(call))).toEqual([]);
  };

  test.each<[string, (all: TestAccount) => unknown, RegExp]>([
    ['without a terminal', (all) => all.leave(), /no terminal; say --yes/],
    ['when the person declines', (all) => all.type('n'), /^Nothing was deployed\.$/],
    ['when the person leaves', (all) => all.type(), /^Nothing was deployed\.$/],
    [
      'without a container engine',
      (all) => void (all.surroundings.environment.PATH = folderOfTest()),
      /there is none: start or install Docker, Finch or Podman, or deploy from AWS CloudShell.*GitHub workflow/,
    ],
    ['with one that does not run', (all) => all.install('docker', 1), /docker is installed but does not run/],
    [
      'with another than CDK_DOCKER says',
      (all) => void (all.surroundings.environment.CDK_DOCKER = 'nerdctl'),
      /CDK_DOCKER says nerdctl, which does not run/,
    ],
    [
      'without credentials',
      () => ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].forEach((name) => vi.stubEnv(name, undefined)),
      /^There are no AWS credentials .*AWS CloudShell/,
    ],
    [
      'with credentials that ended',
      ({ account }) =>
        account.refusals.set('sts:GetCallerIdentity', new ServiceRefusal('ExpiredToken', 'The token is expired', 403)),
      /^AWS does not take these credentials \(ExpiredToken: The token is expired\)/,
    ],
    [
      'over stacks that are half gone',
      ({ account }) => account.stacks.make('recsync-api', { status: 'DELETE_FAILED' }),
      /^recsync-api is only half gone \(DELETE_FAILED\); let npm run teardown finish first\.$/,
    ],
    [
      'with credentials that may not look',
      ({ account }) =>
        account.refusals.set('cloudformation:DescribeStacks', new ServiceRefusal('AccessDenied', 'ada may not', 403)),
      /^These credentials may not do what is needed: ada may not$/,
    ],
  ])('%s', async (_name, arrange, message) => {
    const all = await startAccount();
    all.account.stacks.make('CDKToolkit');
    all.type('y');
    await arrange(all);
    await expect(deployment(all)).rejects.toThrow(message);
    nothingDone(all);
  });

  test('when the person does not want a bootstrap', async () => {
    const all = await startAccount();
    all.type('no');
    await expect(deployment(all)).rejects.toThrow('Nothing was done.');
    nothingDone(all);
  });

  test('with a folder that is none, and one that holds nothing known says so', async () => {
    const all = await startAccount();
    await expect(deployment(all, '--yes', '--data', '/nowhere/at/all')).rejects.toThrow('is not a folder');
    nothingDone(all);
    const folder = folderOfTest();
    writeFileSync(join(folder, 'notes.txt'), 'nothing');
    await all.deploy();
    await expect(deployment(all, '--yes', '--data', folder)).rejects.toMatchObject({ name: 'DataError' });
  });

  test('finds another engine than Docker, and tells the CDK', async () => {
    const all = await startAccount();
    await all.deploy();
    all.install('docker', 1);
    all.install('finch');
    let used = '';
    all.account.runCdk = (_parameters, engine) => {
      used = engine;
      return 0;
    };
    expect(await deployment(all, '--yes')).toBe(0);
    expect(used).toBe('finch');
  });
});
