import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  Errors,
  JsonPath,
  Map as MapState,
  Pass,
  TaskInput,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { CustomState, IChainable, INextable, TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import { Duration } from 'aws-cdk-lib';
import { DynamoAttributeValue, DynamoUpdateItem, LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';

export interface WorkflowStatesProps {
  /** Does the steps. */
  stepFunction: LambdaFunction;
  models: TableV2;
  /** Of the rows of its runs, in the models table. */
  partitionKey: string;
  /** Where the id of the run is. */
  runId: string;
}

type Guarded = TaskStateBase | CustomState | MapState;

/** States that belong together: where they begin, and how what follows is joined on. */
export interface Part {
  start: IChainable;
  then(next: IChainable): void;
}

/** Where it is counted how often something was asked for. */
export const polls = '$.polls.count';

/**
 * How long an export or an endpoint is left alone after it was asked how it is: a second after the first time, two after
 * the second and so on. What is there at once is found at once, and ten minutes are a hundred transitions.
 */
export const pollTime = WaitTime.secondsPath(polls);

/** Two states: one that begins to count how often something was asked for, and one that counts. */
export function countPolls(scope: Construct, name: string): [Pass, Pass] {
  const count = JsonPath.mathAdd(JsonPath.numberAt(polls), 1);
  return [
    new Pass(scope, `Begin${name}Polls`, { parameters: { count: 0 }, resultPath: '$.polls' }),
    new Pass(scope, `Count${name}Polls`, { parameters: { count }, resultPath: '$.polls' }),
  ];
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

/**
 * The kinds of states that a workflow of steps and stages is made of, besides what other services do. A step is one of its
 * function's, a stage is what people see in the run's row.
 */
export class WorkflowStates<Step extends string, Stage extends string> extends Construct {
  /** Where every run goes in the end. */
  readonly ending: Pass;
  readonly #props: WorkflowStatesProps;
  /** States whose errors end the run with a reason. */
  readonly #guarded: Guarded[] = [];

  constructor(scope: Construct, id: string, props: WorkflowStatesProps) {
    super(scope, id);
    this.#props = props;
    this.ending = new Pass(this, 'Ending');
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
    const state = new LambdaInvoke(this, name, {
      lambdaFunction: this.#props.stepFunction,
      payload: TaskInput.fromObject(payload),
      payloadResponseOnly: true,
      resultPath,
    });
    // A sandbox that starts too slowly; each step may run twice.
    state.addRetry({ errors: ['Sandbox.Timedout'], interval: Duration.seconds(2), maxAttempts: 3, backoffRate: 2 });
    return state;
  }

  /** Says in the run's row that a stage has begun. Repeated, it changes nothing. */
  mark(stage: Stage): DynamoUpdateItem {
    return new DynamoUpdateItem(this, `Mark${stage}`, {
      table: this.#props.models,
      key: {
        pk: DynamoAttributeValue.fromString(this.#props.partitionKey),
        sk: DynamoAttributeValue.fromString(this.#props.runId),
      },
      updateExpression: 'SET stages.#stage = if_not_exists(stages.#stage, :now)',
      expressionAttributeNames: { '#stage': stage },
      expressionAttributeValues: { ':now': DynamoAttributeValue.fromString(JsonPath.stringAt('$$.State.EnteredTime')) },
      resultPath: JsonPath.DISCARD,
    });
  }

  stage(stage: Stage): DynamoUpdateItem {
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
