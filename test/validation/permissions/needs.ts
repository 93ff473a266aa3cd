import type { Need } from './Arrow.ts';
import type { Call, Principal } from './PolicyDecisions.ts';
import type { Properties, Resource, Resources } from './Resource.ts';

/** One call for each action. */
export const calls = (principal: Principal, resource: string, actions: string[], context?: Call['context']): Call[] =>
  actions.map((action) => ({ principal, action, resource, context }));

/** What AWS says of a resource in whose name a service calls. */
export const sourceOf = ({ arn }: Pick<Resource, 'arn'>, { account }: Resources): NonNullable<Call['context']> => ({
  'aws:sourcearn': [arn],
  'aws:sourceaccount': [account],
  'aws:securetransport': ['true'],
});

const keyProperties: Record<string, (properties: Properties) => unknown> = {
  'AWS::DynamoDB::GlobalTable': ({ Replicas }) => Replicas[0].SSESpecification?.KMSMasterKeyId,
  'AWS::Logs::LogGroup': ({ KmsKeyId }) => KmsKeyId,
  'AWS::S3::Bucket': ({ BucketEncryption }) =>
    BucketEncryption?.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.KMSMasterKeyID,
  'AWS::SNS::Topic': ({ KmsMasterKeyId }) => KmsMasterKeyId,
  'AWS::SQS::Queue': ({ KmsMasterKeyId }) => KmsMasterKeyId,
};

/** The use of the customer's key that a resource is encrypted with, if it is with one. */
export function keyUse(principal: Principal, resource: Resource, resources: Resources, actions: string[]): Call[] {
  const keyOf = keyProperties[resource.type];
  if (!keyOf) throw new Error(`Nobody has said where ${resource.type} names its key (needs.ts).`);
  const key = keyOf(resource.properties);
  return key === undefined
    ? []
    : calls(principal, resources.get(key).arn, actions, { 'aws:securetransport': ['true'] });
}

/** Reading what is encrypted, and writing it: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#data-keys */
export const reading = ['kms:Decrypt'];
export const writing = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * DynamoDB's use of a customer's key in the name of its caller:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
export const tableUse = (principal: Principal, table: Resource, resources: Resources, actions: string[]): Call[] => [
  ...calls(
    principal,
    table.arn,
    actions.map((action) => `dynamodb:${action}`),
  ),
  ...keyUse(
    principal,
    table,
    resources,
    actions.some((action) => /Put|Update|Delete|Write/.test(action)) ? ['kms:Encrypt', ...writing] : reading,
  ),
];

const secure = { 'aws:securetransport': ['true'] };

/** The bucket of `s3://bucket/key`, and the key; of a folder, which ends in `/`, that of an object in it. */
function objectAt(uri: string, resources: Resources): { bucket: Resource; key: string } {
  const [, name, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  if (!key) throw new Error(`${uri} is no object and no folder of a bucket.`);
  return { bucket: resources.get(name), key: key.endsWith('/') ? `${key}file` : key };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms (permissions) */
export const readingObjects = (principal: Principal, uris: string[], resources: Resources): Call[] =>
  uris.flatMap((uri) => {
    const { bucket, key } = objectAt(uri, resources);
    return [
      ...calls(principal, `${bucket.arn}/${key}`, ['s3:GetObject'], secure),
      ...keyUse(principal, bucket, resources, reading),
    ];
  });

/** Finding what is in folders. */
export const listingObjects = (principal: Principal, uris: string[], resources: Resources): Call[] =>
  uris.flatMap((uri) => {
    const { bucket } = objectAt(uri, resources);
    const prefix = uri.slice(uri.indexOf('/', 's3://'.length) + 1);
    return calls(principal, bucket.arn, ['s3:ListBucket'], { ...secure, 's3:prefix': [prefix] });
  });

/** One request for each object, and what it needs of the bucket's key. */
export const writingObjects = (
  principal: Principal,
  uris: string[],
  resources: Resources,
  { action = 's3:PutObject', key: ofKey = ['kms:GenerateDataKey'] }: { action?: string; key?: string[] } = {},
): Call[] =>
  uris.flatMap((uri) => {
    const { bucket, key } = objectAt(uri, resources);
    return [
      ...calls(principal, `${bucket.arn}/${key}`, [action], secure),
      ...keyUse(principal, bucket, resources, ofKey),
    ];
  });

/** The ARN of an execution: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html */
export const executionsOf = ({ arn }: Resource): string => `${arn.replace(':stateMachine:', ':execution:')}:one`;

/** What a message to a queue or a topic, or a record to a bucket, needs from a role. */
export function delivery(principal: Principal, target: Resource, resources: Resources): Need[] {
  switch (target.type) {
    case 'AWS::SQS::Queue':
      return [
        ...calls(principal, target.arn, ['sqs:SendMessage'], secure),
        ...keyUse(principal, target, resources, writing),
      ];
    case 'AWS::SNS::Topic':
      return [
        ...calls(principal, target.arn, ['sns:Publish'], secure),
        ...keyUse(principal, target, resources, writing),
      ];
    case 'AWS::S3::Bucket':
      // https://docs.aws.amazon.com/lambda/latest/dg/services-s3-destination.html
      return [
        ...calls(principal, `${target.arn}/aws/lambda/record`, ['s3:PutObject'], secure),
        ...calls(principal, target.arn, ['s3:ListBucket'], secure),
        ...keyUse(principal, target, resources, writing),
      ];
    default:
      throw new Error(`Nobody has said what a delivery to ${target.type} (${target.id}) needs (needs.ts).`);
  }
}
