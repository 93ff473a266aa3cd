import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import type { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { InvocationFailure, InvocationRequest, InvocationResponse } from '../../model/contract/index.ts';

/** Why the model gave no list; UNKNOWN_ITEM is an answer, the others make the list a degraded one. */
export type ModelFailure = 'TIMEOUT' | 'UNAVAILABLE' | 'ABSENT' | 'UNKNOWN_ITEM';

export type ModelOutcome = { answer: InvocationResponse } | { failure: ModelFailure; cause?: unknown };

/** Asks the model of an endpoint and waits at most `budget` milliseconds. Never throws. */
export type AskEndpoint = (endpointName: string, request: InvocationRequest, budget: number) => Promise<ModelOutcome>;

/** @param client with `maxAttempts: 1`: a retry would spend a budget that the fallback needs */
export function createModelClient(client: SageMakerRuntimeClient): AskEndpoint {
  return async (endpointName, request, budget) => {
    if (budget < 1) return { failure: 'TIMEOUT' };
    try {
      const command = new InvokeEndpointCommand({
        EndpointName: endpointName,
        ContentType: 'application/json',
        Accept: 'application/json',
        Body: JSON.stringify(request),
      });
      const { Body } = await client.send(command, { abortSignal: AbortSignal.timeout(Math.floor(budget)) });
      const answer = JSON.parse(Body?.transformToString() ?? '') as InvocationResponse;
      return Array.isArray(answer.items) ? { answer } : { failure: 'UNAVAILABLE', cause: answer };
    } catch (cause) {
      return { failure: classify(cause as ModelError), cause };
    }
  };
}

/** Whether a model that failed so is ill: one that does not know an item works. */
export const isModelError = (outcome: ModelOutcome): boolean =>
  'failure' in outcome && outcome.failure !== 'UNKNOWN_ITEM';

interface ModelError extends Error {
  OriginalMessage?: string;
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html#API_runtime_InvokeEndpoint_Errors */
function classify(error: ModelError): ModelFailure {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'TIMEOUT';
  // "Endpoint NAME of account ACCOUNT not found."
  if (error.name === 'ValidationError' && error.message.includes('not found')) return 'ABSENT';
  if (error.name === 'ModelError' && readFailureCode(error.OriginalMessage) === 'UNKNOWN_ITEM') return 'UNKNOWN_ITEM';
  return 'UNAVAILABLE';
}

/** The code in the model's own answer, which SageMaker passes on as text. */
function readFailureCode(message = ''): InvocationFailure['error']['code'] | undefined {
  try {
    return (JSON.parse(message) as InvocationFailure).error?.code;
  } catch {
    return undefined;
  }
}
