import { ServiceRefusal, xml, type QueryOperation } from './protocol.ts';

interface Resource {
  logicalId: string;
  type: string;
  id: string;
  /** The template says `DeletionPolicy: Retain`. */
  isKept?: boolean;
  status?: string;
}

/** A stack as CloudFormation shows it. */
export interface StackDouble {
  name: string;
  id: string;
  status: string;
  isProtected: boolean;
  outputs: Record<string, string>;
  resources: Resource[];
  deletedAt?: string;
}

/** CloudFormation for stacks that exist already: what reads and deletes them, as its pages and its answers have it. */
export class Stacks {
  readonly all: StackDouble[] = [];
  /** Of a stack whose deletion fails, by name: the logical id of the resource that is in the way. */
  readonly undeletable = new Map<string, { resource: string; reason: string }>();
  #made = 0;
  readonly #region: string;
  readonly #account: string;

  constructor(account: string, region: string) {
    this.#account = account;
    this.#region = region;
  }

  find(name: string): StackDouble | undefined {
    return this.all.find((stack) => stack.id === name || (stack.name === name && stack.status !== 'DELETE_COMPLETE'));
  }

  make(name: string, given: Partial<Omit<StackDouble, 'name' | 'id'>> = {}): StackDouble {
    this.#made += 1;
    const stack: StackDouble = {
      name,
      id: `arn:aws:cloudformation:${this.#region}:${this.#account}:stack/${name}/${this.#made}`,
      status: 'CREATE_COMPLETE',
      isProtected: false,
      outputs: {},
      resources: [],
      ...given,
    };
    this.all.push(stack);
    return stack;
  }

  readonly operations: Record<string, QueryOperation> = {
    DescribeStacks: ({ StackName }) => {
      const stack = this.#get(StackName);
      const shown = xml('Stacks', xml('member', describe(stack)));
      // The next look sees what CloudFormation did meanwhile.
      if (stack.status === 'DELETE_IN_PROGRESS') this.#finishDeletion(stack);
      return shown;
    },
    UpdateTerminationProtection: ({ StackName, EnableTerminationProtection }) => {
      const stack = this.#get(StackName);
      stack.isProtected = EnableTerminationProtection === 'true';
      return xml('StackId', stack.id);
    },
    DeleteStack: ({ StackName }) => {
      const stack = this.#get(StackName);
      if (stack.isProtected) {
        throw new ServiceRefusal(
          'ValidationError',
          `Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`,
        );
      }
      if (stack.status !== 'DELETE_COMPLETE') stack.status = 'DELETE_IN_PROGRESS';
      return '';
    },
    ListStacks: () =>
      xml(
        'StackSummaries',
        ...this.all.filter(({ status }) => status === 'DELETE_COMPLETE').map((stack) => xml('member', describe(stack))),
      ),
    ListStackResources: ({ StackName }) =>
      xml(
        'StackResourceSummaries',
        ...this.#get(StackName).resources.map(({ logicalId, type, id, status = 'CREATE_COMPLETE' }) =>
          xml(
            'member',
            xml('LogicalResourceId', logicalId),
            xml('PhysicalResourceId', id),
            xml('ResourceType', type),
            xml('ResourceStatus', status),
            xml('LastUpdatedTimestamp', '2026-11-28T12:00:00Z'),
          ),
        ),
      ),
    DescribeStackEvents: ({ StackName }) => {
      const stack = this.#get(StackName);
      const failure = this.undeletable.get(stack.name);
      const event = (logical: string, physical: string, status: string, reason = ''): string =>
        xml(
          'member',
          ...[xml('StackId', stack.id), xml('StackName', stack.name), xml('EventId', status + logical)],
          ...[xml('LogicalResourceId', logical), xml('PhysicalResourceId', physical)],
          ...[xml('ResourceStatus', status), xml('ResourceStatusReason', reason)],
          xml('Timestamp', '2026-11-28T12:00:00Z'),
        );
      return xml(
        'StackEvents',
        event(stack.name, stack.id, 'DELETE_FAILED', 'The following resource(s) failed to delete'),
        event(failure?.resource ?? '', 'physical', 'DELETE_FAILED', failure?.reason),
        event(stack.name, stack.id, 'DELETE_IN_PROGRESS', 'User Initiated'),
        event('Before', 'physical', 'DELETE_FAILED', 'An older attempt.'),
      );
    },
  };

  #get(name: string): StackDouble {
    const stack = this.find(name);
    if (!stack) throw new ServiceRefusal('ValidationError', `Stack with id ${name} does not exist`);
    return stack;
  }

  #finishDeletion(stack: StackDouble): void {
    if (this.undeletable.has(stack.name)) {
      stack.status = 'DELETE_FAILED';
      return;
    }
    stack.status = 'DELETE_COMPLETE';
    stack.deletedAt = new Date().toISOString();
    for (const resource of stack.resources) resource.status = resource.isKept ? 'DELETE_SKIPPED' : 'DELETE_COMPLETE';
  }
}

const describe = ({ name, id, status, isProtected, outputs, deletedAt }: StackDouble): string =>
  [
    xml('StackName', name),
    xml('StackId', id),
    xml('StackStatus', status),
    xml('CreationTime', '2026-11-28T12:00:00Z'),
    ...(deletedAt ? [xml('DeletionTime', deletedAt)] : []),
    xml('EnableTerminationProtection', String(isProtected)),
    xml(
      'Outputs',
      ...Object.entries(outputs).map(([key, value]) => xml('member', xml('OutputKey', key), xml('OutputValue', value))),
    ),
  ].join('');
