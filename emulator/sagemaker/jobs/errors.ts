import type { S3Place } from '../../s3/index.ts';

/** Why the cloud ends a job that its next start is to begin again: the reason of the job's signal. */
export const shutdown = 'shutdown';

/** A job cannot go on: what its description says of it. */
export class JobFailed extends Error {
  /** Further members of the description. */
  readonly members: Record<string, unknown>;

  constructor(reason: string, members: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(reason.slice(0, 1024), options);
    this.name = 'JobFailed';
    this.members = members;
  }
}

/** A job was stopped, by a caller or because it took longer than it may. */
export class JobStopped extends Error {
  readonly secondaryStatus: string;
  readonly members: Record<string, unknown>;

  constructor(secondaryStatus: string, members: Record<string, unknown> = {}) {
    super(secondaryStatus);
    this.name = 'JobStopped';
    this.secondaryStatus = secondaryStatus;
    this.members = members;
  }
}

/** What SageMaker says when a prefix holds nothing. */
export const noObjects = ({ bucket, key }: S3Place, roleArn: string, region: string): string =>
  `No S3 objects found under S3 URL "s3://${bucket}/${key}" given in input data source. Please ensure that the bucket ` +
  `exists in the selected region (${region}), that objects exist under that S3 prefix, and that the role ` +
  `"${roleArn}" has "s3:ListBucket" permissions on bucket "${bucket}".`;

/** What SageMaker makes of a failure of S3: the error's name and message behind its own words. */
export const transferFailure = (what: string, error: unknown): string =>
  `ClientError: ${what} failed: ${(error as Error).name}: ${(error as Error).message}`;
