import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { describe, expect, onTestFinished, test } from 'vitest';
import { JsonApi, ServiceError } from '../../gateway/index.ts';
import {
  createAwsCalls,
  createStateMachineApi,
  loadStateMachine,
  StateMachines,
  type CallAws,
  type TaskServices,
} from '../../step-functions/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { makeAccess, roleArn, startTestGateway } from '../helpers/startTestGateway.ts';

const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:training';
const executionArn = (name: string) => `arn:aws:states:us-east-1:000000000000:execution:training:${name}`;

const invoke = (extra: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'f', 'Payload.$': '$' },
  OutputPath: '$.Payload',
  ...extra,
});

/** A machine whose journals are in a folder; a second one on the same folder is the cloud started again. */
const start = (
  states: Record<string, object>,
  options: { folder?: string; invoke?: TaskServices['invokeFunction']; call?: CallAws; extra?: object } = {},
) => {
  const { folder = folderOfTest(), extra = {} } = options;
  const machines = new StateMachines({
    machines: [
      {
        ...loadStateMachine({ StartAt: Object.keys(states)[0]!, States: states, ...extra }, {}, 'STANDARD'),
        name: 'training',
        arn: machineArn,
        roleArn,
        type: 'STANDARD',
        services: {
          dynamodb: undefined as never,
          invokeFunction: options.invoke ?? (async (_name, event) => ({ payload: event })),
          invokeFunctionLater: () => undefined,
          sendToQueue: () => '',
          call: options.call ?? (() => Promise.reject(new Error('no service is called here'))),
        },
      },
    ],
    logFolder: join(folder, 'logs'),
    journalFolder: join(folder, 'executions'),
    onFailure: () => undefined,
  });
  machines.resume();
  onTestFinished(() => machines.stop());
  const types = (name: string) => machines.history(executionArn(name)).map(({ type }) => type);
  return { machines, folder, types };
};

/** Resolves when `open` is called; what waits for it is at work until then. */
const gate = () => {
  let open = () => undefined as void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
};

