import ts from 'typescript';
import type { Arrow, ArrowsOf, Need } from '../Arrow.ts';
import { calls, executionsOf, sourceOf } from '../needs.ts';
import type { Resource, Resources } from '../Resource.ts';

/** What IAM is asked for a request to Step Functions: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html */
const resourceOfAction: Record<string, (machine: Resource) => string> = {
  StartExecution: ({ arn }) => arn,
  DescribeExecution: executionsOf,
};
/** As resolvers/lib/stepFunctions.ts writes it into a header. */
const target = 'AWSStepFunctions.';

/**
 * AppSync signs requests to an HTTP data source as that data source's role:
 * https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-http-resolvers-js.html
 */
export const httpSources: ArrowsOf = (source, resources) => {
  const { HttpConfig, ServiceRoleArn, ApiId, Name } = source.properties;
  const service = HttpConfig.AuthorizationConfig?.AwsIamConfig?.SigningServiceName;
  if (service !== 'states') throw new Error(`Nobody has said what ${source.id} needs of ${String(service)}.`);
  const role = { role: String(ServiceRoleArn) };
  const trust: Need = { service: 'appsync.amazonaws.com', actsAs: role.role, context: sourceOf(source, resources) };
  const codes = resources
    .ofType('AWS::AppSync::Resolver', 'AWS::AppSync::FunctionConfiguration')
    .filter(({ properties }) => properties.ApiId === ApiId && properties.DataSourceName === Name);
  const machine = machineOf(source, codes, resources);
  return codes.map((code): Arrow => {
    const asked = actionsIn(code, resources).map((action) =>
      calls(role, resourceOfAction[action](machine), [`states:${action}`]),
    );
    return {
      kind: 'data source → Step Functions',
      name: `${source.id} (${code.id}) → ${machine.id}`,
      needs: [trust, ...asked.flat()],
    };
  });
};

/** The workflow whose variable the code of a data source names. */
function machineOf(source: Resource, codes: Resource[], resources: Resources): Resource {
  const variables = resources.get(source.properties.ApiId).properties.EnvironmentVariables as Record<string, string>;
  const texts = codes.map(({ properties }) => resources.assetText(String(properties.CodeS3Location)));
  const machines = Object.entries(variables)
    .filter(([name]) => texts.some((text) => text.includes(name)))
    .map(([, value]) => resources.find(value))
    .filter((named) => named?.type === 'AWS::StepFunctions::StateMachine');
  if (machines.length !== 1) throw new Error(`${source.id} may mean ${machines.length} workflows.`);
  return machines[0] as Resource;
}

/** The actions of Step Functions that a bundle names in a call. */
function actionsIn(code: Resource, resources: Resources): string[] {
  const text = resources.assetText(String(code.properties.CodeS3Location));
  const actions = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const [first] = node.arguments;
      // Calls name their action first; those of the service end in what they act on.
      if (first && ts.isStringLiteralLike(first) && /^[A-Z][A-Za-z]+Executions?$/.test(first.text)) {
        actions.add(first.text);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('code.js', text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS));
  const unknown = [...actions].find((action) => !Object.hasOwn(resourceOfAction, action));
  if (unknown) throw new Error(`Nobody has said what the action ${unknown} of ${code.id} needs (httpSources.ts).`);
  if (!text.includes(target) || actions.size === 0) throw new Error(`${code.id} asks Step Functions nothing.`);
  return [...actions];
}
