import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  type CloudOptions,
  cloudwatchService,
  dynamodbService,
  eventsService,
  iamService,
  lambdaService,
  s3Service,
  snsService,
  sqsService,
  startCloud,
  stepFunctionsService,
} from '../../index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { hasDynoxide } from '../helpers/startEngine.ts';
import { writeTemplateFolder } from '../helpers/writeTemplateFolder.ts';

const attribute = (logicalId: string, name: string) => ({ 'Fn::GetAtt': [logicalId, name] });
const role = (Action: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: '*' }] } }],
  },
});
const rule = (ScheduleExpression: string, ...Targets: object[]) => ({
  Type: 'AWS::Events::Rule',
  Properties: { Name: 'nightly', ScheduleExpression, Targets: Targets.map((target, n) => ({ Id: `${n}`, ...target })) },
});

const common = {
  Starting: role('states:StartExecution'),
  Idle: role('sqs:*'),
  /** Sends its input to the queue, so that the test sees it. */
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      StateMachineType: 'EXPRESS',
      RoleArn: attribute('Idle', 'Arn'),
      DefinitionString: {
        'Fn::ToJsonString': {
          StartAt: 'Send',
          States: {
            Send: {
              Type: 'Task',
              Resource: 'arn:aws:states:::sqs:sendMessage',
              Parameters: { QueueUrl: { Ref: 'Queue' }, 'MessageBody.$': 'States.JsonToString($)' },
              End: true,
            },
          },
        },
      },
    },
  },
  Shouter: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'shouter',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: attribute('Idle', 'Arn'),
      Code: { ZipFile: 'exports.handler = async (event) => console.log("heard " + JSON.stringify(event));' },
    },
  },
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'queue' } },
  Failures: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures' } },
  Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
};

const start = async (
  rules: object,
  stateFolder = folderOfTest(),
  options: Pick<CloudOptions, 'schedulesFire'> = {},
) => {
  const lines: string[] = [];
  const cloud = await startCloud(
    {
      templateFolder: writeTemplateFolder({ main: { Resources: { ...common, ...rules } } }),
      stateFolder,
      ...options,
      log: (line) => lines.push(line),
    },
    [
      iamService,
      s3Service,
      sqsService,
      snsService,
      cloudwatchService,
      dynamodbService,
      lambdaService,
      stepFunctionsService,
      eventsService,
    ],
  );
  onTestFinished(() => cloud.stop());
  const queues = cloud.service(sqsService);
  const arn = (name: string) => `arn:aws:sqs:eu-west-1:000000000000:${name}`;
  const messages = (name: string): string[] => {
    const file = queues.file(arn(name));
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    return lines.map((line) => (JSON.parse(line) as { body: string }).body);
  };
  return { cloud, lines, messages, schedules: cloud.service(eventsService) };
};

