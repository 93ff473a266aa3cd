import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { acknowledgeResource } from './acknowledge.ts';

/**
 * Lets a role write the logs of its jobs or endpoints. SageMaker makes the log groups itself, named by the job:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/logging-cloudwatch.html
 */
export function grantSageMakerLogs(role: Role, kind: 'Endpoints' | 'TrainingJobs' | 'ProcessingJobs'): void {
  const logGroups = Stack.of(role).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: `/aws/sagemaker/${kind}*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  role.addToPolicy(
    new PolicyStatement({
      actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroups],
    }),
  );
  acknowledgeResource(role, logGroups, 'SageMaker names log groups after jobs that do not exist yet.');
}
