import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { DynamoDBRecord } from 'aws-lambda';
import type { ReplayRecordsRequest, ReplayRecordsResult } from '../../schema/contract/deployment.ts';
import { createQueueCaller } from '../shared/createQueueCaller.ts';
import { createTableClient } from '../shared/createTableClient.ts';
import { readEnvironment } from '../shared/environment.ts';
import { ModelsTable } from '../shared/ModelsTable.ts';
import { createObservability, observe } from '../shared/observe.ts';
import { countCosts } from './countCosts.ts';
import { createEndpointReader } from './createEndpointReader.ts';
import { ReplayFailedError } from './errors.ts';
import { FailureMessages } from './FailureMessages.ts';
import { measureDeployment, nameOfTable } from './measureDeployment.ts';
import { parseRequest } from './parseRequest.ts';
import { readDeadLetter } from './readDeadLetter.ts';
import { queuePatience, replayDeadLetters } from './replayDeadLetters.ts';

/** A request of the API ends after 30 seconds; taking messages out of the queue and back takes a few. */
const replayPatience = 18_000;
/** Milliseconds that a service may take to answer. */
const patience = 6_000;

const environment = readEnvironment('operate-deployment', process.env);
const observability = createObservability();
const { logger, tracer } = observability;
const onTrouble = (what: string, cause: unknown): void => logger.error(what, cause as Error);

const { AWS_ENDPOINT_URL: localEndpoint, AWS_REGION: region } = environment;
const caller = { region, credentials: defaultProvider(), timeout: patience };
const tables = createTableClient(tracer);
const lambda = tracer.captureAWSv3Client(new LambdaClient({ maxAttempts: 1 }));
const workflows = tracer.captureAWSv3Client(new SFNClient({}));
const messages = new FailureMessages(
  createQueueCaller({ ...caller, queueUrl: environment.FAILURES_QUEUE_URL, endpoint: localEndpoint }),
);

const cloudWatch = tracer.captureAWSv3Client(new CloudWatchClient({}));
const tableArns = [
  environment.USER_DATA_TABLE_ARN,
  environment.CATALOGUE_TABLE_ARN,
  environment.COUNTERS_TABLE_ARN,
  environment.MODELS_TABLE_ARN,
  environment.FEEDBACK_TABLE_ARN,
];

const health = {
  cloudWatch,
  tables,
  tableArns,
  models: new ModelsTable(tables, environment.MODELS_TABLE),
  messages,
  describeEndpoint: createEndpointReader({ ...caller, endpoint: localEndpoint ?? environment.SAGEMAKER_URL }),
  streamFunction: environment.ON_INTERACTION_FUNCTION,
  alarmPrefix: environment.ALARM_PREFIX,
  clock: Date.now,
  onTrouble,
};

const costs = {
  cloudWatch,
  apiId: environment.GRAPHQL_API_ID,
  tableNames: tableArns.map(nameOfTable),
  memory: new Map(environment.FUNCTION_MEMORY).set(
    environment.AWS_LAMBDA_FUNCTION_NAME,
    environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  ),
  workflowArn: environment.WORKFLOW_ARN,
  endpointPrefix: environment.ENDPOINT_PREFIX,
  clock: Date.now,
};

const replay = {
  messages,
  async replayRecords(records: DynamoDBRecord[]): Promise<ReplayRecordsResult> {
    const request: ReplayRecordsRequest<DynamoDBRecord> = { kind: 'REPLAY', records };
    const { Payload, FunctionError } = await lambda.send(
      new InvokeCommand({
        FunctionName: environment.ON_INTERACTION_FUNCTION,
        Payload: Buffer.from(JSON.stringify(request)),
      }),
      { abortSignal: AbortSignal.timeout(replayPatience) },
    );
    const answer = Buffer.from(Payload ?? []).toString();
    if (FunctionError) throw new ReplayFailedError(answer.slice(0, 500));
    return JSON.parse(answer) as ReplayRecordsResult;
  },
  async startWorkflow(input: object): Promise<void> {
    const stateMachineArn = environment.WORKFLOW_ARN;
    await workflows.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
  },
  onTrouble,
};

/** Tells administrators how the deployment is, what it costs and what could not be handled, and handles it again. */
export const handler = observe(observability, async (event: unknown) => {
  const request = parseRequest(event);
  if (request.kind === 'HEALTH') return measureDeployment(health);
  if (request.kind === 'COSTS') return countCosts(request.hours, costs);
  if (request.kind === 'REPLAY') return replayDeadLetters(request.limit, replay);
  const taken = await messages.take(request.limit, queuePatience);
  await messages.giveBack(taken);
  return taken.map((message) => readDeadLetter(message).letter);
});
