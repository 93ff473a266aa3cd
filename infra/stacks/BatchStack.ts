import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { archiveKeys } from '../../schema/contract/models.ts';
import { BatchWorkflow } from '../constructs/BatchWorkflow.ts';
import { BundledFunction } from '../constructs/BundledFunction.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { grantObjects } from '../constructs/grantObjects.ts';
import { grantTable } from '../constructs/grantTable.ts';
import type { DataStack } from './DataStack.ts';
import type { ModelStack } from './ModelStack.ts';

export interface BatchStackProps extends StackProps {
  buildFolder: string;
  data: DataStack;
  model: ModelStack;
}

/**
 * Of each of the two parts that are stored at once. A list of 50 is some 32 write units (bench/results/costs.json): 1,600 a
 * second altogether, of the 4,000 that a new on-demand table takes.
 */
const listsPerSecond = 25;

/** What makes lists in bulk when it is asked to. Costs nothing while it is not. */
export class BatchStack extends Stack {
  readonly runBatch: BundledFunction;
  readonly workflow: BatchWorkflow;

  constructor(scope: Construct, id: string, { buildFolder, data, model, ...props }: BatchStackProps) {
    super(scope, id, { ...props, description: 'recsync: makes lists in bulk' });
    this.runBatch = this.#makeRunBatch(buildFolder, data, model);
    this.workflow = new BatchWorkflow(this, 'Batch', { runBatch: this.runBatch, data, model });
    new CfnOutput(this, 'BatchWorkflowArn', { value: this.workflow.stateMachine.stateMachineArn });
  }

  #makeRunBatch(buildFolder: string, data: DataStack, model: ModelStack): BundledFunction {
    const made = new BundledFunction(this, 'RunBatch', {
      buildFolder,
      name: 'run-batch',
      description: 'Decides at each step of a batch of lists how it goes on, and stores the lists',
      // A part of two thousand lists is some 30 MB of text.
      memory: 1024,
      timeout: 300,
      environment: {
        MODELS_TABLE: data.models.tableName,
        USER_DATA_TABLE_ARN: data.userData.tableArn,
        CATALOGUE_TABLE_ARN: data.catalogue.tableArn,
        ARCHIVE_BUCKET: data.archive.bucketName,
        NAME_PREFIX: model.prefix,
        LISTS_PER_SECOND: String(listsPerSecond),
      },
    });
    grantTable(data.models, made, ['GetItem', 'PutItem', 'UpdateItem']);
    grantTable(data.userData, made, ['GetItem', 'PutItem']);
    grantObjects(data.archive, made.role!, {
      read: ['batch/*'],
      write: ['batch/*', 'erased/about', archiveKeys.pseudonymKey],
    });
    // How many rows there are decides on the size of jobs.
    for (const table of [data.userData, data.catalogue]) table.grant(made, 'dynamodb:DescribeTable');
    acknowledge(made.role!, 'IAM5[Resource::*]', 'X-Ray takes no resource.');
    return made;
  }
}
