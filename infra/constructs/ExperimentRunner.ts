import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { BundledFunction } from './BundledFunction.ts';
import { grantTable } from './grantTable.ts';

export interface ExperimentRunnerProps {
  buildFolder: string;
  data: { feedback: TableV2; userData: TableV2; models: TableV2 };
}

/** The function that puts, ends and tells of experiments, and every five minutes brings running ones up to date. */
export class ExperimentRunner extends Construct {
  readonly handler: BundledFunction;

  constructor(scope: Construct, id: string, { buildFolder, data }: ExperimentRunnerProps) {
    super(scope, id);
    this.handler = new BundledFunction(this, 'RunExperiments', {
      buildFolder,
      name: 'run-experiments',
      description: 'Judges experiments, moves their splits and stops those that do harm',
      memory: 512,
      // It begins no further step after two minutes.
      timeout: 240,
      environment: {
        FEEDBACK_TABLE: data.feedback.tableName,
        USER_DATA_TABLE: data.userData.tableName,
        MODELS_TABLE: data.models.tableName,
      },
    });
    grantTable(data.feedback, this.handler, ['GetItem', 'Query', 'PutItem']);
    grantTable(data.userData, this.handler, ['BatchGetItem', 'Query']);
    // A variant that is promoted makes its version the live one.
    grantTable(data.models, this.handler, ['GetItem', 'PutItem', 'UpdateItem']);
    new Rule(this, 'Schedule', {
      description: 'Brings running experiments up to date',
      schedule: Schedule.rate(Duration.minutes(5)),
      // The next run does what this one misses.
      targets: [new LambdaFunction(this.handler, { retryAttempts: 0 })],
    });
  }
}
