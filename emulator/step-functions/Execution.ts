import { ServiceError } from '../gateway/index.ts';
import { TaskFailed } from './errors.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** What DescribeExecution answers. */
export interface Execution {
  executionArn: string;
  stateMachineArn: string;
  name: string;
  /** Seconds since the Unix epoch. */
  startDate: number;
  stopDate?: number;
  status: ExecutionStatus;
  input: string;
  output?: string;
  error?: string;
  cause?: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const largestPayload = 256 * 1024;

/** The input of an execution. @throws ServiceError (InvalidExecutionInput) */
export const parseInput = (input: string): unknown => {
  if (Buffer.byteLength(input) > largestPayload) {
    throw new ServiceError('InvalidExecutionInput', `The input has more than ${largestPayload} bytes.`);
  }
  try {
    return JSON.parse(input) as unknown;
  } catch (error) {
    throw new ServiceError(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: '${(error as Error).message}'`,
    );
  }
};

/** @throws ServiceError (InvalidName) https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export const assertName = (name: string): void => {
  if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]{1,80}$/.test(name)) {
    throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
  }
};

/** What a task answered, when it is not too large. @throws TaskFailed (States.DataLimitExceeded) */
export const limitPayload = (output: unknown): unknown => {
  if (Buffer.byteLength(JSON.stringify(output) ?? '') > largestPayload) {
    throw new TaskFailed(
      'States.DataLimitExceeded',
      `The task returned a result with a size exceeding ${largestPayload} bytes.`,
    );
  }
  return output;
};
