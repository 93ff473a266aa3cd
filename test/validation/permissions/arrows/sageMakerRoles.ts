import type { Arrow, Need } from '../Arrow.ts';
import { calls, listingObjects, readingObjects, sourceOf, writingObjects } from '../needs.ts';
import type { Principal } from '../PolicyDecisions.ts';
import type { Resources } from '../Resource.ts';

/** What SageMaker runs in the name of a role. */
export interface Work {
  kind: 'Endpoints' | 'ProcessingJobs' | 'TrainingJobs' | 'TransformJobs';
  arn: string;
  roleArn: string;
  image: string;
  /** `s3://bucket/key` of objects, and of folders with `/` at their end. */
  reads: string[];
  writes?: string[];
  /** The key that its output is to be encrypted with, where the request names one. */
  outputKey?: string;
}

/**
 * SageMaker does the work of a job or an endpoint as its execution role:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html (CreateProcessingJob, CreateTrainingJob, CreateModel)
 */
export function workOf(work: Work, name: string, resources: Resources): Arrow[] {
  const role = { role: work.roleArn };
  const { reads, writes = [], outputKey } = work;
  const worker = work.kind === 'Endpoints' ? 'endpoint' : 'job';
  return [
    {
      kind: `${worker} → image, logs and metrics`,
      name,
      needs: [
        { service: 'sagemaker.amazonaws.com', actsAs: role.role, context: sourceOf(work, resources) },
        ...pulling(role, work.image),
        ...reporting(role, work.kind, resources),
      ],
    },
    {
      kind: `${worker} → buckets and key`,
      name,
      needs: [
        ...readingObjects(role, reads, resources),
        ...listingObjects(role, reads, resources),
        ...writingObjects(role, writes, resources),
        // Large objects are sent in parts, which are read again when they are put together:
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
        ...writingObjects(role, writes, resources, { action: 's3:AbortMultipartUpload', key: ['kms:Decrypt'] }),
        ...(outputKey ? calls(role, resources.get(outputKey).arn, ['kms:Encrypt']) : []),
      ],
    },
  ];
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-iam-awsmanpol.html#security-iam-awsmanpol-AmazonEC2ContainerRegistryReadOnly */
function pulling(role: Principal, image: string): Need[] {
  const [, account, region, repository] = /^(\d+)\.dkr\.ecr\.([^.]+)\.[^/]+\/([^:]+)/.exec(image) ?? [];
  const read = ['BatchCheckLayerAvailability', 'BatchGetImage', 'GetDownloadUrlForLayer'].map((name) => `ecr:${name}`);
  return [
    ...calls(role, '*', ['ecr:GetAuthorizationToken']),
    ...calls(role, `arn:aws:ecr:${region}:${account}:repository/${repository}`, read),
  ];
}

/**
 * Log groups and namespaces of metrics are named after the kind:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/logging-cloudwatch.html, …/monitoring-cloudwatch.html
 */
function reporting(role: Principal, kind: Work['kind'], { region, account }: Resources): Need[] {
  const group = `arn:aws:logs:${region}:${account}:log-group:/aws/sagemaker/${kind}`;
  return [
    ...calls(role, group, ['logs:CreateLogGroup', 'logs:DescribeLogStreams']),
    ...calls(role, `${group}/one:log-stream:one`, ['logs:CreateLogStream', 'logs:PutLogEvents']),
    ...calls(role, '*', ['cloudwatch:PutMetricData'], { 'cloudwatch:namespace': [`/aws/sagemaker/${kind}`] }),
  ];
}
