import type { AccountState } from './AccountState.ts';
import { ServiceRefusal, type JsonOperation } from './protocol.ts';

interface Named {
  NameContains?: string;
  StatusEquals?: string;
}

/** The services that speak JSON, by the name of their signature: each operation that the commands use. */
export function createJsonServices(account: AccountState): Record<string, Record<string, JsonOperation>> {
  return {
    states: createStepFunctions(account),
    sagemaker: createSageMaker(account),
    logs: createLogs(account),
    'cognito-idp': createUserPools(account),
    kms: createKeys(account),
  };
}

const createStepFunctions = (account: AccountState): Record<string, JsonOperation> => ({
  ListExecutions: ({ statusFilter }: { statusFilter: string }) => ({
    executions: account.executions
      .filter(({ status }) => status === statusFilter)
      .map(({ arn, status }) => ({ executionArn: arn, stateMachineArn: 'machine', name: arn, status, startDate: 1 }))
      .reverse(),
  }),
  StartExecution: ({ stateMachineArn, input }: { stateMachineArn: string; input: string }) => {
    const arn = `${stateMachineArn}:${account.executions.length + 1}`;
    account.executions.push({ arn, status: 'RUNNING', input, looks: 0 });
    return { executionArn: arn, startDate: 1 };
  },
  DescribeExecution: async ({ executionArn }: { executionArn: string }) => {
    const execution = account.executions.find(({ arn }) => arn === executionArn);
    if (!execution) throw new ServiceRefusal('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    execution.looks += 1;
    await account.advanceTraining(execution);
    const { status, cause, error } = execution;
    return { executionArn, stateMachineArn: 'machine', status, startDate: 1, cause, error };
  },
  StopExecution: ({ executionArn, cause }: { executionArn: string; cause: string }) => {
    Object.assign(
      account.executions.find(({ arn }) => arn === executionArn)!,
      { status: 'ABORTED', cause },
    );
    return { stopDate: 1 };
  },
});

/** Jobs, endpoints and the rest, which are kept by `<kind>/<name>` with their status. */
function createSageMaker({ sageMaker }: AccountState): Record<string, JsonOperation> {
  const names = (kind: string, { NameContains = '', StatusEquals }: Named): string[] =>
    [...sageMaker]
      .filter(([key, status]) => key.startsWith(`${kind}/`) && (StatusEquals === undefined || status === StatusEquals))
      .map(([key]) => key.slice(kind.length + 1))
      .filter((name) => name.includes(NameContains));
  const list = (kind: string, members: string, member: string) => (request: Named) => ({
    [members]: names(kind, request).map((name) => ({ [member]: name })),
  });
  const stop = (kind: string, member: string) => (request: Record<string, string>) => {
    sageMaker.set(`${kind}/${request[member]}`, 'Stopping');
    return {};
  };
  const remove = (kind: string, member: string) => (request: Record<string, string>) => {
    if (!sageMaker.delete(`${kind}/${request[member]}`)) {
      throw new ServiceRefusal('ValidationException', `Could not find ${kind} "${request[member]}".`);
    }
    return {};
  };
  /** What takes its time is through with it at the next look. */
  const settle = (kind: string, from: string, to: string | undefined) => {
    for (const [key, status] of [...sageMaker]) {
      if (!key.startsWith(`${kind}/`) || status !== from) continue;
      if (to === undefined) sageMaker.delete(key);
      else sageMaker.set(key, to);
    }
  };
  const listJobs = (kind: string, members: string, member: string) => (request: Named) => {
    const answer = list(kind, members, member)(request);
    if (request.StatusEquals === 'Stopping') settle(kind, 'Stopping', 'Stopped');
    return answer;
  };
  return {
    ListTrainingJobs: listJobs('training-job', 'TrainingJobSummaries', 'TrainingJobName'),
    ListProcessingJobs: listJobs('processing-job', 'ProcessingJobSummaries', 'ProcessingJobName'),
    ListTransformJobs: listJobs('transform-job', 'TransformJobSummaries', 'TransformJobName'),
    StopTrainingJob: stop('training-job', 'TrainingJobName'),
    StopProcessingJob: stop('processing-job', 'ProcessingJobName'),
    StopTransformJob: stop('transform-job', 'TransformJobName'),
    ListEndpoints: (request: Named) => {
      const answer = list('endpoint', 'Endpoints', 'EndpointName')(request);
      if (request.StatusEquals === undefined) {
        settle('endpoint', 'Deleting', undefined);
        settle('endpoint', 'Creating', 'InService');
      }
      return answer;
    },
    DeleteEndpoint: ({ EndpointName }: { EndpointName: string }) => {
      if (sageMaker.get(`endpoint/${EndpointName}`) === 'Creating') {
        throw new ServiceRefusal('ValidationException', 'Cannot update in-progress endpoint.');
      }
      sageMaker.set(`endpoint/${EndpointName}`, 'Deleting');
      return {};
    },
    ListEndpointConfigs: list('endpoint-config', 'EndpointConfigs', 'EndpointConfigName'),
    DeleteEndpointConfig: remove('endpoint-config', 'EndpointConfigName'),
    ListModels: list('model', 'Models', 'ModelName'),
    DeleteModel: remove('model', 'ModelName'),
  };
}

/** Groups by name, each with its streams. */
const createLogs = ({ logGroups }: AccountState): Record<string, JsonOperation> => ({
  DescribeLogGroups: ({ logGroupNamePrefix }: { logGroupNamePrefix: string }) => ({
    logGroups: [...logGroups.keys()]
      .filter((name) => name.startsWith(logGroupNamePrefix))
      .map((logGroupName) => ({ logGroupName })),
  }),
  DeleteLogGroup: ({ logGroupName }: { logGroupName: string }) => {
    logGroups.delete(logGroupName);
    return {};
  },
  DescribeLogStreams: (request: { logGroupName: string; logStreamNamePrefix: string }) => {
    const streams = logGroups.get(request.logGroupName);
    if (!streams) throw new ServiceRefusal('ResourceNotFoundException', 'The specified log group does not exist.');
    return {
      logStreams: [...streams]
        .filter((name) => name.startsWith(request.logStreamNamePrefix))
        .map((logStreamName) => ({ logStreamName })),
    };
  },
  DeleteLogStream: ({ logGroupName, logStreamName }: { logGroupName: string; logStreamName: string }) => {
    logGroups.get(logGroupName)!.delete(logStreamName);
    return {};
  },
});

/** Pools by id, with their deletion protection. */
function createUserPools({ userPools }: AccountState): Record<string, JsonOperation> {
  const get = (id: string): string => {
    const protection = userPools.get(id);
    if (!protection) throw new ServiceRefusal('ResourceNotFoundException', `User pool ${id} does not exist.`);
    return protection;
  };
  return {
    DescribeUserPool: ({ UserPoolId }: { UserPoolId: string }) => ({
      UserPool: { Id: UserPoolId, DeletionProtection: get(UserPoolId) },
    }),
    UpdateUserPool: ({ UserPoolId, DeletionProtection }: { UserPoolId: string; DeletionProtection: string }) => {
      userPools.set(UserPoolId, DeletionProtection);
      return {};
    },
    DeleteUserPool: ({ UserPoolId }: { UserPoolId: string }) => {
      if (get(UserPoolId) === 'ACTIVE') {
        throw new ServiceRefusal('InvalidParameterException', 'The user pool cannot be deleted: deletion protection.');
      }
      userPools.delete(UserPoolId);
      return {};
    },
  };
}

/** Keys by id, with their state. */
const createKeys = ({ keys }: AccountState): Record<string, JsonOperation> => ({
  DescribeKey: ({ KeyId }: { KeyId: string }) => {
    const KeyState = keys.get(KeyId);
    if (!KeyState) throw new ServiceRefusal('NotFoundException', `Key '${KeyId}' does not exist`);
    return { KeyMetadata: { KeyId, KeyState } };
  },
  ScheduleKeyDeletion: ({ KeyId, PendingWindowInDays }: { KeyId: string; PendingWindowInDays: number }) => {
    if (PendingWindowInDays < 7) throw new ServiceRefusal('ValidationException', 'PendingWindowInDays is 7 to 30');
    if (keys.get(KeyId) === 'PendingDeletion') {
      throw new ServiceRefusal('KMSInvalidStateException', `${KeyId} is pending deletion.`);
    }
    keys.set(KeyId, 'PendingDeletion');
    return { KeyId, KeyState: 'PendingDeletion', PendingWindowInDays };
  },
});
