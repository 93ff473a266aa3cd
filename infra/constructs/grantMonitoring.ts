import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { acknowledgeResource } from './acknowledge.ts';

/**
 * Lets a role write the logs and the metrics of its jobs or endpoints. SageMaker makes the log groups itself, named by
 * the job, and has a namespace for each kind:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/logging-cloudwatch.html, …/monitoring-cloudwatch.html
 */
export function grantMonitoring(
  role: Role,
  kind: 'Endpoints' | 'TrainingJobs' | 'ProcessingJobs' | 'TransformJobs',
): void {
  const name = `/aws/sagemaker/${kind}`;
  const logGroups = Stack.of(role).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: `${name}*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  role.addToPolicy(
    new PolicyStatement({
      actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resources: [logGroups],
    }),
  );
  role.addToPolicy(
    new PolicyStatement({
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': name } },
    }),
  );
  acknowledgeResource(role, logGroups, 'SageMaker names log groups after jobs that do not exist yet.');
}
