import type { Arrow, ArrowsOf } from '../Arrow.ts';
import { calls, sourceOf } from '../needs.ts';
import { writingLogs } from './functions.ts';

/** AppSync writes to a log group that it names after the API: https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html */
const logging: ArrowsOf = (api, resources) => {
  const role = api.properties.LogConfig?.CloudWatchLogsRoleArn;
  if (!role) return [];
  const logs = resources.get(`/aws/appsync/apis/${api.attributes.ApiId}`);
  return [
    {
      kind: 'API → its logs',
      name: `${api.id} → ${logs.id}`,
      needs: [
        { service: 'appsync.amazonaws.com', actsAs: String(role), context: sourceOf(api, resources) },
        ...writingLogs({ role: String(role) }, logs, resources),
      ],
    },
  ];
};

/** AppSync asks its authorizers in its own name: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-lambda-authorization */
const authorizing: ArrowsOf = (api, resources) => {
  const modes: { LambdaAuthorizerConfig?: { AuthorizerUri: string } }[] =
    api.properties.AdditionalAuthenticationProviders ?? [];
  return modes.flatMap(({ LambdaAuthorizerConfig }): Arrow[] => {
    if (!LambdaAuthorizerConfig) return [];
    const authorizer = resources.get(LambdaAuthorizerConfig.AuthorizerUri);
    const needs = calls(
      { service: 'appsync.amazonaws.com' },
      authorizer.arn,
      ['lambda:InvokeFunction'],
      sourceOf(api, resources),
    );
    return [{ kind: 'API → its authorizer', name: `${api.id} → ${authorizer.id}`, needs }];
  });
};

export const apis: ArrowsOf = (api, resources) => [...logging(api, resources), ...authorizing(api, resources)];
