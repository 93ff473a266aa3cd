import { readRootFields } from '../../../helpers/readRootFields.ts';
import type { Arrow, ArrowsOf, Need } from '../Arrow.ts';
import { calls, delivery, keyUse, reading, sourceOf, tableUse, writing } from '../needs.ts';
import type { Call, Principal } from '../PolicyDecisions.ts';
import type { Resource, Resources } from '../Resource.ts';
import { functionCalls } from './functionCalls.ts';

/** What a function may do with a table. */
export const tableActions = [
  'GetItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'ConditionCheckItem',
];

/** A function runs as its role, writes its logs and traces, and calls what its environment names and its code asks for. */
export const functions: ArrowsOf = (handler, resources) => {
  const { Role, LoggingConfig, TracingConfig, Environment, DeadLetterConfig } = handler.properties;
  const role = { role: String(Role) };
  const logs = resources.get(LoggingConfig.LogGroup);
  const start: Arrow = {
    kind: 'function → its logs and traces',
    name: handler.id,
    needs: [
      { service: 'lambda.amazonaws.com', actsAs: role.role, context: sourceOf(handler, resources) },
      ...writingLogs(role, logs, resources),
      // https://docs.aws.amazon.com/lambda/latest/dg/nodejs-tracing.html
      ...(TracingConfig?.Mode === 'Active'
        ? calls(role, '*', ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'])
        : []),
    ],
  };
  const named = Object.entries((Environment?.Variables ?? {}) as Record<string, string>).flatMap(
    ([name, value]): Arrow[] => {
      const target = resources.find(value);
      if (!target || isToldOnly(target, value)) return [];
      const kind = `function → ${target.type.split('::')[1]}`;
      return [
        { kind, name: `${handler.id} (${name}) → ${target.id}`, needs: needsOfUse(role, target, handler, resources) },
      ];
    },
  );
  const deadLetters = DeadLetterConfig && resources.get(DeadLetterConfig.TargetArn);
  return [
    start,
    ...named,
    ...functionCalls(role, handler, resources),
    ...(deadLetters
      ? [{ kind: 'failed events → destination', name: handler.id, needs: delivery(role, deadLetters, resources) }]
      : []),
  ];
};

/** The events of asynchronous calls that failed, or succeeded, go on as the function's role. */
export const invokeConfigurations: ArrowsOf = (configuration, resources) => {
  const handler = resources.get(configuration.properties.FunctionName);
  const role = { role: String(handler.properties.Role) };
  const { OnFailure, OnSuccess } = configuration.properties.DestinationConfig ?? {};
  return [OnFailure, OnSuccess].flatMap((destination): Arrow[] => {
    if (!destination) return [];
    const target = resources.get(destination.Destination);
    return [
      {
        kind: 'failed events → destination',
        name: `${handler.id} → ${target.id}`,
        needs: delivery(role, target, resources),
      },
    ];
  });
};

export function writingLogs(role: Principal, logs: Resource, resources: Resources): Need[] {
  return [
    // The ARN that GetAtt gives ends in `:*`, which stands for the streams of the group.
    ...calls(role, logs.arn.replace(/\*$/, 'log-stream:one'), ['logs:CreateLogStream', 'logs:PutLogEvents']),
    ...keyUse({ service: `logs.${resources.region}.amazonaws.com` }, logs, resources, ['kms:Encrypt', ...writing]),
  ];
}

/**
 * A bucket, a table by its ARN, or an API by its id, under which it has metrics: that a function knows it grants nothing;
 * what it does with it functionCalls.ts tells.
 */
const isToldOnly = ({ type, arn }: Resource, value: string): boolean =>
  type === 'AWS::S3::Bucket' ||
  (type === 'AWS::DynamoDB::GlobalTable' && value === arn) ||
  (type === 'AWS::AppSync::GraphQLApi' && !URL.canParse(value));

/**
 * What a function does with a resource is in its code; the templates tell that it may do something. Which calls it
 * makes is held by the end-to-end tests, in which the local cloud asks these same policies at every call.
 */
function needsOfUse(role: Principal, target: Resource, handler: Resource, resources: Resources): Need[] {
  switch (target.type) {
    case 'AWS::SQS::Queue':
      return queueUse(role, target, handler, resources);
    case 'AWS::KMS::Key':
      return calls(role, target.arn, macUse(handler, resources));
    case 'AWS::DynamoDB::GlobalTable':
      return [
        { oneOf: [...tableActions, 'DescribeTable'].map((name) => tableUse(role, target, resources, [name])[0]) },
        ...tableUse(role, target, resources, ['GetItem']).slice(1),
      ];
    case 'AWS::StepFunctions::StateMachine':
      return calls(role, target.arn, ['states:StartExecution']);
    case 'AWS::Lambda::Function':
      return calls(role, target.arn, ['lambda:InvokeFunction']);
    case 'AWS::AppSync::GraphQLApi':
      return [
        {
          oneOf: fieldsOf(target, resources).map((field): Call => ({
            principal: role,
            action: 'appsync:GraphQL',
            resource: `${target.arn}/${field}`,
          })),
        },
      ];
    default:
      return delivery(role, target, resources);
  }
}

/** What the code of a function asks of a key that signs ids of visitors. */
function macUse(handler: Resource, resources: Resources): string[] {
  const sources = resources.bundledSources(String(handler.properties.Code.S3Key)).join('\n');
  return [
    ...(sources.includes('signature.sign(') ? ['kms:GenerateMac'] : []),
    ...(sources.includes('signature.verify(') ? ['kms:VerifyMac'] : []),
  ];
}

/** What the code of a function asks of its queue. Reading needs the key for decryption only. */
function queueUse(role: Principal, queue: Resource, handler: Resource, resources: Resources): Need[] {
  const sources = resources.bundledSources(String(handler.properties.Code.S3Key)).join('\n');
  const known = ['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes'];
  const operations = known.filter((name) => sources.includes(`'${name}'`));
  if (operations.length === 0) throw new Error(`${handler.id} knows ${queue.id} and asks nothing of it.`);
  return [
    ...(operations.includes('SendMessage') ? delivery(role, queue, resources) : []),
    ...calls(
      role,
      queue.arn,
      operations.filter((name) => name !== 'SendMessage').map((name) => `sqs:${name}`),
      { 'aws:securetransport': ['true'] },
    ),
    ...(operations.includes('ReceiveMessage') ? keyUse(role, queue, resources, reading) : []),
  ];
}

function fieldsOf(api: Resource, resources: Resources): string[] {
  const schema = resources
    .ofType('AWS::AppSync::GraphQLSchema')
    .find(({ properties }) => properties.ApiId === api.attributes.ApiId);
  return readRootFields(String(schema?.properties.Definition)).map(({ type, name }) => `types/${type}/fields/${name}`);
}
