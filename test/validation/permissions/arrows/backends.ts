import { readRootFields, type RootField } from '../../../helpers/readRootFields.ts';
import type { ArrowsOf } from '../Arrow.ts';
import { calls } from '../needs.ts';

const catalogue = ['putItem', 'putItems', 'deleteItem'];

/** A backend asks for everybody what people ask for themselves, and keeps the catalogue. */
function isAskedByBackends({ name, node }: RootField): boolean {
  const directives = new Map((node.directives ?? []).map((directive) => [directive.name.value, directive]));
  if (!directives.has('aws_iam')) return false;
  const ofUsers = directives.get('aws_cognito_user_pools');
  const isOfPeople = (ofUsers !== undefined && ofUsers.arguments?.length === 0) || directives.has('aws_api_key');
  return isOfPeople || catalogue.includes(name);
}

/** Whoever in the account may takes a role that trusts the account, and asks the API as it. */
export const backends: ArrowsOf = (role, resources) => {
  const trusted = JSON.stringify(role.properties.AssumeRolePolicyDocument ?? {});
  if (!trusted.includes(`arn:aws:iam::${resources.account}:root`)) return [];
  const [api] = resources.ofType('AWS::AppSync::GraphQLApi');
  const [schema] = resources.ofType('AWS::AppSync::GraphQLSchema');
  const asked = readRootFields(String(schema.properties.Definition)).filter(isAskedByBackends);
  return [
    {
      kind: 'backend → AppSync',
      name: `${role.id} → ${api.id}`,
      needs: [
        { account: resources.account, actsAs: role.arn },
        ...asked.flatMap(({ type, name }) =>
          calls({ role: role.arn }, `${api.arn}/types/${type}/fields/${name}`, ['appsync:GraphQL']),
        ),
      ],
    },
  ];
};
