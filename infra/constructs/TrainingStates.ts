import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Choice, Condition, Errors, JsonPath, Map as MapState, Pass, TaskInput } from 'aws-cdk-lib/aws-stepfunctions';
import type { CustomState, IChainable, INextable, TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import { Duration } from 'aws-cdk-lib';
import { DynamoAttributeValue, DynamoUpdateItem, LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { runPartitionKey } from '../../schema/contract/models.ts';
import type { TrainingStage } from '../../schema/contract/models.ts';
import type { TrainingStep } from '../../schema/contract/trainingSteps.ts';

export interface TrainingStatesProps {
  runTraining: LambdaFunction;
  models: TableV2;
  /** Where the id of the run is. */
  runId: string;
}

type Step = TrainingStep['step'];
type Guarded = TaskStateBase | CustomState | MapState;

/** States that belong together: where they begin, and how what follows is joined on. */
export interface Part {
  start: IChainable;
  then(next: IChainable): void;
}

/** What passes by itself. */
export const busy = [
  'DynamoDB.ProvisionedThroughputExceededException',
  'DynamoDB.ThrottlingException',
  'DynamoDB.RequestLimitExceeded',
  'DynamoDB.InternalServerErrorException',
  'DynamoDb.ThrottlingException',
  'DynamoDb.LimitExceededException',
  'SageMaker.ThrottlingException',
  'Lambda.TooManyRequestsException',
  // A container of the function that did not start in time, or went away: each step may run twice.
  'Sandbox.Timedout',
  'Lambda.Unknown',
];

/** The kinds of states that the training workflow is made of, besides what other services do (TrainingJobs). */
export class TrainingStates extends Construct {
  /** Where every run goes in the end. */
  readonly ending: Pass;
  readonly #props: TrainingStatesProps;
  /** States whose errors end the run with a reason. */
  readonly #guarded: Guarded[] = [];

  constructor(scope: Construct, id: string, props: TrainingStatesProps) {
    super(scope, id);
    this.#props = props;
    this.ending = new Pass(this, 'BeginCleanUp');
  }

  /** A step of the function that may stop the run. */
  decide(name: string, path: string, payload: { step: Step } & Record<string, unknown>): Part {
    const step = this.guard(this.invoke(name, payload, path));
    const decides = new Choice(this, `${name}Decides`).when(
      Condition.stringEquals(`${path}.decision`, 'STOP'),
      this.stopped(`${name}Stops`, path),
    );
    step.next(decides);
    return { start: step, then: (next) => decides.otherwise(next) };
  }

  /** Takes the outcome of a STOP to the end. */
  stopped(name: string, path: string): Pass {
    const pass = new Pass(this, name, { inputPath: `${path}.outcome`, resultPath: '$.outcome' });
    pass.next(this.ending);
    return pass;
  }

  invoke(name: string, payload: { step: Step } & Record<string, unknown>, resultPath: string): LambdaInvoke {
    return new LambdaInvoke(this, name, {
      lambdaFunction: this.#props.runTraining,
      payload: TaskInput.fromObject(payload),
      payloadResponseOnly: true,
      resultPath,
    });
  }

  /** Says in the run's row that a stage has begun. Repeated, it changes nothing. */
  mark(stage: TrainingStage): DynamoUpdateItem {
    return new DynamoUpdateItem(this, `Mark${stage}`, {
      table: this.#props.models,
      key: {
        pk: DynamoAttributeValue.fromString(runPartitionKey),
        sk: DynamoAttributeValue.fromString(this.#props.runId),
      },
      updateExpression: 'SET stages.#stage = if_not_exists(stages.#stage, :now)',
      expressionAttributeNames: { '#stage': stage },
      expressionAttributeValues: { ':now': DynamoAttributeValue.fromString(JsonPath.stringAt('$$.State.EnteredTime')) },
      resultPath: JsonPath.DISCARD,
    });
  }

  stage(stage: TrainingStage): DynamoUpdateItem {
    return this.guard(this.mark(stage));
  }

  guard<State extends Guarded>(state: State): State {
    this.#guarded.push(state);
    return state;
  }

  /** Strings parts together: single states, or parts with a beginning and an end of their own. */
  chain(...parts: ((IChainable & INextable) | Part)[]): Part {
    const joined = parts.map((part): Part =>
      'then' in part ? part : { start: part, then: (next) => part.next(next) },
    );
    joined.slice(1).forEach(({ start }, index) => joined[index].then(start));
    return { start: joined[0].start, then: (next) => joined.at(-1)?.then(next) };
  }

  /** Sends what the guarded states throw to the end, once what passes by itself was tried again. */
  protect(): void {
    for (const state of this.#guarded) {
      if (!(state instanceof MapState)) {
        state.addRetry({ errors: busy, interval: Duration.seconds(2), maxAttempts: 6, backoffRate: 2 });
      }
      state.addCatch(this.ending, { errors: [Errors.ALL], resultPath: '$.failure' });
    }
  }
}
