import { IamResource } from 'aws-cdk-lib/aws-appsync';
import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/**
 * For everybody what people may ask for themselves, and the catalogue; nothing of operating the deployment.
 * test/validation/permissions compares it with the schema.
 */
const fields = [
  'Mutation/fields/createVisitor',
  'Mutation/fields/deleteItem',
  'Mutation/fields/deleteUserData',
  'Mutation/fields/mergeUser',
  'Mutation/fields/putItem',
  'Mutation/fields/putItems',
  'Mutation/fields/recordInteraction',
  'Mutation/fields/recordInteractions',
  'Mutation/fields/undoMerge',
  'Query/fields/erasureReceipt',
  'Query/fields/explainItem',
  'Query/fields/interactions',
  'Query/fields/item',
  'Query/fields/items',
  'Query/fields/popularItems',
  'Query/fields/recommendations',
  'Query/fields/recommendationsFor',
  'Query/fields/rerankItems',
  'Query/fields/similarItems',
  'Query/fields/trendingItems',
  'Query/fields/userData',
  'Subscription/fields/onRecommendation',
];

/**
 * The role of a backend, which signs its requests. Whoever in the account may `sts:AssumeRole` on it by a policy of their
 * own gets its credentials for an hour (`recsync credentials --aws`); a backend on AWS is better given these permissions
 * by its own role.
 */
export class BackendRole extends Role {
  constructor(scope: Construct, id: string, { api }: { api: GraphqlApi }) {
    super(scope, id, {
      assumedBy: new AccountRootPrincipal(),
      description: 'recsync: what a backend asks of the API',
    });
    api.grant(this, IamResource.custom(...fields.map((field) => `types/${field}`)), 'appsync:GraphQL');
  }
}