describe('an execution of a Standard machine', () => {
  test('passes data from state to state, chooses, catches, and shows its states', async () => {
    const { machines, types } = start(
      {
        Begin: { Type: 'Pass', Parameters: { 'n.$': '$.n', 'from.$': '$$.Execution.Name' }, Next: 'Call' },
        Call: invoke({
          Catch: [{ ErrorEquals: ['Broken'], ResultPath: '$.error', Next: 'Which' }],
          Next: 'Which',
        }),
        Which: {
          Type: 'Choice',
          Choices: [{ Variable: '$.n', NumericGreaterThan: 1, Next: 'Both' }],
          Default: 'Give up',
        },
        'Give up': { Type: 'Fail', Error: 'TooSmall', Cause: 'n is one' },
        Both: {
          Type: 'Parallel',
          Branches: [
            {
              StartAt: 'Left',
              States: { Left: { Type: 'Pass', Parameters: { 'id.$': '$$.Execution.Id' }, End: true } },
            },
            { StartAt: 'Right', States: { Right: { Type: 'Pass', Result: 'right', End: true } } },
          ],
          ResultPath: '$.both',
          Next: 'Done',
        },
        Done: { Type: 'Succeed', OutputPath: '$' },
      },
      {
        invoke: async () => ({ payload: '{"errorType":"Broken","errorMessage":"no"}', functionError: 'Unhandled' }),
      },
    );
    const ended = await machines.start(machineArn, '{"n":2}', 'one').end;
    expect(ended).toMatchObject({ status: 'SUCCEEDED', executionArn: executionArn('one'), input: '{"n":2}' });
    expect(JSON.parse(ended.output!)).toMatchObject({
      n: 2,
      from: 'one',
      error: { Error: 'Broken' },
      both: [{ id: executionArn('one') }, 'right'],
    });
    expect(types('one')).toEqual([
      'ExecutionStarted',
      ...['PassStateEntered', 'PassStateExited'],
      ...['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskFailed', 'TaskStateExited'],
      ...['ChoiceStateEntered', 'ChoiceStateExited'],
      ...['ParallelStateEntered', 'ParallelStateExited'],
      ...['SucceedStateEntered', 'SucceedStateExited'],
      'ExecutionSucceeded',
    ]);
    expect(await machines.start(machineArn, '{"n":1}', 'two').end).toMatchObject({
      status: 'FAILED',
      error: 'TooSmall',
      cause: 'n is one',
    });
    expect(types('two').slice(-2)).toEqual(['FailStateEntered', 'ExecutionFailed']);
  });

  test('retries inside of a state, and a state may go on with itself', async () => {
    let calls = 0;
    const { machines } = start(
      {
        Count: invoke({
          Retry: [{ ErrorEquals: ['Lambda.TooManyRequestsException'], IntervalSeconds: 0.01, MaxAttempts: 2 }],
          Next: 'Enough',
        }),
        Enough: {
          Type: 'Choice',
          Choices: [{ Variable: '$.n', NumericGreaterThanEquals: 3, Next: 'Done' }],
          Default: 'Again',
        },
        Again: invoke({ Catch: [{ ErrorEquals: ['Again'], Next: 'Again' }], Next: 'Count' }),
        Done: { Type: 'Succeed' },
      },
      {
        invoke: async (_name, event) => {
          calls += 1;
          if (calls === 1) throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429);
          const payload =
            calls === 3 ? '{"errorType":"Again"}' : JSON.stringify({ n: calls, was: JSON.parse(event) as unknown });
          return calls === 3 ? { payload, functionError: 'Unhandled' } : { payload };
        },
      },
    );
    const { status, output } = await machines.start(machineArn, '{"n":0}').end;
    expect([status, (JSON.parse(output!) as { n: number }).n, calls]).toEqual(['SUCCEEDED', 5, 5]);
  });

  test('knows the state that it is in, and since when', async () => {
    const { machines } = start({
      Look: {
        Type: 'Pass',
        Parameters: {
          'state.$': '$$.State.Name',
          'at.$': '$$.State.EnteredTime',
          'input.$': '$$.Execution.Input',
          'started.$': '$$.Execution.StartTime',
        },
        End: true,
      },
    });
    const { output, startDate } = await machines.start(machineArn, '{"a":1}').end;
    const seen = JSON.parse(output!) as { at: string };
    expect(seen).toMatchObject({ state: 'Look', input: { a: 1 }, started: new Date(startDate * 1000).toISOString() });
    expect(Date.parse(seen.at)).toBeGreaterThanOrEqual(startDate * 1000 - 1);
  });

  test('goes on where it was when the cloud starts again, with the definition that it began with', async () => {
    const calls: string[] = [];
    const [reached, never] = [gate(), gate()];
    const states = {
      First: { Type: 'Pass', Parameters: { step: 1 }, Next: 'Second' },
      Second: invoke({ Next: 'Third' }),
      Third: { Type: 'Pass', Parameters: { 'after.$': '$' }, End: true },
    };
    const first = start(states, {
      invoke: async (_name, event) => {
        calls.push(`before ${event}`);
        reached.open();
        await never.opened;
        return { payload: 'null' };
      },
    });
    first.machines.start(machineArn, '{}', 'cut');
    await reached.opened;
    await first.machines.stop();
    // What a kill leaves behind may end in the middle of a line.
    const journal = join(first.folder, 'executions', 'training', 'cut.jsonl');
    writeFileSync(journal, `${readFileSync(journal, 'utf8')}{"id":9,"ty`);
    const second = start(
      { Second: { Type: 'Fail', Error: 'NewDefinition' } },
      {
        folder: first.folder,
        invoke: async (_name, event) => {
          calls.push(`after ${event}`);
          return { payload: '"done"' };
        },
      },
    );
    expect(await second.machines.start(machineArn, '{}', 'cut').end).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"after":"done"}',
    });
    expect(calls).toEqual(['before {"step":1}', 'after {"step":1}']);
    expect(second.types('cut').filter((type) => type === 'PassStateEntered')).toHaveLength(2);
    expect(second.machines.history(executionArn('cut')).map(({ id }) => id)).toEqual(
      second.types('cut').map((_, index) => index + 1),
    );
    const third = start(states, { folder: first.folder });
    expect(third.machines.describe(executionArn('cut'))).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('waits until the same instant over a restart', async () => {
    const states = {
      Rest: { Type: 'Wait', SecondsPath: '$.seconds', Next: 'Look' },
      Look: { Type: 'Pass', Parameters: { 'at.$': '$$.State.EnteredTime' }, End: true },
    };
    const first = start(states);
    const { startDate } = first.machines.start(machineArn, '{"seconds":2}', 'waiting').execution;
    await first.machines.stop();
    expect(first.machines.describe(executionArn('waiting')).status).toBe('RUNNING');
    const second = start(states, { folder: first.folder });
    const { output } = await second.machines.start(machineArn, '{"seconds":2}', 'waiting').end;
    const waited = Date.parse((JSON.parse(output!) as { at: string }).at) - startDate * 1000;
    expect(waited).toBeGreaterThanOrEqual(1999);
    expect(second.types('waiting').filter((type) => type === 'WaitStateEntered')).toHaveLength(1);
  });

  test('ends when its own time is over, and when a task takes longer than it may', async () => {
    const forever = () => new Promise<never>(() => undefined);
    const late = start({ Call: invoke({ End: true }) }, { extra: { TimeoutSeconds: 1 }, invoke: forever });
    expect(await late.machines.start(machineArn, '{}', 'late').end).toMatchObject({
      status: 'TIMED_OUT',
      error: 'States.Timeout',
    });
    const slow = start(
      {
        Call: invoke({ TimeoutSeconds: 1, Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Late' }], End: true }),
        Late: { Type: 'Pass', Result: 'late', End: true },
      },
      { invoke: forever },
    );
    expect(await slow.machines.start(machineArn, '{}', 'slow').end).toMatchObject({
      status: 'SUCCEEDED',
      output: '"late"',
    });
  });

  test('is started, listed, shown and stopped by the AWS SDK', async () => {
    const reached = gate();
    const { machines } = start(
      { Call: invoke({ End: true }) },
      {
        invoke: () => {
          reached.open();
          return new Promise<never>(() => undefined);
        },
      },
    );
    const { access, credentials } = makeAccess([{ Effect: 'Allow', Action: 'states:*', Resource: '*' }]);
    const sfn = new SFNClient({
      endpoint: await startTestGateway(access, createStateMachineApi(machines, access)),
      region: 'us-east-1',
      credentials,
    });
    const begin = (input: string) =>
      sfn.send(new StartExecutionCommand({ stateMachineArn: machineArn, name: 'nightly', input }));
    const started = await begin('{"a":1}');
    expect(await begin('{"a":1}')).toMatchObject({ executionArn: started.executionArn, startDate: started.startDate });
    await expect(begin('{"a":2}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await expect(
      sfn.send(new StartExecutionCommand({ stateMachineArn: machineArn, name: 'no spaces' })),
    ).rejects.toMatchObject({ name: 'InvalidName' });
    await reached.opened;
    const which = { executionArn: started.executionArn };
    const list = (statusFilter: 'RUNNING' | 'ABORTED') =>
      sfn.send(new ListExecutionsCommand({ stateMachineArn: machineArn, statusFilter }));
    expect((await list('RUNNING')).executions).toMatchObject([{ name: 'nightly', status: 'RUNNING' }]);
    await sfn.send(new StopExecutionCommand({ ...which, error: 'Enough', cause: 'seen enough' }));
    expect(await sfn.send(new DescribeExecutionCommand(which))).toMatchObject({
      status: 'ABORTED',
      error: 'Enough',
      cause: 'seen enough',
      input: '{"a":1}',
    });
    expect((await list('RUNNING')).executions).toEqual([]);
    await expect(begin('{"a":1}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    const { events, nextToken } = await sfn.send(
      new GetExecutionHistoryCommand({ ...which, reverseOrder: true, maxResults: 2 }),
    );
    expect(events).toMatchObject([
      { type: 'ExecutionAborted', executionAbortedEventDetails: { error: 'Enough' } },
      { type: 'TaskStarted', id: 4, previousEventId: 3 },
    ]);
    const rest = await sfn.send(new GetExecutionHistoryCommand({ ...which, reverseOrder: true, nextToken }));
    expect(rest.events?.at(-1)).toMatchObject({
      type: 'ExecutionStarted',
      executionStartedEventDetails: { input: '{"a":1}', roleArn },
    });
    await expect(
      sfn.send(new DescribeExecutionCommand({ executionArn: `${started.executionArn}2` })),
    ).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
  });
});

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
