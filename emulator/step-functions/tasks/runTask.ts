import { DeleteItemCommand, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import type { CommandClient } from '../../dynamodb/index.ts';
import { TaskFailed } from '../errors.ts';
import { callOptimized, callSdk, responseMetadata } from './callService.ts';
import type { CallAnswer, CallAws } from './createAwsCalls.ts';
import { createInSageMaker } from './createInSageMaker.ts';
import { jobOf } from './refuseTask.ts';
import type { JobRun } from './JobRun.ts';
import { runJob } from './runJob.ts';
import type { SdkServiceName } from './sdkServices.ts';

/** What tasks act on, with the permissions of the state machine's role. */
export interface TaskServices {
  dynamodb: CommandClient;
  /** Rejects when Lambda refuses. */
  invokeFunction(nameOrArn: string, event: string): Promise<{ payload: string; functionError?: string }>;
  /** Asynchronous invocation. Throws when Lambda refuses. */
  invokeFunctionLater(nameOrArn: string, event: string): void;
  /** Sends to an SQS queue and answers with the id of the message. Throws when SQS refuses. */
  sendToQueue(url: string, body: string): string;
  /** Every other service. */
  call: CallAws;
}

type Input = Record<string, unknown>;
type ItemOperation = 'getItem' | 'putItem' | 'updateItem' | 'deleteItem';
const sendItem: Record<
  ItemOperation,
  (client: CommandClient, input: never) => Promise<{ $metadata: { httpStatusCode?: number } }>
> = {
  getItem: (client, input) => client.send(new GetItemCommand(input)),
  putItem: (client, input) => client.send(new PutItemCommand(input)),
  updateItem: (client, input) => client.send(new UpdateItemCommand(input)),
  deleteItem: (client, input) => client.send(new DeleteItemCommand(input)),
};

const callFunction = async (services: TaskServices, nameOrArn: string, event: string): Promise<unknown> => {
  let outcome: { payload: string; functionError?: string };
  try {
    outcome = await services.invokeFunction(nameOrArn, event);
  } catch (error) {
    throw new TaskFailed(`Lambda.${(error as Error).name}`, (error as Error).message);
  }
  if (outcome.functionError) {
    const { errorType = 'Lambda.Unknown' } = JSON.parse(outcome.payload) as { errorType?: string };
    throw new TaskFailed(errorType, outcome.payload);
  }
  return JSON.parse(outcome.payload) as unknown;
};

const invoke = async (services: TaskServices, input: Input): Promise<unknown> => {
  const { FunctionName, Payload = {}, InvocationType } = input;
  if (InvocationType === 'Event') {
    services.invokeFunctionLater(String(FunctionName), JSON.stringify(Payload));
    return { StatusCode: 202, ExecutedVersion: '$LATEST', ...responseMetadata(202, randomUUID()) };
  }
  const payload = await callFunction(services, String(FunctionName), JSON.stringify(Payload));
  return { ExecutedVersion: '$LATEST', Payload: payload, StatusCode: 200, ...responseMetadata(200, randomUUID()) };
};

/** What was answered by its name; where nothing was, as the SDK of AWS says that it gave up. */
const errorName = (error: Error & { code?: unknown }): string =>
  /^E[A-Z]+$/.test(String(error.code)) || error.name === 'TimeoutError' ? 'SdkClientException' : error.name;

const callDynamoDB = async ({ dynamodb }: TaskServices, operation: ItemOperation, input: unknown): Promise<unknown> => {
  try {
    const { $metadata, ...output } = await sendItem[operation](dynamodb, input as never);
    return { ...output, ...responseMetadata($metadata.httpStatusCode ?? 200, randomUUID()) };
  } catch (error) {
    throw new TaskFailed(`DynamoDB.${errorName(error as Error)}`, (error as Error).message);
  }
};

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html: a body that is no text is sent as JSON. */
const sendMessage = ({ sendToQueue }: TaskServices, { QueueUrl, MessageBody }: Input): unknown => {
  try {
    return {
      MessageId: sendToQueue(String(QueueUrl), asText(MessageBody)),
      ...responseMetadata(200, randomUUID()),
    };
  } catch (error) {
    throw new TaskFailed(`SQS.${(error as Error).name}`, (error as Error).message);
  }
};

/** Optimized integrations whose input holds a text that may be given as an object. */
const textMembers: Record<string, string> = { 'sns:publish': 'Message', 'states:startExecution': 'Input' };

/** Of integrations that are called otherwise than their service in the SDK. */
const sdkNames: Record<string, SdkServiceName> = { states: 'sfn', 'emr-serverless': 'emrserverless' };

const callOther = (
  call: CallAws,
  service: string,
  operation: string,
  input: Input,
  run: JobRun,
): Promise<CallAnswer> => {
  const made = service === 'sagemaker' ? /^create(\w+)$/.exec(operation)?.[1] : undefined;
  if (made !== undefined) return createInSageMaker(call, made, input, run.mayBeSubmitted === true);
  const member = textMembers[`${service}:${operation}`];
  const members =
    member === undefined || input[member] === undefined ? input : { ...input, [member]: asText(input[member]) };
  const token = operation === 'startJobRun' ? { ClientToken: run.token } : {};
  return callOptimized(call, sdkNames[service] ?? (service as SdkServiceName), operation, { ...token, ...members });
};

/**
 * Runs one Task state by its resource ARN, with the error names that Step Functions gives.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html, …/connect-ddb.html, …/connect-sqs.html,
 * …/connect-sns.html, …/connect-sagemaker.html, …/connect-stepfunctions.html, …/connect-emr-serverless.html
 * @param input the state's input after InputPath and Parameters
 * @throws TaskFailed
 */
export async function runTask(resource: string, input: unknown, services: TaskServices, run: JobRun): Promise<unknown> {
  const integration = /^arn:aws:states:::(.+)$/.exec(resource)?.[1];
  if (integration === undefined) {
    return callFunction(services, resource, JSON.stringify(input));
  }
  if (integration === 'lambda:invoke') return invoke(services, input as Input);
  if (integration === 'sqs:sendMessage') return sendMessage(services, input as Input);
  const [service, ...rest] = integration.split(':') as [string, ...string[]];
  if (service === 'aws-sdk') {
    return callSdk(services.call, rest[0] as SdkServiceName, rest[1]!, input as Input);
  }
  if (service === 'dynamodb') return callDynamoDB(services, rest[0] as ItemOperation, input);
  const job = jobOf(resource);
  if (job !== undefined) return runJob(services.call, job, input as Input, run);
  const { output, status, requestId } = await callOther(services.call, service, rest[0]!, input as Input, run);
  return { ...output, ...responseMetadata(status, requestId) };
}
