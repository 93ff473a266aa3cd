import { toEventSourceMapping } from '../streams/index.ts';
import {
  checkTemplate,
  createIdentify,
  readAssembly,
  TemplateValues,
  type LocalAddresses,
  type ResolvedResource,
} from '../template/index.ts';
import type { CloudPlan } from './CloudPlan.ts';
import { CloudInvalid } from './errors.ts';
import { planEndpoints } from './planEndpoints.ts';
import { planFunctions } from './planFunctions.ts';
import { planStateMachines } from './planStateMachines.ts';

const planUserPools = (resources: ResolvedResource[]): CloudPlan['userPools'] =>
  resources
    .filter(({ type }) => type === 'AWS::Cognito::UserPool')
    .map(({ ref, attributes }) => {
      const client = resources.find(
        ({ type, properties }) => type === 'AWS::Cognito::UserPoolClient' && properties.UserPoolId === ref,
      );
      return { id: ref, issuer: String(attributes.ProviderURL), clientId: client?.ref ?? 'none' };
    });

/**
 * Reads the template and works out everything that is to be started; nothing is started yet.
 * @throws AssemblyUnreadable, TemplateRefused, CloudInvalid
 */
export function planCloud(templateFolder: string, addresses: LocalAddresses): CloudPlan {
  const assembly = readAssembly(templateFolder);
  const { running: resources } = checkTemplate(new TemplateValues(assembly, createIdentify(addresses)));
  const ofType = (...types: string[]) => resources.filter(({ type }) => types.includes(type));
  const apis = ofType('AWS::AppSync::GraphQLApi');
  if (apis.length !== 1) {
    throw new CloudInvalid(
      `The template in ${templateFolder} has ${apis.length} AppSync APIs; the local cloud runs exactly one.`,
    );
  }
  const [, , , region, accountId] = apis[0]!.ref.split(':') as [string, string, string, string, string];
  const functions = planFunctions(assembly, resources);
  return {
    region,
    accountId,
    api: apis[0]!,
    resources,
    tables: ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(({ ref, properties }) => ({
      name: ref,
      properties,
    })),
    functions,
    mappings: ofType('AWS::Lambda::EventSourceMapping')
      .filter(({ properties }) => String(properties.Enabled ?? true) === 'true')
      .map((resource) => {
        const name = String(resource.properties.FunctionName)
          .replace(/^.*:function:/, '')
          .split(':')[0];
        const target = functions.find((definition) => definition.name === name);
        if (!target) {
          throw new CloudInvalid(
            `${resource.stack}/${resource.logicalId} feeds the function ${name}, which is not in the template.`,
          );
        }
        return toEventSourceMapping(resource, target.arn);
      }),
    stateMachines: planStateMachines(assembly, resources),
    endpoints: planEndpoints(assembly, resources),
    queues: ofType('AWS::SQS::Queue').map(({ ref, attributes }) => ({
      name: String(attributes.QueueName),
      arn: String(attributes.Arn),
      url: ref,
    })),
    userPools: planUserPools(resources),
  };
}
