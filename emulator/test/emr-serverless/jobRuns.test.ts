import { describe, expect, test } from 'vitest';
import { start, machineArn, gate } from '../step-functions/startStandard.ts';
import { roleArn } from '../helpers/startTestGateway.ts';
import { applicationArn, applicationId, jobOf, startTestEmrServerless } from './startTestEmrServerless.ts';

type Started = Awaited<ReturnType<typeof startTestEmrServerless>>;

const startJob = async ({ call }: Started, input: Record<string, unknown>): Promise<string> =>
  String((await call('emrserverless', 'startJobRun', { ClientToken: 'once', ...input })).output.JobRunId);

const describeJob = async ({ call }: Started, JobRunId: string): Promise<Record<string, unknown>> =>
  (await call('emrserverless', 'getJobRun', { ApplicationId: applicationId, JobRunId })).output.JobRun as never;

const endOf = async (cloud: Started, id: string): Promise<Record<string, unknown>> => {
  await expect
    .poll(async () => (await describeJob(cloud, id)).State, { timeout: 10_000 })
    .toMatch(/SUCC|FAIL|CANCELLED/);
  return describeJob(cloud, id);
};

describe('EMR Serverless', () => {
  test('runs a program of the template on folders of S3, and gives back what it changed', async () => {
    const cloud = await startTestEmrServerless();
    await cloud.put('in/rows', 'one');
    await cloud.put('in-other/rows', 'of somebody else');
    await cloud.put('out/old', 'x');
    const id = await startJob(cloud, jobOf('write'));
    expect(await endOf(cloud, id)).toMatchObject({
      ...{ JobRunId: id, Name: 'job-write', State: 'SUCCESS', ReleaseLabel: 'emr-7.10.0', ExecutionRole: roleArn },
      Arn: `${applicationArn}/jobruns/${id}`,
      CreatedAt: expect.any(Date),
    });
    expect(await cloud.read('out/made')).toBe('the program package rows=one');
    expect(cloud.keys().sort()).toEqual(['in-other/rows', 'in/rows', 'out/made', 'out/options']);
    const options = await cloud.read('out/options');
    expect(options).toContain('--conf spark.x=1 --master local[1]');
    // The machine's own size.
    expect(options).not.toContain('spark.executor.cores');
  });

  test('says why a job failed: the program, S3, what is no asset, a machine without Spark', async () => {
    const Action = ['s3:ListBucket', 's3:GetObject', 'emr-serverless:*', 'iam:PassRole'];
    const cloud = await startTestEmrServerless({ statements: [{ Effect: 'Allow', Action, Resource: '*' }] });
    await cloud.put('in/rows', 'one');
    const reasonOf = async (of: Started, input: Record<string, unknown>, ClientToken: string) => {
      const { State, StateDetails } = await endOf(of, await startJob(of, { ...input, ClientToken }));
      return [State, StateDetails];
    };
    expect(await reasonOf(cloud, jobOf('fail'), 'a')).toEqual([
      'FAILED',
      expect.stringContaining('PARTITION_LATE: one'),
    ]);
    expect(await reasonOf(cloud, jobOf('write'), 'b')).toEqual([
      'FAILED',
      expect.stringContaining('could not write in S3: AccessDenied'),
    ]);
    const elsewhere = { SparkSubmit: { EntryPoint: 's3://mine/job.py' } };
    expect(await reasonOf(cloud, jobOf('x', { JobDriver: elsewhere }), 'c')).toEqual([
      'FAILED',
      expect.stringContaining('s3://mine/job.py is no asset'),
    ]);
    expect(cloud.logs[0]).toContain('job run job-fail failed: ');
    const bare = await startTestEmrServerless({ problem: () => 'there is no Java' });
    expect(await reasonOf(bare, jobOf('write'), 'd')).toEqual(['FAILED', 'Spark cannot run here: there is no Java.']);
  });

  test('asks for permissions, of the caller and for the role that is passed', async () => {
    const allow = (Action: string, Resource = '*') => ({ Effect: 'Allow' as const, Action, Resource });
    const refusal = async (statements: ReturnType<typeof allow>[]) =>
      startJob(await startTestEmrServerless({ statements }), jobOf('write')).catch((error: Error) => error.message);
    expect(await refusal([])).toContain(`emr-serverless:StartJobRun on resource: ${applicationArn}`);
    expect(await refusal([allow('emr-serverless:StartJobRun')])).toContain(`iam:PassRole on resource: ${roleArn}`);
    const starts = [allow('emr-serverless:StartJobRun', applicationArn), allow('iam:PassRole')];
    const cloud = await startTestEmrServerless({ statements: starts });
    const id = await startJob(cloud, jobOf('hang'));
    await expect(describeJob(cloud, id)).rejects.toThrow(`GetJobRun on resource: ${applicationArn}/jobruns/${id}`);
  });

  test('refuses what the API refuses, and what is not there', async () => {
    const cloud = await startTestEmrServerless();
    const tried = (more: Record<string, unknown>) =>
      startJob(cloud, jobOf('write', more)).catch(({ code, message }) => `${code}: ${message}`);
    expect(await tried({ ApplicationId: 'nobody' })).toBe(
      'ResourceNotFoundException: Application nobody does not exist',
    );
    expect(await tried({ JobDriver: { Hive: {} } })).toContain('ValidationException: jobDriver.sparkSubmit');
    expect(await tried({ ExecutionTimeoutMinutes: -1 })).toContain('executionTimeoutMinutes');
    expect(await tried({ ExecutionRoleArn: 'arn:aws:iam::000000000000:role/nobody' })).toContain('Could not assume');
    await expect(describeJob(cloud, '00gone')).rejects.toThrow('Job run 00gone does not exist');
  });

  test('starts nothing twice by one token, and lets a job be cancelled', async () => {
    const cloud = await startTestEmrServerless();
    const id = await startJob(cloud, jobOf('hang'));
    expect(await startJob(cloud, jobOf('hang'))).toBe(id);
    await expect(startJob(cloud, jobOf('write'))).rejects.toMatchObject({ code: 'ConflictException' });
    await cloud.call('emrserverless', 'cancelJobRun', { ApplicationId: applicationId, JobRunId: id });
    expect(await endOf(cloud, id)).toMatchObject({ State: 'CANCELLED' });
  });

  test('begins a job again that an earlier start left at work', async () => {
    const first = await startTestEmrServerless();
    const id = await startJob(first, jobOf('hang'));
    await first.jobRuns.close();
    const second = await startTestEmrServerless({ folder: first.folder });
    expect(await describeJob(second, id)).toMatchObject({ State: 'RUNNING' });
  });
});

