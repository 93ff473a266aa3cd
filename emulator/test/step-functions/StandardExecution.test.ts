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
import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../gateway/index.ts';
import { createStateMachineApi } from '../../step-functions/index.ts';
import { makeAccess, roleArn, startTestGateway } from '../helpers/startTestGateway.ts';
import { executionArn, gate, invoke, machineArn, start } from './startStandard.ts';

describe('an execution of a Standard machine', () => {
  test('passes data from state to state, chooses, catches, and shows its states', async () => {
    const { machines, types } = start(
      {
        Begin: {
          Type: 'Pass',
          Parameters: {
            'n.$': '$.n',
            'from.$': '$$.Execution.Name',
            'formatted.$': "States.Format('{}-Begin', $$.Execution.Name)",
          },
          Next: 'Call',
        },
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
      formatted: 'one-Begin',
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

  test('is measured by its transitions and by the time of what its tasks wait for', async () => {
    const measured: unknown[][] = [];
    const { machines } = start(
      {
        Begin: { Type: 'Pass', Next: 'Train' },
        Train: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
          Parameters: { TrainingJobName: 'one' },
          End: true,
        },
      },
      {
        call: async (_service, operation) => ({
          output: operation.startsWith('describe') ? { TrainingJobStatus: 'Completed' } : {},
          status: 200,
          requestId: 'r',
        }),
        onMetric: (...metric) => measured.push(metric),
      },
    );
    expect(await machines.start(machineArn, '{}', 'one').end).toMatchObject({ status: 'SUCCEEDED' });
    const transition = ['ConsumedCapacity', 1, { ServiceMetric: 'StateTransition' }];
    const ServiceIntegrationResourceArn = 'arn:aws:states:us-east-1:000000000000:sagemaker:createTrainingJob.sync';
    expect(measured).toEqual([
      transition,
      transition,
      ['ServiceIntegrationRunTime', expect.any(Number), { ServiceIntegrationResourceArn }],
    ]);
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
