import type { S3Place } from '../storage/ObjectStore.ts';

/** What SageMaker says when a prefix holds nothing. */
export const noObjects = ({ bucket, key }: S3Place, roleArn: string, region: string): string =>
  `No S3 objects found under S3 URL "s3://${bucket}/${key}" given in input data source. Please ensure that the bucket ` +
  `exists in the selected region (${region}), that objects exist under that S3 prefix, and that the role ` +
  `"${roleArn}" has "s3:ListBucket" permissions on bucket "${bucket}".`;

/** What SageMaker makes of a failure of S3: the error's name and message behind its own words. */
export const transferFailure = (what: string, error: unknown): string =>
  `ClientError: ${what} failed: ${(error as Error).name}: ${(error as Error).message}`;