describe.skipIf(!hasDynoxide)('a rule', () => {
  test.each([
    { schedulesFire: undefined, expected: ['{"from":"the clock"}'] },
    { schedulesFire: false, expected: [] },
  ])('fires by the clock (schedulesFire: $schedulesFire)', async ({ schedulesFire, expected }) => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const { schedules, messages } = await start(
      { Rule: rule('rate(5 minutes)', { Arn: attribute('Queue', 'Arn'), Input: '{"from":"the clock"}' }) },
      folderOfTest(),
      { schedulesFire },
    );
    vi.advanceTimersByTime(301_000);
    // Waits for what is delivered.
    await schedules.stop();
    expect(messages('queue')).toEqual(expected);
  });

  test('gives each of its targets its input when it is due, or the event of AWS', async () => {
    const { cloud, schedules, messages, lines } = await start({
      Rule: rule(
        'cron(0 3 * * ? *)',
        { Arn: { Ref: 'Machine' }, RoleArn: attribute('Starting', 'Arn'), Input: '{"trigger":"SCHEDULE"}' },
        { Arn: attribute('Shouter', 'Arn'), Input: '{"loud":true}' },
        { Arn: { Ref: 'Topic' } },
      ),
    });
    const { due, arn } = schedules.all()[0]!;
    expect(new Date(due!).toISOString()).toMatch(/T03:00:00\.000Z$/);
    schedules.tick(due! - 1);
    expect(messages('queue')).toEqual([]);
    schedules.tick(due!);
    expect(schedules.all()[0]!.due).toBe(due! + 86_400_000);
    await expect.poll(() => messages('queue')).toEqual(['{"trigger":"SCHEDULE"}']);
    const log = cloud.service(lambdaService).find('shouter').logFile;
    await expect.poll(() => (existsSync(log) ? readFileSync(log, 'utf8') : '')).toContain('heard {"loud":true}');
    const [published] = cloud.service(snsService).messages(cloud.template.ofType('AWS::SNS::Topic')[0]!.ref);
    expect(JSON.parse(published!.message)).toEqual({
      version: '0',
      id: expect.any(String),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '000000000000',
      time: new Date(due!).toISOString().replace('.000Z', 'Z'),
      region: 'eu-west-1',
      resources: [arn],
      detail: {},
    });
    expect(lines).toEqual([]);
  });

  test('fires when it is told to, also while it is disabled', async () => {
    const disabled = rule('rate(1 day)', { Arn: attribute('Queue', 'Arn'), Input: '1' });
    const { schedules, messages } = await start({
      Rule: { ...disabled, Properties: { ...disabled.Properties, State: 'DISABLED' } },
    });
    expect(schedules.all()[0]!.due).toBeUndefined();
    await schedules.fire('arn:aws:events:eu-west-1:000000000000:rule/nightly');
    expect(messages('queue')).toEqual(['1']);
    await expect(schedules.fire('arn:other')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  test('whose role may not start the machine says so, and leaves the event in its queue', async () => {
    const { schedules, messages, lines } = await start({
      Rule: rule(
        'rate(1 day)',
        {
          Arn: { Ref: 'Machine' },
          RoleArn: attribute('Idle', 'Arn'),
          Input: '{"a":1}',
          DeadLetterConfig: { Arn: attribute('Failures', 'Arn') },
        },
        { Arn: attribute('Queue', 'Arn'), Input: '2' },
      ),
    });
    await schedules.fire(schedules.all()[0]!.arn);
    expect(messages('failures')).toEqual(['{"a":1}']);
    expect(messages('queue')).toEqual(['2']);
    expect(lines).toEqual([expect.stringMatching(/rule\/nightly cannot reach .*AccessDenied.*states:StartExecution/)]);
  });

  test('keeps its rate across restarts', async () => {
    const stateFolder = folderOfTest();
    const rules = { Rule: rule('rate(6 hours)', { Arn: attribute('Queue', 'Arn') }) };
    const first = await start(rules, stateFolder);
    const { due } = first.schedules.all()[0]!;
    await first.cloud.stop();
    const second = await start(rules, stateFolder);
    expect(second.schedules.all()[0]!.due).toBe(due);
  });

  test('of the scheduler is given what its input asks for', async () => {
    const { schedules, messages } = await start({
      Sending: role('sqs:SendMessage'),
      Schedule: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          Name: 'weekly',
          ScheduleExpression: 'rate(7 days)',
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: {
            Arn: attribute('Queue', 'Arn'),
            RoleArn: attribute('Sending', 'Arn'),
            Input: '{"arn":"<aws.scheduler.schedule-arn>"}',
          },
        },
      },
    });
    const { arn } = schedules.all()[0]!;
    expect(arn).toBe('arn:aws:scheduler:eu-west-1:000000000000:schedule/default/weekly');
    await schedules.fire(arn);
    expect(messages('queue')).toEqual([JSON.stringify({ arn })]);
  });

  test.each([
    ['waits for events', { EventPattern: { source: ['aws.s3'] } }, 'no service here sends any'],
    ['has a schedule that is none', { ScheduleExpression: 'rate(1 weeks)' }, 'schedule'],
    ['starts a machine as nobody', { Targets: [{ Id: '1', Arn: { Ref: 'Machine' } }] }, 'needs a RoleArn'],
    ['calls what is not there', { Targets: [{ Id: '1', Arn: 'arn:aws:kinesis:::x' }] }, 'no state machine'],
    ['changes its event', { Targets: [{ Id: '1', Arn: attribute('Queue', 'Arn'), InputPath: '$' }] }, 'InputPath'],
  ])('that %s is refused', async (_name, change, reason) => {
    const { Type, Properties } = rule('rate(1 day)');
    await expect(start({ Rule: { Type, Properties: { ...Properties, ...change } } })).rejects.toMatchObject({
      code: 'TemplateRefused',
      message: expect.stringContaining(reason),
    });
  });
});
