import {
  DeleteStackCommand,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  paginateListStackResources,
  paginateListStacks,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../CommandError.ts';

/** The stacks in the order in which they are made (infra/app.ts). */
export const stackParts = ['data', 'model', 'training', 'batch', 'api', 'operations'] as const;
export type StackPart = (typeof stackParts)[number];

/** What all names of a deployment begin with. @param stage empty for production */
export const deploymentName = (stage: string): string => (stage === '' ? 'recsync' : `recsync-${stage}`);

/** The stack of `cdk bootstrap`. */
export const bootstrapStackName = 'CDKToolkit';

export interface StackState {
  name: string;
  /** An ARN, which still names the stack when it is deleted. */
  id: string;
  status: string;
  isProtected: boolean;
  outputs: Record<string, string>;
}

/** A resource of a stack. */
export interface StackResource {
  /** Such as `AWS::S3::Bucket`. */
  type: string;
  /** What `Ref` gives. */
  id: string;
  status: string;
}

/** The stack's first creation failed: CloudFormation neither updates it nor creates it again. */
export const isStillborn = ({ status }: StackState): boolean =>
  status === 'ROLLBACK_COMPLETE' || status === 'ROLLBACK_FAILED';

/** @param name or id; undefined where there is none, and where one of that name was deleted */
export async function readStack(client: CloudFormationClient, name: string): Promise<StackState | undefined> {
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return (
      stack && {
        name: stack.StackName!,
        id: stack.StackId!,
        status: stack.StackStatus!,
        isProtected: stack.EnableTerminationProtection === true,
        outputs: Object.fromEntries(stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]) ?? []),
      }
    );
  } catch (error) {
    // CloudFormation has no error of its own for this.
    const { name: code, message } = error as Error;
    if (code === 'ValidationError' && message.includes('does not exist')) return undefined;
    throw error;
  }
}

/** The stacks that there are. */
export async function readStacks(
  client: CloudFormationClient,
  deployment: string,
): Promise<Partial<Record<StackPart, StackState>>> {
  const found = await Promise.all(
    stackParts.map(async (part) => [part, await readStack(client, `${deployment}-${part}`)] as const),
  );
  return Object.fromEntries(found.filter(([, stack]) => stack !== undefined));
}

/**
 * Deletes a stack, protected or not, and waits until it is gone.
 * @throws CommandError with CloudFormation's reasons
 */
export async function deleteStack(
  client: CloudFormationClient,
  stack: StackState,
  { pollInterval, signal }: { pollInterval: number; signal: AbortSignal },
): Promise<void> {
  if (stack.isProtected) {
    await client.send(
      new UpdateTerminationProtectionCommand({ StackName: stack.name, EnableTerminationProtection: false }),
    );
  }
  await client.send(new DeleteStackCommand({ StackName: stack.id }));
  for (;;) {
    const now = await readStack(client, stack.id);
    if (now === undefined || now.status === 'DELETE_COMPLETE') return;
    if (now.status === 'DELETE_FAILED') {
      throw new CommandError(
        `CloudFormation cannot delete ${stack.name}: ${await readDeleteFailures(client, stack.id)} The same command tries again.`,
      );
    }
    await sleep(pollInterval, undefined, { signal });
  }
}

async function readDeleteFailures(client: CloudFormationClient, stackId: string): Promise<string> {
  const reasons = new Map<string, string>();
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName: stackId })) {
    for (const {
      LogicalResourceId = '',
      ResourceStatus,
      ResourceStatusReason = '',
      PhysicalResourceId,
    } of StackEvents) {
      // The newest come first; earlier attempts had reasons of their own.
      if (ResourceStatus === 'DELETE_IN_PROGRESS' && PhysicalResourceId === stackId) return describe(reasons);
      if (ResourceStatus === 'DELETE_FAILED' && PhysicalResourceId !== stackId) {
        reasons.set(LogicalResourceId, ResourceStatusReason);
      }
    }
  }
  return describe(reasons);
}

const describe = (reasons: Map<string, string>): string =>
  [...reasons].map(([resource, reason]) => `${resource}: ${reason.replace(/\.?$/, '.')}`).join(' ') ||
  'its events say why.';

/** The resources of a stack, also of one that was deleted in the last 90 days. @param stackId where it was, or its name */
export async function listResources(client: CloudFormationClient, stackId: string): Promise<StackResource[]> {
  const resources: StackResource[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: stackId })) {
    for (const { ResourceType, PhysicalResourceId, ResourceStatus } of StackResourceSummaries) {
      if (PhysicalResourceId) resources.push({ type: ResourceType!, id: PhysicalResourceId, status: ResourceStatus! });
    }
  }
  return resources;
}

/** What a stack left behind when it was deleted, because its template says so. */
export async function findKeptResources(client: CloudFormationClient, stackId: string): Promise<StackResource[]> {
  return (await listResources(client, stackId)).filter(({ status }) => status === 'DELETE_SKIPPED');
}

/** The id of the stack of this name that was deleted last; CloudFormation remembers it for 90 days. */
export async function findDeletedStack(client: CloudFormationClient, name: string): Promise<string | undefined> {
  const deleted: { id: string; at: number }[] = [];
  for await (const { StackSummaries = [] } of paginateListStacks(
    { client },
    { StackStatusFilter: ['DELETE_COMPLETE'] },
  )) {
    for (const { StackName, StackId, DeletionTime } of StackSummaries) {
      if (StackName === name) deleted.push({ id: StackId!, at: DeletionTime?.getTime() ?? 0 });
    }
  }
  return deleted.sort((a, b) => b.at - a.at)[0]?.id;
}
