import {
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  paginateDescribeLogGroups,
  paginateDescribeLogStreams,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  paginateListEndpointConfigs,
  paginateListEndpoints,
  paginateListModels,
  paginateListProcessingJobs,
  paginateListTrainingJobs,
  paginateListTransformJobs,
  StopProcessingJobCommand,
  StopTrainingJobCommand,
  StopTransformJobCommand,
} from '@aws-sdk/client-sagemaker';
import type { EndpointStatus, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { paginateListExecutions, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Update } from '../Progress.ts';
import type { Account } from './Account.ts';

interface Waiting {
  pollInterval: number;
  signal: AbortSignal;
  update: Update;
}

/** Ends every execution that runs, so that its workflow can be deleted. @returns how many there were */
export async function stopExecutions({ stepFunctions: client }: Account, workflowArn: string): Promise<number> {
  const running: string[] = [];
  const request = { stateMachineArn: workflowArn, statusFilter: 'RUNNING' as const };
  try {
    for await (const { executions = [] } of paginateListExecutions({ client }, request)) {
      running.push(...executions.map(({ executionArn }) => executionArn!));
    }
  } catch (error) {
    // Its stack lost it and could not be deleted as a whole.
    if ((error as Error).name !== 'StateMachineDoesNotExist') throw error;
  }
  for (const executionArn of running) {
    await client.send(
      new StopExecutionCommand({ executionArn, error: 'TakenDown', cause: 'The deployment is taken down.' }),
    );
  }
  return running.length;
}

/**
 * Whether the training workflow of a deployment gave something its name: `<deployment>-<run id>`, with a suffix where it
 * is a job, and a stream behind a slash where it is a log. `recsync` is not the beginning of what belongs to `recsync-dev`.
 */
export function isNamedBy(deployment: string, name: string): boolean {
  return (
    name.startsWith(`${deployment}-`) && /^\d{8}-\d{6}-[0-9a-f]{4}([-/]|$)/.test(name.slice(deployment.length + 1))
  );
}

/** The names on all pages that the deployment's workflow gave. Read to the end before anything is deleted. */
async function collectNames<Page>(
  deployment: string,
  pages: AsyncIterable<Page>,
  namesOf: (page: Page) => (string | undefined)[] | undefined,
  prefix = '',
): Promise<string[]> {
  const names: string[] = [];
  for await (const page of pages) names.push(...(namesOf(page) ?? []).filter((name) => name !== undefined));
  return names.filter((name) => isNamedBy(deployment, name.slice(prefix.length)));
}

/**
 * Removes what the training workflow made in SageMaker and CloudFormation knows nothing of: stops jobs, deletes
 * endpoints, their configurations, models and logs, and waits until nothing is left that costs.
 * @returns how many endpoints, configurations and models were deleted
 */
export async function removeModels(account: Account, deployment: string, waiting: Waiting): Promise<number> {
  const { sageMaker: client } = account;
  const mine = { NameContains: `${deployment}-` };
  for (const kind of jobKinds) await stopJobs(client, deployment, kind, waiting);
  const endpoints = await removeEndpoints(client, deployment, waiting);
  const configurations = await collectNames(deployment, paginateListEndpointConfigs({ client }, mine), (page) =>
    page.EndpointConfigs?.map(({ EndpointConfigName }) => EndpointConfigName),
  );
  for (const name of configurations) {
    waiting.update(name);
    await client.send(new DeleteEndpointConfigCommand({ EndpointConfigName: name }));
  }
  const models = await collectNames(deployment, paginateListModels({ client }, mine), (page) =>
    page.Models?.map(({ ModelName }) => ModelName),
  );
  for (const name of models) {
    waiting.update(name);
    await client.send(new DeleteModelCommand({ ModelName: name }));
  }
  await removeLogs(account, deployment);
  return endpoints + configurations.length + models.length;
}

interface JobKind {
  /** The names of the deployment's jobs in a status. */
  list(client: SageMakerClient, deployment: string, StatusEquals: 'InProgress' | 'Stopping'): Promise<string[]>;
  stop(client: SageMakerClient, name: string): Promise<unknown>;
}

const jobKinds: JobKind[] = [
  {
    list: (client, deployment, StatusEquals) =>
      collectNames(
        deployment,
        paginateListTrainingJobs({ client }, { NameContains: `${deployment}-`, StatusEquals }),
        (page) => page.TrainingJobSummaries?.map(({ TrainingJobName }) => TrainingJobName),
      ),
    stop: (client, TrainingJobName) => client.send(new StopTrainingJobCommand({ TrainingJobName })),
  },
  {
    list: (client, deployment, StatusEquals) =>
      collectNames(
        deployment,
        paginateListProcessingJobs({ client }, { NameContains: `${deployment}-`, StatusEquals }),
        (page) => page.ProcessingJobSummaries?.map(({ ProcessingJobName }) => ProcessingJobName),
      ),
    stop: (client, ProcessingJobName) => client.send(new StopProcessingJobCommand({ ProcessingJobName })),
  },
  {
    list: (client, deployment, StatusEquals) =>
      collectNames(
        deployment,
        paginateListTransformJobs({ client }, { NameContains: `${deployment}-`, StatusEquals }),
        (page) => page.TransformJobSummaries?.map(({ TransformJobName }) => TransformJobName),
      ),
    stop: (client, TransformJobName) => client.send(new StopTransformJobCommand({ TransformJobName })),
  },
];

async function stopJobs(
  client: SageMakerClient,
  deployment: string,
  { list, stop }: JobKind,
  { update, pollInterval, signal }: Waiting,
): Promise<void> {
  for (;;) {
    const running = await list(client, deployment, 'InProgress');
    for (const name of running) {
      update(`stopping ${name}`);
      await stop(client, name);
    }
    // A job that is being stopped still writes to the buckets.
    if (running.length === 0 && (await list(client, deployment, 'Stopping')).length === 0) return;
    await sleep(pollInterval, undefined, { signal });
  }
}

/** An endpoint that is being made or changed cannot be deleted until it is through. @returns how many there were */
async function removeEndpoints(
  client: SageMakerClient,
  deployment: string,
  { update, pollInterval, signal }: Waiting,
): Promise<number> {
  const seen = new Set<string>();
  for (;;) {
    const inStatus = (StatusEquals?: EndpointStatus): Promise<string[]> =>
      collectNames(
        deployment,
        paginateListEndpoints({ client }, { NameContains: `${deployment}-`, StatusEquals }),
        (page) => page.Endpoints?.map(({ EndpointName }) => EndpointName),
      );
    for (const status of ['InService', 'Failed', 'OutOfService', 'UpdateRollbackFailed'] as const) {
      for (const name of await inStatus(status)) {
        update(name);
        await client.send(new DeleteEndpointCommand({ EndpointName: name }));
      }
    }
    const left = await inStatus();
    for (const name of left) seen.add(name);
    if (left.length === 0) return seen.size;
    update(`waiting for ${left.join(', ')}`);
    await sleep(pollInterval, undefined, { signal });
  }
}

/** SageMaker makes a group for each endpoint, and writes jobs into groups that all of the account share. */
async function removeLogs({ logs: client }: Account, deployment: string): Promise<void> {
  const endpoints = '/aws/sagemaker/Endpoints/';
  const groups = await collectNames(
    deployment,
    paginateDescribeLogGroups({ client }, { logGroupNamePrefix: `${endpoints}${deployment}-` }),
    (page) => page.logGroups?.map(({ logGroupName }) => logGroupName),
    endpoints,
  );
  for (const logGroupName of groups) await client.send(new DeleteLogGroupCommand({ logGroupName }));
  for (const kind of ['TrainingJobs', 'ProcessingJobs', 'TransformJobs']) {
    const logGroupName = `/aws/sagemaker/${kind}`;
    const streams = await collectNames(
      deployment,
      paginateDescribeLogStreams({ client }, { logGroupName, logStreamNamePrefix: `${deployment}-` }),
      (page) => page.logStreams?.map(({ logStreamName }) => logStreamName),
    ).catch((error: Error) => {
      // No job of any kind ever ran in the account.
      if (error.name === 'ResourceNotFoundException') return [];
      throw error;
    });
    for (const logStreamName of streams) {
      await client.send(new DeleteLogStreamCommand({ logGroupName, logStreamName }));
    }
  }
}
