import type { Readable } from 'node:stream';
import type { ServiceResponse } from '../gateway/index.ts';
import type { AccessControl } from '../identity/index.ts';
import type { Bucket } from './Bucket.ts';
import type { Buckets } from './Buckets.ts';
import type { S3Request } from './S3Request.ts';

export type S3Response = Omit<ServiceResponse, 'body'> & { body: string | Buffer | Readable };

export interface OperationContext {
  buckets: Buckets;
  access: AccessControl;
}

export type Operation = (request: S3Request, context: OperationContext) => Promise<S3Response> | S3Response;

export const xmlResponse = (content: string, headers: Record<string, string> = {}): S3Response => ({
  status: 200,
  headers: { 'content-type': 'application/xml', ...headers },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${content}`,
});

/**
 * The bucket of a request, once its caller may do this to the object that it names, or to the bucket where it names none.
 * @throws AccessRefused, ServiceError (NoSuchBucket)
 */
export function permittedBucket(
  { bucket: name, key, principal, query }: Pick<S3Request, 'bucket' | 'key' | 'principal' | 'query'>,
  { buckets, access }: OperationContext,
  action: string,
): Bucket {
  const bucket = buckets.find(name);
  const { arn } = bucket.definition;
  const context = action === 's3:ListBucket' ? { 's3:prefix': [query.get('prefix') ?? ''] } : undefined;
  access.require(principal, action, key === '' ? arn : `${arn}/${key}`, context);
  return bucket;
}
