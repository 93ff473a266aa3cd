import type { Arrow, ArrowsOf, Need } from '../Arrow.ts';
import { calls, delivery, sourceOf, tableUse } from '../needs.ts';
import type { Principal } from '../PolicyDecisions.ts';
import type { Properties, Resource, Resources } from '../Resource.ts';
import { sageMakerTask } from './sageMakerTasks.ts';
import { sparkTask } from './sparkTasks.ts';
import { describeExportTask, exportTask } from './tableExports.ts';

interface State {
  Type: string;
  Resource?: string;
  Parameters?: Properties;
  Arguments?: Properties;
  Branches?: Definition[];
  Iterator?: Definition;
  ItemProcessor?: Definition;
}
interface Definition {
  States: Record<string, State>;
}

// https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy
const logDelivery = [
  'CreateLogDelivery',
  'GetLogDelivery',
  'UpdateLogDelivery',
  'DeleteLogDelivery',
  'ListLogDeliveries',
  'PutResourcePolicy',
  'DescribeResourcePolicies',
  'DescribeLogGroups',
].map((name) => `logs:${name}`);
// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html
const tracing = ['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'].map(
  (name) => `xray:${name}`,
);

/** A workflow does everything as its role. */
export const workflows: ArrowsOf = (machine, resources) => {
  const { RoleArn, DefinitionString, LoggingConfiguration, TracingConfiguration } = machine.properties;
  const role = { role: String(RoleArn) };
  const start: Arrow = {
    kind: 'workflow → itself',
    name: machine.id,
    needs: [
      { service: 'states.amazonaws.com', actsAs: String(RoleArn), context: sourceOf(machine, resources) },
      ...(LoggingConfiguration ? calls(role, '*', logDelivery) : []),
      ...(TracingConfiguration?.Enabled ? calls(role, '*', tracing) : []),
    ],
  };
  const tasks = tasksOf(JSON.parse(String(DefinitionString)) as Definition).flatMap(([name, task]) =>
    arrowsOfTask(`${machine.id}/${name}`, task, role, resources),
  );
  return [start, ...tasks];
};

function tasksOf({ States }: Definition): [string, State][] {
  return Object.entries(States).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [[name, state] as [string, State]] : []),
    ...[...(state.Branches ?? []), state.Iterator, state.ItemProcessor].flatMap((inner) =>
      inner ? tasksOf(inner) : [],
    ),
  ]);
}

function arrowsOfTask(name: string, state: State, role: Principal, resources: Resources): Arrow[] {
  const { Resource: arn = '', Parameters, Arguments } = state;
  const parameters = Parameters ?? Arguments ?? {};
  const to = (target: Resource, needs: Need[]): Arrow[] => [
    { kind: `workflow → ${target.type.split('::')[1]}`, name: `${name} → ${target.id}`, needs },
  ];
  const invoke = (handler: Resource): Arrow[] => to(handler, calls(role, handler.arn, ['lambda:InvokeFunction']));
  const [, sdk, service, operation = '', waits] =
    /^arn:aws:states:::(aws-sdk:)?([\w-]+):(\w+)(\.sync)?/.exec(arn) ?? [];
  const action = `${operation.slice(0, 1).toUpperCase()}${operation.slice(1)}`;
  switch (service) {
    case undefined:
      return invoke(resources.get(arn));
    case 'lambda':
      return invoke(resources.get(parameters.FunctionName));
    case 'dynamodb': {
      if (action === 'ExportTableToPointInTime') return exportTask(name, parameters, role, resources);
      if (action === 'DescribeExport') return describeExportTask(name, role, resources);
      const table = resources.get(parameters.TableName);
      return to(table, tableUse(role, table, resources, [action]));
    }
    case 'sagemaker': {
      const integration = sdk ? 'sdk' : 'optimized';
      return sageMakerTask({ name, action, integration, waits: Boolean(waits), parameters }, role, resources);
    }
    case 'emr-serverless':
      return sparkTask(name, parameters, role, resources);
    case 'sqs':
    case 'sns': {
      const target = resources.get(parameters.QueueUrl ?? parameters.TopicArn);
      return to(target, delivery(role, target, resources));
    }
    default:
      throw new Error(`Nobody has said what the task ${arn} needs (workflows.ts).`);
  }
}
