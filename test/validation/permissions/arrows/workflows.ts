import type { Arrow, ArrowsOf, Need } from '../Arrow.ts';
import { calls, delivery, sourceOf, tableUse } from '../needs.ts';
import type { Principal } from '../PolicyDecisions.ts';
import type { Properties, Resource, Resources } from '../Resource.ts';

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
  const tasks = tasksOf(JSON.parse(String(DefinitionString)) as Definition).map(([name, task]): Arrow => {
    const [target, needs] = needsOfTask(task, role, resources);
    return { kind: `workflow → ${target.type.split('::')[1]}`, name: `${machine.id}/${name} → ${target.id}`, needs };
  });
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

function needsOfTask(
  { Resource: arn = '', ...state }: State,
  role: Principal,
  resources: Resources,
): [Resource, Need[]] {
  const parameters = state.Parameters ?? state.Arguments ?? {};
  const invoke = (handler: Resource): [Resource, Need[]] => [
    handler,
    calls(role, handler.arn, ['lambda:InvokeFunction']),
  ];
  const [, service, action = ''] = /^arn:aws:states:::(?:aws-sdk:)?(\w+):(\w+)/.exec(arn) ?? [];
  switch (service) {
    case undefined:
      return invoke(resources.get(arn));
    case 'lambda':
      return invoke(resources.get(parameters.FunctionName));
    case 'dynamodb': {
      const table = resources.get(parameters.TableName);
      return [table, tableUse(role, table, resources, [`${action[0].toUpperCase()}${action.slice(1)}`])];
    }
    case 'sqs':
    case 'sns': {
      const target = resources.get(parameters.QueueUrl ?? parameters.TopicArn);
      return [target, delivery(role, target, resources)];
    }
    default:
      throw new Error(`Nobody has said what the task ${arn} needs (workflows.ts).`);
  }
}