describe('a task that waits for a Spark job', () => {
  const fit = (mode: string, more: object) => ({
    Fit: {
      Type: 'Task',
      Resource: 'arn:aws:states:::emr-serverless:startJobRun.sync',
      Parameters: jobOf(mode),
      ...more,
    },
  });

  test('answers with its description, or fails with it', async () => {
    const { call, put } = await startTestEmrServerless();
    await put('in/rows', 'one');
    const { machines } = start(fit('write', { End: true }), { call });
    const { output } = await machines.start(machineArn, '{}').end;
    expect(JSON.parse(output!)).toMatchObject({ State: 'SUCCESS', Name: 'job-write' });
    const failing = start(fit('fail', { End: true }), { call });
    const { status, error, cause } = await failing.machines.start(machineArn, '{}').end;
    expect([status, error]).toEqual(['FAILED', 'States.TaskFailed']);
    expect(JSON.parse(cause!)).toMatchObject({
      State: 'FAILED',
      StateDetails: expect.stringContaining('PARTITION_LATE'),
    });
  });

  test('waits for the job that was started just before a kill, and starts no second one', async () => {
    const { call, put } = await startTestEmrServerless();
    await put('in/rows', 'one');
    const reached = gate();
    const first = start(fit('write', { End: true }), {
      call: async (...parts) => {
        const answer = await call(...parts);
        ids.push(String(answer.output.JobRunId));
        reached.open();
        return new Promise<never>(() => undefined);
      },
    });
    const ids: string[] = [];
    first.machines.start(machineArn, '{}', 'cut');
    await reached.opened;
    await first.machines.stop();
    const second = start(fit('write', { End: true }), { call, folder: first.folder });
    const { output } = await second.machines.start(machineArn, '{}', 'cut').end;
    expect(JSON.parse(output!)).toMatchObject({ JobRunId: ids[0] });
  });
});
