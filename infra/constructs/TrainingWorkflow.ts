import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  Errors,
  Fail,
  JsonPath,
  Map as MapState,
  Pass,
  StateMachineType,
  Succeed,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { IChainable, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { runPartitionKey } from '../../schema/contract/models.ts';
import type { TrainingStage } from '../../schema/contract/models.ts';
import { workflowErrors } from '../../schema/contract/trainingSteps.ts';
import type { TrainingStep } from '../../schema/contract/trainingSteps.ts';
import { grantTable } from './grantTable.ts';
import type { SparkApplication } from './SparkApplication.ts';
import { TrainingJobs } from './TrainingJobs.ts';
import { TableExports } from './TableExports.ts';
import type { WorkflowData } from './TableExports.ts';
import type { ModelImage } from './serviceTasks.ts';
import { countPolls, polls, pollTime, WorkflowStates } from './WorkflowStates.ts';
import type { Part } from './WorkflowStates.ts';
import { makeWorkflow } from './makeWorkflow.ts';

export interface TrainingWorkflowProps {
  runTraining: LambdaFunction;
  data: WorkflowData;
  model: ModelImage;
  /** What fits what grows with the interactions, where there are many; left out, everything is the container's. */
  spark?: SparkApplication;
  /** Of the endpoints: MiB, and invocations at once. */
  endpointMemory: number;
  endpointConcurrency: number;
}

/** Where the states of a run keep what later ones need. */
const begun = '$.begun';
const runId = JsonPath.stringAt(`${begun}.runId`);
const settings = JsonPath.objectAt(`${begun}.settings`);
const jobs = '$.jobs';
const version = '$.version';

/** At once, and after 1, 2, 3 … 84 seconds, an hour: SageMaker takes minutes, and gives up a container that does not start. */
const endpointPolls = 85;

/**
 * The life of one model: collect what is new, prepare, train, judge, deploy beside the old one, try it in its shadow and
 * on a share of the people, promote it, and remove what nobody uses
 * (docs/decisions/2026-11-28-the-life-of-a-model.md). The old model serves throughout; whatever fails, the run ends with
 * its reason in the models table. Standard, because it takes hours and each of its steps is to happen once.
 * Input: `TrainingWorkflowInput`.
 */
export class TrainingWorkflow extends Construct {
  readonly stateMachine: StateMachine;
  readonly #props: TrainingWorkflowProps;
  readonly #jobs: TrainingJobs;
  readonly #exports: TableExports;
  readonly #states: WorkflowStates<TrainingStep['step'], TrainingStage>;

  constructor(scope: Construct, id: string, props: TrainingWorkflowProps) {
    super(scope, id);
    this.#props = props;
    this.#jobs = new TrainingJobs(this, 'Jobs', { ...props, encryptionKey: props.data.encryptionKey });
    this.#exports = new TableExports(this, 'Exports', { data: props.data, path: `${begun}.exports` });
    this.#states = new WorkflowStates(this, 'States', {
      stepFunction: props.runTraining,
      partitionKey: runPartitionKey,
      models: props.data.models,
      runId,
    });
    const definition = this.#define();
    this.stateMachine = this.#makeStateMachine(definition);
  }

  /** The run from top to bottom. */
  #define(): IChainable {
    const begin = this.#states.invoke(
      'BeginRun',
      {
        step: 'begin',
        executionArn: JsonPath.executionId,
        startedAt: JsonPath.executionStartTime,
        input: JsonPath.objectAt('$$.Execution.Input'),
      },
      begun,
    );
    const isBusy = Condition.stringEquals(`${begun}.decision`, 'BUSY');
    const busyEnd = new Succeed(this, 'AnotherTrainingRuns');
    const collected = this.#states.guard(this.#exports.state);
    const run = this.#states.chain(
      collected,
      this.#states.stage('PREPARE'),
      this.#states.guard(this.#jobs.prepare(`${begun}.prepare`)),
      this.#states.stage('VALIDATE'),
      this.#states.decide('CheckData', jobs, { step: 'checkData', runId, settings }),
      this.#states.stage('TRAIN'),
      ...this.#fitOnSpark(),
      this.#states.guard(this.#jobs.train(`${jobs}.train`)),
      this.#states.stage('JUDGE'),
      this.#states.guard(this.#jobs.judge(`${jobs}.judge`)),
      this.#states.decide('Weigh', '$.weighed', { step: 'weigh', runId }),
      this.#states.stage('REGISTER'),
      this.#states.guard(
        this.#states.invoke(
          'Register',
          { step: 'register', runId, settings, artifact: JsonPath.stringAt('$.trained.artifact') },
          version,
        ),
      ),
      this.#states.stage('DEPLOY'),
      this.#deploy(),
      this.#states.stage('SMOKE_TEST'),
      this.#states.decide('SmokeTest', '$.smokeTest', { step: 'smokeTest', runId }),
      this.#tryOut('Shadow', 'SHADOW'),
      this.#tryOut('Canary', 'CANARY'),
      this.#states.stage('PROMOTE'),
      this.#states.decide('Promote', '$.promoted', { step: 'promote', runId }),
    );
    run.then(this.#states.ending);
    this.#cleanUpAndEnd();
    this.#states.protect();
    return begin.next(new Choice(this, 'IsAlone').when(isBusy, busyEnd).otherwise(run.start));
  }

  /** Where `checkData` asks for it: fits on Spark, and then trains on the parts, or without them when it came to nothing. */
  #fitOnSpark(): Part[] {
    const { spark } = this.#props;
    if (!spark) return [];
    const fit = spark.fit(`${jobs}.spark`);
    const failed = this.#states.decide('SparkFailed', '$.sparkFailed', {
      step: 'sparkFailed',
      runId,
      failure: JsonPath.objectAt('$.sparkFailure'),
    });
    fit.addRetry({ errors: ['EMRServerless.ThrottlingException'], maxAttempts: 5 });
    fit.addCatch(failed.start, { errors: [Errors.ALL], resultPath: '$.sparkFailure' });
    const takeParts = new Pass(this, 'TakeParts', { inputPath: `${jobs}.spark.train`, resultPath: `${jobs}.train` });
    const isForSpark = new Choice(this, 'IsForSpark').when(Condition.isPresent(`${jobs}.spark`), fit.next(takeParts));
    return [
      {
        start: isForSpark,
        then: (next) => {
          isForSpark.otherwise(next);
          takeParts.next(next);
          failed.then(next);
        },
      },
    ];
  }

  /** The model, its endpoint's configuration, the endpoint; waits until it answers. */
  #deploy(): Part {
    const wait = new Wait(this, 'WaitForEndpoint', { time: pollTime });
    const describe = this.#states.guard(this.#jobs.describeEndpoint('DescribeEndpoint', `${version}.endpointName`));
    const failed = new Pass(this, 'EndpointFailed', {
      parameters: { Error: workflowErrors.endpointFailed, 'Cause.$': '$.endpoint.reason' },
      resultPath: '$.failure',
    });
    failed.next(this.#states.ending);
    const describeFailure = this.#states.guard(
      this.#jobs.describeFailedEndpoint('DescribeFailedEndpoint', `${version}.endpointName`),
    );
    const tooLong = new Pass(this, 'EndpointTakesTooLong', {
      parameters: { Error: workflowErrors.endpointTimeout },
      resultPath: '$.failure',
    });
    tooLong.next(this.#states.ending);
    const [begin, count] = countPolls(this, 'Endpoint');
    const isCreating = Condition.stringEquals('$.endpoint.status', 'Creating');
    const outcome = new Choice(this, 'IsInService')
      .when(Condition.stringEquals('$.endpoint.status', 'Failed'), describeFailure.next(failed))
      .when(Condition.and(isCreating, Condition.numberGreaterThanEquals(polls, endpointPolls)), tooLong)
      .when(isCreating, wait);
    const made = this.#states.chain(
      this.#states.guard(this.#jobs.createModel(version)),
      this.#states.guard(this.#jobs.createEndpointConfig(version)),
      this.#states.guard(this.#jobs.createEndpoint(version)),
      begin,
      count,
      describe,
    );
    wait.next(count);
    made.then(outcome);
    return { start: made.start, then: (next) => outcome.otherwise(next) };
  }

  /** Tries the new version for a time, and looks at what is seen of it until it has passed or failed. */
  #tryOut(name: string, stage: 'SHADOW' | 'CANARY'): Part {
    const path = `$.${name.toLowerCase()}`;
    const watchPath = `$.${name.toLowerCase()}Watch`;
    const wait = new Wait(this, `${name}Wait`, { time: WaitTime.secondsPath(`${path}.waitSeconds`) });
    const waitMore = new Wait(this, `${name}WaitMore`, { time: WaitTime.secondsPath(`${watchPath}.waitSeconds`) });
    const watch = this.#states.guard(
      this.#states.invoke(
        `${name}Watch`,
        { step: 'watch', runId, stage, since: JsonPath.stringAt(`${path}.since`), settings },
        watchPath,
      ),
    );
    const isWatched = new Choice(this, `${name}IsWatched`).when(Condition.booleanEquals(`${path}.watch`, true), wait);
    const seen = new Choice(this, `${name}Seen`)
      .when(Condition.stringEquals(`${watchPath}.decision`, 'WAIT'), waitMore)
      .when(Condition.stringEquals(`${watchPath}.decision`, 'STOP'), this.#states.stopped(`${name}Failed`, watchPath));
    const begin = this.#states.chain(
      this.#states.stage(stage),
      this.#states.decide(`${name}Begin`, path, { step: 'setStage', runId, stage, settings }),
    );
    begin.then(isWatched);
    for (const state of [wait, waitMore]) state.next(watch);
    watch.next(seen);
    return {
      start: begin.start,
      then: (next) => {
        isWatched.otherwise(next);
        seen.otherwise(next);
      },
    };
  }

  /** Takes the challenger back where it did not win, removes what nobody needs, and writes down how the run ended. */
  #cleanUpAndEnd(): void {
    const removals = JsonPath.listAt('$.removals');
    const done = new Choice(this, 'HowItEnded')
      .when(
        Condition.isPresent('$.failure'),
        this.#end('EndFailed', { failure: JsonPath.objectAt('$.failure'), removals }),
      )
      .when(
        Condition.isPresent('$.outcome'),
        this.#end('EndStopped', { outcome: JsonPath.objectAt('$.outcome'), removals }),
      )
      .otherwise(this.#end('EndPromoted', { removals }));
    const stage = this.#states.mark('CLEAN_UP');
    const cleanUp = this.#states.invoke('CleanUp', { step: 'cleanUp', runId }, '$.cleanUp');
    const remove = new MapState(this, 'RemoveVersions', {
      itemsPath: '$.cleanUp.remove',
      resultPath: '$.removals',
      maxConcurrency: 1,
    }).itemProcessor(this.#jobs.removeVersion());
    // What could not be removed is tried again by the next run; it does not change how this one ended.
    const nothingRemoved = new Pass(this, 'NothingRemoved', {
      result: { value: [] } as never,
      resultPath: '$.removals',
    });
    nothingRemoved.next(done);
    for (const state of [stage, cleanUp]) {
      state.addRetry({ errors: [Errors.ALL], interval: Duration.seconds(2), maxAttempts: 5, backoffRate: 2 });
    }
    for (const state of [stage, cleanUp, remove]) {
      state.addCatch(nothingRemoved, { errors: [Errors.ALL], resultPath: '$.cleanUpFailure' });
    }
    this.#states.ending.next(stage);
    stage.next(cleanUp);
    cleanUp.next(remove);
    remove.next(done);
  }

  #end(name: string, given: Record<string, unknown>): LambdaInvoke {
    const end = this.#states.invoke(name, { step: 'end', runId, ...given }, '$.ended');
    end.addRetry({ errors: [Errors.ALL], interval: Duration.seconds(2), maxAttempts: 8, backoffRate: 2 });
    end.next(
      new Choice(this, `${name}Well`)
        .when(
          Condition.stringEquals('$.ended.status', 'FAILED'),
          new Fail(this, `${name}Fail`, { error: 'TrainingFailed', causePath: '$.ended.reason' }),
        )
        .otherwise(new Succeed(this, `${name}Done`, { outputPath: '$.ended' })),
    );
    return end;
  }

  #makeStateMachine(definition: IChainable): StateMachine {
    const { data, runTraining } = this.#props;
    const stateMachine = makeWorkflow(this, {
      type: StateMachineType.STANDARD,
      definition: definition,
      timeout: Duration.days(7),
      functions: [runTraining],
    });
    grantTable(data.models, stateMachine, ['UpdateItem']);
    this.#jobs.grantTo(stateMachine);
    this.#exports.grantTo(stateMachine);
    this.#props.spark?.grantStart(stateMachine);
    return stateMachine;
  }
}
