import type { Arrow, ArrowsOf, Need } from '../Arrow.ts';
import { calls, keyUse, reading, sourceOf, writing } from '../needs.ts';
import type { Principal } from '../PolicyDecisions.ts';
import type { Resource, Resources } from '../Resource.ts';

const sageMaker = 'sagemaker.amazonaws.com';

/** SageMaker fetches the image and the artifact as the model's role: https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createmodel-perms */
export const models: ArrowsOf = (model, resources) => {
  const { ExecutionRoleArn, PrimaryContainer } = model.properties;
  const role = { role: String(ExecutionRoleArn) };
  const [, bucketName, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(String(PrimaryContainer.ModelDataUrl)) ?? [];
  const bucket = resources.get(bucketName);
  return [
    {
      kind: 'endpoint → image and logs',
      name: model.id,
      needs: [
        { service: sageMaker, actsAs: role.role, context: sourceOf(model, resources) },
        ...pulling(role, String(PrimaryContainer.Image)),
        ...writingOwnLogs(role, 'Endpoints', resources),
      ],
    },
    {
      kind: 'endpoint → bucket and key',
      name: `${model.id} → ${bucket.id}`,
      needs: readingObjects(role, bucket, String(key), resources),
    },
  ];
};

/** The job that docs/deploy.md starts by hand runs as the role that no model has. */
export const roles: ArrowsOf = (role, resources) => {
  const isTrusted = JSON.stringify(role.properties.AssumeRolePolicyDocument).includes(sageMaker);
  const taken = resources.ofType('AWS::SageMaker::Model');
  if (!isTrusted || taken.some(({ properties }) => properties.ExecutionRoleArn === role.arn)) return [];
  const principal = { role: role.arn };
  const image = String(taken[0].properties.PrimaryContainer.Image);
  return resources.ofType('AWS::S3::Bucket').map((bucket): Arrow => ({
    kind: 'training job → bucket and key',
    name: `${role.id} → ${bucket.id}`,
    needs: [
      { service: sageMaker, actsAs: role.arn },
      ...pulling(principal, image),
      ...writingOwnLogs(principal, 'TrainingJobs', resources),
      ...readingObjects(principal, bucket, 'training/items/items.jsonl', resources),
      ...calls(
        principal,
        `${bucket.arn}/artifacts/job/output/model.tar.gz`,
        ['s3:PutObject', 's3:AbortMultipartUpload'],
        {
          'aws:securetransport': ['true'],
        },
      ),
      ...keyUse(principal, bucket, resources, writing),
    ],
  }));
};

const readingObjects = (role: Principal, bucket: Resource, key: string, resources: Resources): Need[] => [
  ...calls(role, `${bucket.arn}/${key}`, ['s3:GetObject'], { 'aws:securetransport': ['true'] }),
  ...calls(role, bucket.arn, ['s3:ListBucket'], { 'aws:securetransport': ['true'], 's3:prefix': [key] }),
  ...keyUse(role, bucket, resources, reading),
];

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-iam-awsmanpol.html#security-iam-awsmanpol-AmazonEC2ContainerRegistryReadOnly */
function pulling(role: Principal, image: string): Need[] {
  const [, account, region, repository] = /^(\d+)\.dkr\.ecr\.([^.]+)\.[^/]+\/([^:]+)/.exec(image) ?? [];
  const read = ['BatchCheckLayerAvailability', 'BatchGetImage', 'GetDownloadUrlForLayer'].map((name) => `ecr:${name}`);
  return [
    ...calls(role, '*', ['ecr:GetAuthorizationToken']),
    ...calls(role, `arn:aws:ecr:${region}:${account}:repository/${repository}`, read),
  ];
}

/** https://docs.aws.amazon.com/sagemaker/latest/dg/logging-cloudwatch.html */
const writingOwnLogs = (role: Principal, kind: string, { region, account }: Resources): Need[] =>
  calls(role, `arn:aws:logs:${region}:${account}:log-group:/aws/sagemaker/${kind}/one:log-stream:one`, [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ]);
