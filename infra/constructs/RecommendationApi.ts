import { join } from 'node:path';
import { Duration, Expiration, RemovalPolicy } from 'aws-cdk-lib';
import { AuthorizationType, Definition, GraphqlApi, IntrospectionConfig } from 'aws-cdk-lib/aws-appsync';
import type { CfnGraphQLApi } from 'aws-cdk-lib/aws-appsync';
import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { anonymousIdExpression } from '../../schema/contract/visitors.ts';
import { acknowledge } from './acknowledge.ts';

export interface RecommendationApiProps {
  buildFolder: string;
  userPool: IUserPool;
  /** The one client of the pool whose tokens are taken. */
  userPoolClient: IUserPoolClient;
  /** Says which visitor sends a signed id. */
  visitorAuthorizer: IFunction;
  /** When the API key for public reads ends; at most 365 days ahead. */
  apiKeyExpires: Date;
  /** Whether anybody with a key may ask what the API has. */
  introspection: boolean;
  /** What resolvers find in `ctx.env`. */
  environment: Record<string, string>;
}

/** The GraphQL API without its resolvers. */
export class RecommendationApi extends GraphqlApi {
  constructor(scope: Construct, id: string, props: RecommendationApiProps) {
    const logRole = new Role(scope, `${id}LogRole`, { assumedBy: new ServicePrincipal('appsync.amazonaws.com') });
    super(scope, id, {
      name: 'recsync',
      definition: Definition.fromFile(join(props.buildFolder, 'schema.graphql')),
      authorizationConfig: {
        defaultAuthorization: {
          authorizationType: AuthorizationType.USER_POOL,
          // A pool may get further clients, for other programs with other scopes: their tokens open nothing here. AWS does
          // not say whether the expression has to match the whole id, so it says it itself.
          userPoolConfig: {
            userPool: props.userPool,
            appIdClientRegex: `^${props.userPoolClient.userPoolClientId}$`,
          },
        },
        additionalAuthorizationModes: [
          { authorizationType: AuthorizationType.IAM },
          {
            authorizationType: AuthorizationType.LAMBDA,
            lambdaAuthorizerConfig: {
              handler: props.visitorAuthorizer,
              resultsCacheTtl: Duration.minutes(5),
              validationRegex: anonymousIdExpression,
            },
          },
          {
            authorizationType: AuthorizationType.API_KEY,
            apiKeyConfig: { name: 'public-reads', expires: Expiration.atDate(props.apiKeyExpires) },
          },
        ],
      },
      xrayEnabled: true,
      // The deepest useful selection, recommendations.items.reasons.evidence.itemIds, is 5 deep; introspection needs more.
      queryDepthLimit: 15,
      // Each list of a request may cost an inference, and an API key lets anybody ask: as many as a page shows, no more.
      resolverCountLimit: 10,
      introspectionConfig: props.introspection ? IntrospectionConfig.ENABLED : IntrospectionConfig.DISABLED,
      environmentVariables: props.environment,
    });
    // Errors only, and without variables and results: they hold personal data. Set here, because the construct's own
    // `logConfig` brings a custom resource with a function and rights on all log groups.
    (this.node.defaultChild as CfnGraphQLApi).logConfig = {
      cloudWatchLogsRoleArn: logRole.roleArn,
      fieldLogLevel: 'ERROR',
      excludeVerboseContent: true,
    };
    acknowledge(this, 'ASC3', 'Variables and results of requests hold personal data; errors are logged without them.');
    // AppSync writes to a group of this name; made here, so that what is in it does not stay for ever.
    const logs = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/appsync/apis/${this.apiId}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logRole.addToPolicy(
      new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.logGroupArn] }),
    );
  }
}
