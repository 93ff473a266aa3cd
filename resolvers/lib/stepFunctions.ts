import { util } from '@aws-appsync/utils';
import { raiseFailure, type DataSourceFailure } from './failure.ts';
import { presentInstant } from './presentInstant.ts';

/** An answer of Step Functions, as the HTTP data source passes it on. */
export interface WorkflowAnswer {
  statusCode: number;
  body?: string | null;
}

/** The id of a training run or of a batch, `<yyyymmdd>-<hhmmss>-<4 hex>`: also the name of its execution. */
export function newRunId(): string {
  const now = presentInstant();
  const time = `${now.slice(0, 4)}${now.slice(5, 7)}${now.slice(8, 10)}-${now.slice(11, 13)}${now.slice(14, 16)}${now.slice(17, 19)}`;
  return `${time}-${util.autoId().slice(0, 4)}`;
}

/** A call of Step Functions: https://docs.aws.amazon.com/step-functions/latest/apireference/CommonParameters.html */
export function callStepFunctions(action: string, parameters: object) {
  return {
    method: 'POST',
    resourcePath: '/',
    params: {
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AWSStepFunctions.${action}`,
      },
      body: JSON.stringify(parameters),
    },
  };
}

/** The name of the error in an answer of Step Functions; null when it is none. */
export function errorOf(failure: DataSourceFailure | null | undefined, answer: WorkflowAnswer | null): string | null {
  if (failure) return failure.type ?? 'no type';
  if (answer && answer.statusCode === 200) return null;
  const body = answer?.body ?? '';
  const known = ['ExecutionDoesNotExist', 'ThrottlingException', 'StateMachineDoesNotExist', 'AccessDeniedException'];
  return known.find((name) => body.includes(name)) ?? 'no known type';
}

/** Ends the request because Step Functions refused it. */
export function raiseWorkflowFailure(type: string, message: string | null | undefined): never {
  raiseFailure({ type: `StepFunctions:${type}`, message: message ?? 'no message' });
}
