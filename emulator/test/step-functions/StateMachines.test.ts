import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthorizedClient } from '../../dynamodb/index.ts';
import {
  createStateMachineApi,
  loadStateMachine,
  StateMachines,
  type TaskServices,
} from '../../step-functions/index.ts';
import { ServiceError } from '../../gateway/index.ts';
import { startEngine, type TestEngine } from '../helpers/startEngine.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { makeAccess, roleArn, startTestGateway } from '../helpers/startTestGateway.ts';

const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:tested';
const tableArn = (table: string): string => `arn:aws:dynamodb:us-east-1:000000000000:table/${table}`;

describe('state machines', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await startEngine();
    await engine.makeTables({ lists: ['pk'] });
  });
  afterAll(() => engine?.stop());

  const setUp = (
    states: object,
    options: {
      startAt?: string;
      invoke?: TaskServices['invokeFunction'];
      action?: string;
      logsExecutionData?: boolean;
      endpoint?: string;
    } = {},
  ) => {
    const {
      startAt = Object.keys(states)[0],
      invoke = async () => ({ payload: 'null' }),
      action = 'dynamodb:*',
    } = options;
    const { access, credentials } = makeAccess([
      { Effect: 'Allow', Action: action, Resource: '*' },
      { Effect: 'Allow', Action: 'states:StartExecution', Resource: machineArn },
    ]);
    const dynamodb = createAuthorizedClient({
      endpoint: options.endpoint ?? engine.endpoint,
      region: 'us-east-1',
      access,
      roleArn,
      session: 'machine',
      tableArn,
    });
    const logFolder = folderOfTest();
    const failures: string[] = [];
    const messages: string[] = [];
    const measured: [name: string, value: number, dimensions: Record<string, string>][] = [];
    const machines = new StateMachines({
      machines: [
        {
          ...loadStateMachine(JSON.stringify({ StartAt: startAt, States: states })),
          name: 'tested',
          arn: machineArn,
          roleArn,
          type: 'EXPRESS',
          logsExecutionData: options.logsExecutionData,
          services: {
            dynamodb,
            invokeFunction: invoke,
            invokeFunctionLater: () => undefined,
            sendToQueue: (url, body) => {
              if (!url.endsWith('/failures')) throw Object.assign(new Error('none'), { name: 'QueueDoesNotExist' });
              return `${messages.push(body)}`;
            },
            call: () => Promise.reject(new Error('no other service is called here')),
          },
        },
      ],
      logFolder,
      journalFolder: join(logFolder, 'executions'),
      onFailure: (line) => failures.push(line),
      onMetric: (...metric) => measured.push(metric),
    });
    const run = (input: unknown = {}) => machines.start(machineArn, JSON.stringify(input)).end;
    return { machines, run, access, credentials, logFolder, failures, messages, measured };
  };
  const store = (extra: object = {}) => ({
    Store: {
      Type: 'Task',
      Resource: 'arn:aws:states:::dynamodb:updateItem',
      Parameters: {
        TableName: 'lists',
        Key: { pk: { 'S.$': '$.id' } },
        UpdateExpression: 'SET v = :v',
        ConditionExpression: 'attribute_not_exists(v) OR v <= :v',
        ExpressionAttributeValues: { ':v': { 'S.$': '$.v' } },
      },
      ResultPath: null,
      End: true,
      ...extra,
    },
  });

  test('writes to a table, and catches a failed condition by its name', async () => {
    const { run } = setUp({
      ...store({
        Catch: [
          { ErrorEquals: ['DynamoDB.ConditionalCheckFailedException'], ResultPath: '$.error', Next: 'Superseded' },
        ],
      }),
      Superseded: { Type: 'Pass', Result: 'superseded', ResultPath: '$.outcome', End: true },
    });
    expect(await run({ id: 'one', v: '2' })).toMatchObject({ status: 'SUCCEEDED', output: '{"id":"one","v":"2"}' });
    expect(
      (await engine.client.send(new GetItemCommand({ TableName: 'lists', Key: { pk: { S: 'one' } } }))).Item,
    ).toMatchObject({ v: { S: '2' } });
    const second = await run({ id: 'one', v: '1' });
    expect(JSON.parse(second.output!)).toMatchObject({
      outcome: 'superseded',
      error: { Error: 'DynamoDB.ConditionalCheckFailedException' },
    });
  });

  test('is measured by what Step Functions charges for: executions, and their time in steps of 100 ms', async () => {
    const { run, measured } = setUp({ Pause: { Type: 'Wait', Seconds: 1, End: true } });
    const { startDate, stopDate } = await run();
    const billed = Math.ceil((stopDate! - startDate) * 10) * 100;
    expect(billed).toBeGreaterThanOrEqual(1000);
    expect(measured).toEqual([
      ['ExecutionsStarted', 1, { StateMachineArn: machineArn }],
      ['ExpressExecutionBilledDuration', billed, { StateMachineArn: machineArn }],
    ]);
  });

  test('a role without the grant fails as on AWS', async () => {
    const { run, failures } = setUp(store(), { action: 'dynamodb:GetItem' });
    expect(await run({ id: 'x', v: '1' })).toMatchObject({
      status: 'FAILED',
      error: 'DynamoDB.AccessDeniedException',
      cause: expect.stringContaining('dynamodb:UpdateItem'),
    });
    expect(failures).toHaveLength(1);
  });

  test('a table that nothing answers for is a failure of the client, which a retry may name', async () => {
    const { run } = setUp(store(), { endpoint: 'http://127.0.0.1:1' });
    expect(await run({ id: 'x', v: '1' })).toMatchObject({ status: 'FAILED', error: 'DynamoDB.SdkClientException' });
  });

  const invokeState = (extra: object = {}) => ({
    Call: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'f', 'Payload.$': '$' },
      OutputPath: '$.Payload',
      End: true,
      ...extra,
    },
  });

  test('calls a function with its payload and takes the payload of the answer', async () => {
    const calls: [string, string][] = [];
    const { run } = setUp(invokeState(), {
      invoke: async (name, event) => {
        calls.push([name, event]);
        return { payload: '{"list":[1]}' };
      },
    });
    expect(await run({ a: 1 })).toMatchObject({ status: 'SUCCEEDED', output: '{"list":[1]}' });
    expect(calls).toEqual([['f', '{"a":1}']]);
  });

  test('retries what Lambda refuses, by error name, then goes on', async () => {
    let calls = 0;
    const retry = {
      Retry: [{ ErrorEquals: ['Lambda.TooManyRequestsException'], IntervalSeconds: 0.01, MaxAttempts: 3 }],
    };
    const { run } = setUp(invokeState(retry), {
      invoke: async () => {
        calls += 1;
        if (calls < 3) throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429);
        return { payload: '"done"' };
      },
    });
    expect(await run()).toMatchObject({ status: 'SUCCEEDED', output: '"done"' });
    expect(calls).toBe(3);
  });

  test('a function that fails gives its error type and payload, and is not retried for another name', async () => {
    let calls = 0;
    const retry = { Retry: [{ ErrorEquals: ['Lambda.ServiceException'], IntervalSeconds: 0.01 }] };
    const payload = JSON.stringify({ errorType: 'ModelBroken', errorMessage: 'no' });
    const { run, logFolder } = setUp(invokeState(retry), {
      invoke: async () => {
        calls += 1;
        return { payload, functionError: 'Unhandled' };
      },
    });
    expect(await run()).toMatchObject({ status: 'FAILED', error: 'ModelBroken', cause: payload });
    expect(calls).toBe(1);
    expect(JSON.parse(readFileSync(join(logFolder, 'tested.log'), 'utf8'))).toMatchObject({
      status: 'FAILED',
      error: 'ModelBroken',
    });
  });

  test('logs inputs and outputs only where the logging of the machine includes them', async () => {
    for (const logsExecutionData of [undefined, false, true]) {
      const { run, logFolder } = setUp({ Done: { Type: 'Succeed' } }, { logsExecutionData });
      // A name that no execution id, which is random and hexadecimal, can hold.
      expect(await run({ userId: 'somebody' })).toMatchObject({ status: 'SUCCEEDED' });
      const log = readFileSync(join(logFolder, 'tested.log'), 'utf8');
      expect(log).toContain('"status":"SUCCEEDED"');
      expect(log.includes('somebody')).toBe(logsExecutionData === true);
    }
  });

  test('sends to a queue, an object as JSON, and fails by the name of the refusal', async () => {
    const send = (queue: string) => ({
      Send: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage',
        Parameters: { QueueUrl: `https://sqs/1/${queue}`, MessageBody: { 'id.$': '$.id', kind: 'FAILED' } },
        End: true,
      },
    });
    const { run, messages } = setUp(send('failures'));
    const { status, output } = await run({ id: 'one' });
    expect([status, JSON.parse(output!).MessageId]).toEqual(['SUCCEEDED', '1']);
    expect(messages.map((body) => JSON.parse(body) as unknown)).toEqual([{ id: 'one', kind: 'FAILED' }]);
    expect(await setUp(send('nowhere')).run({ id: 'one' })).toMatchObject({
      status: 'FAILED',
      error: 'SQS.QueueDoesNotExist',
    });
  });

  test.each([
    ['$.list[*].name', '[]'],
    ["$.list[?(@.name == 'a')]", '[]'],
    ['$.list[0:2]', '[]'],
    ['$.full[*].name', '["a"]'],
    ['$.full[*].other', '[]'],
    ['$..other', '[]'],
  ])('a path to several places that leads to none is an empty list: %s', async (path, expected) => {
    const { run } = setUp({
      Read: { Type: 'Pass', Parameters: { 'found.$': path }, OutputPath: '$.found', End: true },
    });
    expect(await run({ list: [], full: [{ name: 'a' }] })).toMatchObject({ status: 'SUCCEEDED', output: expected });
  });
  test.each(['$.none[*].name', '$.none', '$.full[3]'])('a path whose way is missing is an error: %s', async (path) => {
    const { run } = setUp({ Read: { Type: 'Pass', Parameters: { 'found.$': path }, End: true } });
    expect(await run({ full: [{ name: 'a' }] })).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });

  test("is started by the AWS SDK; bad requests have AWS's errors", async () => {
    const { machines, access, credentials, logFolder } = setUp({ Done: { Type: 'Succeed' } });
    const sfn = new SFNClient({
      endpoint: await startTestGateway(access, createStateMachineApi(machines, access)),
      region: 'us-east-1',
      credentials,
    });
    const { executionArn, startDate } = await sfn.send(
      new StartExecutionCommand({ stateMachineArn: machineArn, input: '{"a":1}', name: 'first' }),
    );
    expect(executionArn).toMatch(/^arn:aws:states:us-east-1:000000000000:express:tested:first:[0-9a-f-]{36}$/);
    expect(Math.abs(startDate!.getTime() - Date.now())).toBeLessThan(60_000);
    await machines.stop();
    expect(readFileSync(join(logFolder, 'tested.log'), 'utf8')).toContain('"name":"first"');
    await expect(
      sfn.send(new StartExecutionCommand({ stateMachineArn: machineArn, input: 'no json' })),
    ).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
    await expect(sfn.send(new StartExecutionCommand({ stateMachineArn: `${machineArn}2` }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});

describe('loadStateMachine', () => {
  const machine = (state: object, extra: object = {}) => ({ StartAt: 'A', States: { A: state }, ...extra });

  test('fills substitutions and finds tasks at any depth', () => {
    const { tasks } = loadStateMachine(
      machine({
        Type: 'Map',
        End: true,
        ItemProcessor: { StartAt: 'B', States: { B: { Type: 'Task', Resource: '${fn}', End: true } } },
      }),
      { fn: 'arn:aws:lambda:us-east-1:000000000000:function:f' },
    );
    expect([...tasks]).toEqual([
      ['B', { resource: 'arn:aws:lambda:us-east-1:000000000000:function:f', timeout: undefined }],
    ]);
  });

  test.each<[string, object, RegExp]>([
    ['JSONata for all', machine({ Type: 'Pass', End: true }, { QueryLanguage: 'JSONata' }), /JSONata is not emulated/],
    ['JSONata in a state', machine({ Type: 'Pass', QueryLanguage: 'JSONata', End: true }), /state A: JSONata/],
    [
      'an SDK integration of a service that is not there',
      machine({ Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:glue:startJobRun', End: true }),
      /state A: tasks of arn:aws:states:::aws-sdk:glue:startJobRun/,
    ],
    [
      'an operation that is not there',
      machine({ Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sagemaker:createNotebookInstance', End: true }),
      /createNotebookInstance/,
    ],
    [
      'waiting for a job in an Express machine',
      machine({ Type: 'Task', Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync', End: true }),
      /Express machines do not wait/,
    ],
    [
      'a distributed map',
      machine({
        Type: 'Map',
        End: true,
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, ...machine({ Type: 'Pass', End: true }) },
      }),
      /distributed/,
    ],
    ['a state that is not there', machine({ Type: 'Pass', Next: 'B' }), /not valid/],
    [
      'a missing part of the context',
      machine({ Type: 'Pass', Parameters: { 'at.$': '$$.State.EnteredTime' }, End: true }),
      /\$\$\.State/,
    ],
  ])('refuses %s', (_name, definition, message) => {
    expect(() => loadStateMachine(definition)).toThrow(message);
  });
});
