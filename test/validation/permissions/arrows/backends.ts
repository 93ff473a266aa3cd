import type { ArrowsOf } from '../Arrow.ts';
import { calls } from '../needs.ts';

/** What the guides have a backend do. */
const asked = [
  'Mutation/fields/recordInteraction',
  'Mutation/fields/putItems',
  'Mutation/fields/deleteUserData',
  'Mutation/fields/mergeUser',
  'Query/fields/recommendations',
  'Subscription/fields/onRecommendation',
];

/** Whoever in the account may takes a role that trusts the account, and asks the API as it. */
export const backends: ArrowsOf = (role, resources) => {
  const trusted = JSON.stringify(role.properties.AssumeRolePolicyDocument ?? {});
  if (!trusted.includes(`arn:aws:iam::${resources.account}:root`)) return [];
  const [api] = resources.ofType('AWS::AppSync::GraphQLApi');
  return [
    {
      kind: 'backend → AppSync',
      name: `${role.id} → ${api.id}`,
      needs: [
        { account: resources.account, actsAs: role.arn },
        ...asked.flatMap((field) => calls({ role: role.arn }, `${api.arn}/types/${field}`, ['appsync:GraphQL'])),
      ],
    },
  ];
};
