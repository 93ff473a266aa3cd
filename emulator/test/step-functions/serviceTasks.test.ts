import { describe, expect, test } from 'vitest';
import { JsonApi, ServiceError } from '../../gateway/index.ts';
import { createAwsCalls, createStateMachineApi } from '../../step-functions/index.ts';
import { makeAccess, roleArn, startTestGateway } from '../helpers/startTestGateway.ts';
import { executionArn, gate, machineArn, start } from './startStandard.ts';

describe('tasks that call services', () => {
  /** A SageMaker of a few lines behind the real gateway: what matters is what is asked of it. */
  const startSageMaker = async (statuses: string[]) => {
    const asked: string[] = [];
    const { access, credentials } = makeAccess([{ Effect: 'Allow', Action: '*', Resource: '*' }]);
    const api = new JsonApi('sagemaker', 'SageMaker', {
      async CreateTrainingJob({ TrainingJobName, Tags }) {
        if (asked.some((line) => line.startsWith(`create ${String(TrainingJobName)} `))) {
          throw new ServiceError('ResourceInUse', 'Training job names must be unique.');
        }
        asked.push(`create ${String(TrainingJobName)} ${JSON.stringify(Tags)}`);
        return { TrainingJobArn: 'arn:job' };
      },
      async DescribeTrainingJob({ TrainingJobName }) {
        asked.push(`describe ${String(TrainingJobName)}`);
        const TrainingJobStatus = statuses.length > 1 ? statuses.shift() : statuses[0];
        return { TrainingJobName, TrainingJobStatus, CreationTime: 1700000000.5, FailureReason: 'AlgorithmError: no' };
      },
      async StopTrainingJob({ TrainingJobName }) {
        asked.push(`stop ${String(TrainingJobName)}`);
        return {};
      },
      async DescribeEndpoint({ EndpointName }) {
        if (EndpointName === 'gone') throw new ServiceError('ValidationException', 'Could not find endpoint "gone".');
        return { EndpointName, EndpointStatus: 'InService', CreationTime: 1700000000.5 };
      },
      async CreateModel({ ModelName }) {
        if (ModelName === 'm') throw new ServiceError('ResourceLimitExceeded', 'Too many models.');
        asked.push(`create ${String(ModelName)}`);
        if (asked.length > 1) {
          throw new ServiceError('ValidationException', 'Cannot create already existing model "arn:model".');
        }
        return { ModelArn: 'arn:model' };
      },
      async DescribeModel({ ModelName }) {
        return { ModelName, ModelArn: 'arn:model' };
      },
    });
    const endpoint = await startTestGateway(access, api);
    return { asked, call: createAwsCalls({ endpoint, region: 'us-east-1', credentials }) };
  };
  const train = (extra: object = {}) => ({
    Train: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
      Parameters: { 'TrainingJobName.$': '$.name' },
      ...extra,
    },
  });
  const tags = '[{"Key":"MANAGED_BY_AWS","Value":"STARTED_BY_STEP_FUNCTIONS"}]';

  test('.sync waits for the job and answers with its description', async () => {
    const { asked, call } = await startSageMaker(['InProgress', 'InProgress', 'Completed']);
    const { machines, types } = start(train({ End: true }), { call });
    const { status, output } = await machines.start(machineArn, '{"name":"job-1"}', 'sync').end;
    expect([status, JSON.parse(output!)]).toMatchObject([
      'SUCCEEDED',
      { TrainingJobName: 'job-1', TrainingJobStatus: 'Completed', CreationTime: 1700000000500 },
    ]);
    expect(asked).toEqual([`create job-1 ${tags}`, ...Array<string>(3).fill('describe job-1')]);
    expect(types('sync')).toEqual([
      ...['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded'],
      ...['TaskStateExited', 'ExecutionSucceeded'],
    ]);
  });

  test('a job that failed is States.TaskFailed with its description as the cause', async () => {
    const { call } = await startSageMaker(['Failed']);
    const { machines } = start(
      {
        ...train({ Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Why' }], End: true }),
        Why: { Type: 'Succeed' },
      },
      { call },
    );
    const { output } = await machines.start(machineArn, '{"name":"job-2"}').end;
    const { Error: error, Cause: cause } = JSON.parse(output!) as { Error: string; Cause: string };
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(cause)).toMatchObject({ TrainingJobStatus: 'Failed', FailureReason: 'AlgorithmError: no' });
  });

  test('a restart waits for the job that was started, and starts no second one', async () => {
    const { asked, call } = await startSageMaker(['InProgress', 'InProgress', 'Completed']);
    const reached = gate();
    const first = start(train({ End: true }), {
      call: async (...parts) => {
        const answer = await call(...parts);
        if (parts[1].startsWith('describe')) reached.open();
        return answer;
      },
    });
    first.machines.start(machineArn, '{"name":"job-3"}', 'twice');
    await reached.opened;
    await first.machines.stop();
    expect(asked.some((line) => line.startsWith('stop'))).toBe(false);
    const second = start(train({ End: true }), { call, folder: first.folder });
    expect(await second.machines.start(machineArn, '{"name":"job-3"}', 'twice').end).toMatchObject({
      status: 'SUCCEEDED',
    });
    expect(asked.filter((line) => line.startsWith('create'))).toHaveLength(1);
  });

  test('a job that was started just before a kill, before that was written down, is waited for too', async () => {
    const { asked, call } = await startSageMaker(['Completed']);
    const reached = gate();
    const first = start(train({ End: true }), {
      call: async (...parts) => {
        await call(...parts);
        reached.open();
        return new Promise<never>(() => undefined);
      },
    });
    first.machines.start(machineArn, '{"name":"job-6"}', 'unknown');
    await reached.opened;
    await first.machines.stop();
    const second = start(train({ End: true }), { call, folder: first.folder });
    expect(await second.machines.start(machineArn, '{"name":"job-6"}', 'unknown').end).toMatchObject({
      status: 'SUCCEEDED',
    });
    expect(asked.filter((line) => line.startsWith('create'))).toEqual([`create job-6 ${tags}`]);
    expect(await second.machines.start(machineArn, '{"name":"job-6"}', 'again').end).toMatchObject({
      error: 'SageMaker.ResourceInUseException',
    });
  });

  test('a model that was made just before a kill is taken for the one that was asked for', async () => {
    const { call } = await startSageMaker([]);
    const model = {
      Make: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sagemaker:createModel',
        Parameters: { ModelName: 'model-1', ExecutionRoleArn: roleArn },
        End: true,
      },
    };
    const reached = gate();
    const first = start(model, {
      call: async (...parts) => {
        await call(...parts);
        reached.open();
        return new Promise<never>(() => undefined);
      },
    });
    first.machines.start(machineArn, '{}', 'cut');
    await reached.opened;
    await first.machines.stop();
    const second = start(model, { call, folder: first.folder });
    const { status, output } = await second.machines.start(machineArn, '{}', 'cut').end;
    expect([status, JSON.parse(output!)]).toMatchObject(['SUCCEEDED', { ModelArn: 'arn:model' }]);
    expect(await second.machines.start(machineArn, '{}', 'again').end).toMatchObject({
      error: 'SageMaker.AmazonSageMakerException',
      cause: expect.stringContaining('already existing'),
    });
  });

  test('stopping the execution starts nothing again, whatever Retry says', async () => {
    const { asked, call } = await startSageMaker(['InProgress']);
    const reached = gate();
    const always = { Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 5 }], End: true };
    const { machines } = start(train(always), {
      call: async (...parts) => {
        const answer = await call(...parts);
        if (parts[1].startsWith('describe')) reached.open();
        return answer;
      },
    });
    machines.start(machineArn, '{"name":"job-7"}', 'retried');
    await reached.opened;
    await machines.abort(executionArn('retried'));
    await expect.poll(() => asked.at(-1)).toBe('stop job-7');
    expect(asked.filter((line) => line.startsWith('create'))).toHaveLength(1);
    expect(machines.history(executionArn('retried')).at(-1)!.type).toBe('ExecutionAborted');
  });

  test('stopping the execution stops the job', async () => {
    const { asked, call } = await startSageMaker(['InProgress']);
    const reached = gate();
    const { machines } = start(train({ End: true }), {
      call: async (...parts) => {
        const answer = await call(...parts);
        if (parts[1].startsWith('describe')) reached.open();
        return answer;
      },
    });
    machines.start(machineArn, '{"name":"job-4"}', 'stopped');
    await reached.opened;
    expect(await machines.abort(executionArn('stopped'))).toMatchObject({ status: 'ABORTED' });
    await expect.poll(() => asked.at(-1)).toBe('stop job-4');
  });

  const sdk = (operation: string, Parameters: object) => ({
    Call: { Type: 'Task', Resource: `arn:aws:states:::aws-sdk:sagemaker:${operation}`, Parameters, End: true },
  });

  test('aws-sdk answers in PascalCase with times as text, and names errors as Step Functions does', async () => {
    const { call } = await startSageMaker(['InProgress']);
    const found = start(sdk('describeEndpoint', { EndpointName: 'there' }), { call });
    expect(JSON.parse((await found.machines.start(machineArn).end).output!)).toEqual({
      EndpointName: 'there',
      EndpointStatus: 'InService',
      CreationTime: '2023-11-14T22:13:20.500Z',
    });
    const gone = start(sdk('describeEndpoint', { EndpointName: 'gone' }), { call });
    expect(await gone.machines.start(machineArn).end).toMatchObject({
      error: 'SageMaker.SageMakerException',
      cause: expect.stringMatching(
        /^Could not find endpoint "gone"\. \(Service: SageMaker, Status Code: 400, Request ID: /,
      ),
    });
    const model = { ModelName: 'm', ExecutionRoleArn: 'arn:aws:iam::000000000000:role/r' };
    const full = start(sdk('createModel', model), { call });
    expect(await full.machines.start(machineArn).end).toMatchObject({
      error: 'SageMaker.ResourceLimitExceededException',
    });
  });

  test('optimized integrations have names and metadata of their own', async () => {
    const { call } = await startSageMaker(['InProgress']);
    const train = (resource: string) => ({
      Call: {
        Type: 'Task',
        Resource: `arn:aws:states:::sagemaker:${resource}`,
        Parameters: { TrainingJobName: 'job-5' },
        End: true,
      },
    });
    const answered = start(train('createTrainingJob'), { call });
    expect(JSON.parse((await answered.machines.start(machineArn).end).output!)).toMatchObject({
      TrainingJobArn: 'arn:job',
      SdkHttpMetadata: { HttpStatusCode: 200 },
    });
    const refused = start(train('createEndpoint'), { call });
    expect(await refused.machines.start(machineArn).end).toMatchObject({
      error: 'SageMaker.AmazonSageMakerException',
      cause: expect.stringContaining('Error Code: UnknownOperationException'),
    });
  });

  test('a machine may start another by the SDK, with members in PascalCase', async () => {
    const { machines } = start({ Done: { Type: 'Pass', End: true } });
    const { access, credentials } = makeAccess([{ Effect: 'Allow', Action: 'states:StartExecution', Resource: '*' }]);
    const endpoint = await startTestGateway(access, createStateMachineApi(machines, access));
    const starter = start(
      {
        Start: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:sfn:startExecution',
          Parameters: { StateMachineArn: machineArn, Name: 'inner', Input: '{"a":1}' },
          End: true,
        },
      },
      { call: createAwsCalls({ endpoint, region: 'us-east-1', credentials }) },
    );
    const { output } = await starter.machines.start(machineArn).end;
    expect(JSON.parse(output!)).toMatchObject({ ExecutionArn: executionArn('inner') });
    expect(machines.describe(executionArn('inner'))).toMatchObject({ input: '{"a":1}' });
  });
});
