import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trainingStages } from '../../../schema/contract/models.ts';
import { synthesize } from './synthesize.ts';
import type { Synthesized } from './synthesize.ts';

interface State {
  Type: string;
  Resource?: string;
  Next?: string;
  Default?: string;
  End?: boolean;
  Choices?: { Next: string }[];
  Catch?: { ErrorEquals: string[]; Next: string }[];
  Parameters?: Record<string, unknown>;
}

let made: Synthesized;
let states: Record<string, State>;
let startAt: string;
beforeAll(async () => {
  made = await synthesize();
  const [machine] = Object.values(made.training.findResources('AWS::StepFunctions::StateMachine'));
  const { DefinitionString, StateMachineType } = machine.Properties as {
    DefinitionString: { 'Fn::Join': [string, unknown[]] };
    StateMachineType: string;
  };
  expect(StateMachineType).toBe('STANDARD');
  const parts = DefinitionString['Fn::Join'][1];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'reference')).join('');
  ({ States: states, StartAt: startAt } = JSON.parse(text) as { StartAt: string; States: Record<string, State> });
}, 60_000);
afterAll(() => made?.close());

/** The way of a run that nothing stops: a choice goes on by its default. */
function undisturbed(): string[] {
  const way: string[] = [];
  for (let name: string | undefined = startAt; name !== undefined && !way.includes(name);) {
    way.push(name);
    name = states[name].Next ?? states[name].Default;
  }
  return way;
}

describe('the training workflow', () => {
  it('goes through every stage in its order, and says so before each', () => {
    const marks = undisturbed().filter((name) => name.startsWith('Mark'));
    // The first stage is written by the step that begins the run.
    expect(marks).toEqual(trainingStages.slice(1).map((stage) => `Mark${stage}`));
  });

  it('prepares, trains, judges and deploys in the order of the design', () => {
    const work = ['Collect', 'Prepare', 'CheckData', 'Train', 'Judge', 'Weigh', 'Register', 'CreateModel'];
    const rest = ['CreateEndpointConfig', 'CreateEndpoint', 'SmokeTest', 'Promote', 'CleanUp', 'EndPromoted'];
    const way = undisturbed();
    expect(way.filter((name) => [...work, ...rest].includes(name))).toEqual([...work, ...rest]);
  });

  it('ends every run with a reason, whatever fails', () => {
    const unguarded = Object.entries(states).filter(
      ([, { Type, Catch }]) =>
        ['Task', 'Map'].includes(Type) && !Catch?.some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL')),
    );
    // Before the lock is held there is nothing to give back; ending itself is retried.
    expect(unguarded.map(([name]) => name).sort()).toEqual(['BeginRun', 'EndFailed', 'EndPromoted', 'EndStopped']);
  });

  it('leads from every state that stops a run to its end', () => {
    const reaches = (from: string, seen = new Set<string>()): boolean => {
      if (from === 'CleanUp') return true;
      if (seen.has(from)) return false;
      seen.add(from);
      const { Next, Default, Choices = [], Catch = [] } = states[from];
      const next = [Next, Default, ...[...Choices, ...Catch].map((one) => one.Next)].filter((one) => one !== undefined);
      return next.some((one) => reaches(one, seen));
    };
    const stops = Object.keys(states).filter(
      (name) => /(Stops|Failed|TooLong)$/.test(name) && states[name].Type === 'Pass',
    );
    expect(stops.length).toBeGreaterThan(5);
    expect(stops.filter((name) => !reaches(name))).toEqual([]);
  });

  it('trains on spot instances that may be lost, with checkpoints, as the role of jobs', () => {
    expect(states.Train.Resource).toBe('arn:aws:states:::sagemaker:createTrainingJob.sync');
    expect(states.Train.Parameters).toMatchObject({
      EnableManagedSpotTraining: true,
      CheckpointConfig: { 'S3Uri.$': '$.jobs.train.checkpointUri' },
      StoppingCondition: { 'MaxWaitTimeInSeconds.$': '$.jobs.train.maxWaitTimeInSeconds' },
    });
  });

  it('asks Spark only where the data say so, and goes on without it when that fails', () => {
    expect(states.IsForSpark).toMatchObject({
      Choices: [{ Variable: '$.jobs.spark', IsPresent: true, Next: 'FitOnSpark' }],
      Default: 'Train',
    });
    expect(states.FitOnSpark).toMatchObject({
      Resource: 'arn:aws:states:::emr-serverless:startJobRun.sync',
      Next: 'TakeParts',
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.sparkFailure', Next: 'SparkFailed' }],
    });
    expect(states.TakeParts).toMatchObject({
      InputPath: '$.jobs.spark.train',
      ResultPath: '$.jobs.train',
      Next: 'Train',
    });
    expect(states.SparkFailedDecides).toMatchObject({ Default: 'Train' });
  });

  it('has an application for Spark that costs nothing while nobody uses it', () => {
    const [{ Properties }] = Object.values(made.training.findResources('AWS::EMRServerless::Application'));
    expect(Properties).toMatchObject({
      Type: 'SPARK',
      Architecture: 'ARM64',
      AutoStopConfiguration: { Enabled: true, IdleTimeoutMinutes: 1 },
      MaximumCapacity: { Cpu: '16 vCPU' },
    });
    expect(Properties).not.toHaveProperty('InitialCapacity');
  });

  it('serves without servers', () => {
    expect(states.CreateEndpointConfig.Parameters).toMatchObject({
      ProductionVariants: [{ ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 20 } }],
    });
  });

  it('is started by the schedule', () => {
    made.training.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 day)',
      State: 'ENABLED',
      Targets: [Match.objectLike({ Input: JSON.stringify({ trigger: 'SCHEDULE' }) })],
    });
  });
});

describe('what trainings read and leave', () => {
  it('keeps exports and lists in bulk, which name people, for a week, and the archive for good', () => {
    const buckets = Object.values(made.data.findResources('AWS::S3::Bucket'));
    const rules = buckets.flatMap(
      ({ Properties }) =>
        (Properties as { LifecycleConfiguration: { Rules: { Prefix?: string; ExpirationInDays?: number }[] } })
          .LifecycleConfiguration.Rules,
    );
    for (const named of ['exports/', 'batch/']) {
      expect(rules.find(({ Prefix }) => Prefix === named)?.ExpirationInDays).toBe(7);
    }
    expect(rules.find(({ Prefix }) => Prefix === 'interactions/')?.ExpirationInDays).toBeUndefined();
  });

  it('builds one image for x86 with its six commands', () => {
    const assets = JSON.parse(readFileSync(join(made.outdir, 'recsync-model.assets.json'), 'utf8')) as {
      dockerImages: Record<string, { source: { directory: string; platform: string } }>;
    };
    const [{ source }] = Object.values(assets.dockerImages);
    expect(source.platform).toBe('linux/amd64');
    const files = [
      'Dockerfile',
      'train.mjs',
      'serve.mjs',
      'prepare.mjs',
      'judge.mjs',
      'prepare-batch.mjs',
      'check-batch.mjs',
    ];
    expect(files.filter((name) => !existsSync(join(made.outdir, source.directory, name)))).toEqual([]);
  });

  it('needs no model to deploy', () => {
    for (const type of ['AWS::SageMaker::Model', 'AWS::SageMaker::Endpoint']) expect(made.all(type)).toEqual([]);
  });
});
