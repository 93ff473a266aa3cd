import type { Properties } from '../template/index.ts';

/** What ends by itself. https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html */
export interface LifecycleRule {
  prefix: string;
  /** Days after which an object is removed. */
  expirationDays?: number;
  /** Days after which an upload in parts that was not completed is removed. */
  uploadDays?: number;
}

const day = 86_400_000;
// Only the newest version of an object is kept, and it has no storage class.
const withoutEffect = [
  'NoncurrentVersionExpiration',
  'NoncurrentVersionExpirationInDays',
  'NoncurrentVersionTransition',
  'NoncurrentVersionTransitions',
  'ExpiredObjectDeleteMarker',
  'Transition',
  'Transitions',
];
const known = ['Id', 'Status', 'Prefix', 'ExpirationInDays', 'AbortIncompleteMultipartUpload', ...withoutEffect];

const rulesOf = (configuration: unknown): Properties[] =>
  ((configuration as Properties | undefined)?.Rules ?? []) as Properties[];

/** A reason to refuse a `LifecycleConfiguration`, or undefined. */
export function checkLifecycle(configuration: unknown): string | undefined {
  const unknown = rulesOf(configuration)
    .flatMap((rule) => Object.keys(rule))
    .find((name) => !known.includes(name));
  return unknown && `${unknown} of its life-cycle rules is not emulated`;
}

/** The rules of a `LifecycleConfiguration` that take effect. */
export const readLifecycle = (configuration: unknown): LifecycleRule[] =>
  rulesOf(configuration)
    .filter(({ Status }) => Status === 'Enabled')
    .map(({ Prefix, ExpirationInDays, AbortIncompleteMultipartUpload }) => {
      const uploadDays = (AbortIncompleteMultipartUpload as Properties | undefined)?.DaysAfterInitiation;
      return {
        prefix: String(Prefix ?? ''),
        expirationDays: ExpirationInDays === undefined ? undefined : Number(ExpirationInDays),
        uploadDays: uploadDays === undefined ? undefined : Number(uploadDays),
      };
    });

/** S3 adds the days and rounds up to the next midnight in UTC. */
const hasEnded = (since: number, days: number, now: number): boolean =>
  Math.ceil((since + days * day) / day) * day <= now;

/** Whether a rule has ended an object. */
export const isExpired = (
  { key, lastModified }: { key: string; lastModified: number },
  rules: LifecycleRule[],
  now: number,
): boolean =>
  rules.some(
    ({ prefix, expirationDays }) =>
      expirationDays !== undefined && key.startsWith(prefix) && hasEnded(lastModified, expirationDays, now),
  );

/** Whether a rule has ended an upload in parts. */
export const isUploadExpired = (
  { key, initiated }: { key: string; initiated: number },
  rules: LifecycleRule[],
  now: number,
): boolean =>
  rules.some(
    ({ prefix, uploadDays }) =>
      uploadDays !== undefined && key.startsWith(prefix) && hasEnded(initiated, uploadDays, now),
  );
