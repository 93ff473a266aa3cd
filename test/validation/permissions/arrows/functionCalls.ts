import { archiveKeys } from '../../../../schema/contract/models.ts';
import type { Arrow, Need } from '../Arrow.ts';
import { calls, executionsOf, listingObjects, readingObjects, writingObjects } from '../needs.ts';
import type { Principal } from '../PolicyDecisions.ts';
import type { Resource, Resources } from '../Resource.ts';
import { planBatch } from '../batchPlan.ts';
import { planTrainingRun } from '../trainingRun.ts';

/** What a command needs whose target no variable of the function names by itself; undefined where it is never sent. */
type NeedsOfCommand = (role: Principal, handler: Resource, resources: Resources) => Need[] | undefined;

/** Their targets are named by variables of the function (functions.ts). */
const byEnvironment = [
  'client-lambda/InvokeCommand',
  'client-sfn/StartExecutionCommand',
  'client-sqs/SendMessageCommand',
  'client-sqs/SendMessageBatchCommand',
  ...['Get', 'Query', 'Scan', 'BatchGet', 'Put', 'Update', 'Delete', 'BatchWrite', 'TransactWrite'].map(
    (name) => `lib-dynamodb/${name}Command`,
  ),
];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const needsOfCommand: Record<string, NeedsOfCommand> = {
  'client-cloudwatch/GetMetricDataCommand': (role) => calls(role, '*', ['cloudwatch:GetMetricData']),
  'client-cloudwatch/ListMetricsCommand': (role) => calls(role, '*', ['cloudwatch:ListMetrics']),
  'client-cloudwatch/DescribeAlarmsCommand': (role) => calls(role, '*', ['cloudwatch:DescribeAlarms']),
  'client-dynamodb/DescribeTableCommand': (role, handler, resources) =>
    describedTables(handler, resources).flatMap(({ arn }) => calls(role, arn, ['dynamodb:DescribeTable'])),
  'client-s3/DeleteObjectCommand': (role, handler, resources) => {
    const removed = removedObjects(handler, resources);
    return removed && writingObjects(role, removed, resources, { action: 's3:DeleteObject', key: [] });
  },
  'client-s3/ListObjectsV2Command': (role, _handler, resources) =>
    listingObjects(role, planTrainingRun(resources).removes, resources),
  'client-s3/GetObjectCommand': (role, handler, resources) =>
    readingObjects(role, objectsOf(handler, resources).reads, resources),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html: GetObject is what it asks for.
  'client-s3/HeadObjectCommand': (role, handler, resources) =>
    readingObjects(role, objectsOf(handler, resources).reads, resources),
  'client-s3/PutObjectCommand': (role, handler, resources) =>
    writingObjects(role, objectsOf(handler, resources).writes, resources),
  // The row of live versions names endpoints that a run made.
  'client-sagemaker-runtime/InvokeEndpointCommand': (role, _handler, resources) =>
    calls(role, planTrainingRun(resources).arnOf('endpoint'), ['sagemaker:InvokeEndpoint']),
  // Of the workflow that the function is a part of.
  'client-sfn/DescribeExecutionCommand': (role, handler, resources) =>
    resources
      .ofType('AWS::StepFunctions::StateMachine')
      .filter(({ properties }) => String(properties.DefinitionString).includes(handler.arn))
      .flatMap((machine) => calls(role, executionsOf(machine), ['states:DescribeExecution'])),
};

/** Operations that are called without a client of the SDK: functions/shared/createServiceCaller.ts. */
const needsOfSignedCall: Record<string, NeedsOfCommand> = {
  // The row of live versions names endpoints that a run made.
  DescribeEndpoint: (role, _handler, resources) =>
    calls(role, planTrainingRun(resources).arnOf('endpoint'), ['sagemaker:DescribeEndpoint']),
};

/** The tables whose ARN a function is told; of one that is told names, the catalogue: how many items there are. */
function describedTables(handler: Resource, resources: Resources): Resource[] {
  const byArn = variablesOf(handler).flatMap((value) => {
    const named = resources.find(value);
    return named?.arn === value && /DynamoDB/.test(named.type) ? [named] : [];
  });
  const catalogue = resources.find(handler.properties.Environment.Variables.CATALOGUE_TABLE);
  return byArn.length > 0 || !catalogue ? byArn : [catalogue];
}

/** The objects that a function reads and writes: those of a workflow, or those by which a person leaves the archive. */
function objectsOf({ properties }: Resource, resources: Resources): { reads: string[]; writes: string[] } {
  const { POWERTOOLS_SERVICE_NAME: name, ARCHIVE_BUCKET: bucket } = properties.Environment.Variables;
  if (name === 'run-training') return planTrainingRun(resources);
  if (name === 'run-batch') return planBatch(resources);
  if (name !== 'erase-user' && name !== 'merge-user')
    throw new Error(`Nobody has said which objects ${name} reads and writes.`);
  const at = (key: string): string => `s3://${bucket}/${key}`;
  return { reads: [at(archiveKeys.pseudonymKey)], writes: [at(archiveKeys.pseudonymKey), at(archiveKeys.erased)] };
}

/**
 * The objects that a function deletes: those of a run, or the mark of a visitor whose merge is undone. An erasure shares
 * the code that sets marks and takes none back.
 */
function removedObjects({ properties }: Resource, resources: Resources): string[] | undefined {
  const { POWERTOOLS_SERVICE_NAME: name, ARCHIVE_BUCKET: bucket } = properties.Environment.Variables;
  if (name === 'erase-user') return undefined;
  return name === 'merge-user' ? [`s3://${bucket}/${archiveKeys.erased}`] : planTrainingRun(resources).removes;
}

const variablesOf = ({ properties }: Resource): string[] => Object.values(properties.Environment.Variables);

/** What the code of a function asks AWS for beyond what its variables name. */
export function functionCalls(role: Principal, handler: Resource, resources: Resources): Arrow[] {
  const sources = resources.bundledSources(String(handler.properties.Code.S3Key)).join('\n');
  const signed = Object.entries(needsOfSignedCall)
    .filter(([operation]) => sources.includes(`call('${operation}'`))
    .map(([operation, needsOf]) => ({
      kind: `function → ${operation}`,
      name: handler.id,
      needs: needsOf(role, handler, resources) ?? [],
    }));
  const commands = commandsOf(handler, resources)
    .filter((command) => !byEnvironment.includes(command))
    .flatMap((command) => {
      const needsOf = needsOfCommand[command];
      const needs = needsOf ? needsOf(role, handler, resources) : [];
      if (needs?.length === 0) throw new Error(`Nobody has said what ${command} of ${handler.id} needs.`);
      return needs === undefined
        ? []
        : { kind: `function → ${command.replace(/Command$/, '')}`, name: handler.id, needs };
    });
  return [...commands, ...signed];
}

/** The commands of AWS's SDK that the sources of a bundle import, as `client-s3/GetObjectCommand`. */
export function commandsOf({ properties }: Resource, resources: Resources): string[] {
  const commands = resources.bundledSources(String(properties.Code.S3Key)).flatMap((text) =>
    [...text.matchAll(/import \{([^}]*)\} from '@aws-sdk\/([^']+)'/g)].flatMap(([, names, client]) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => /^[A-Z]\w*Command$/.test(name))
        .map((name) => `${client}/${name}`),
    ),
  );
  return [...new Set(commands)];
}
