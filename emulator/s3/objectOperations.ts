import { decodeEntities, element, ServiceError, xmlElements } from '../gateway/index.ts';
import { AccessRefused } from '../identity/index.ts';
import type { Bucket } from './Bucket.ts';
import { identityHeaders, judgeCondition, parseRange, readHeaders } from './objectHeaders.ts';
import { permittedBucket, xmlResponse, type Operation, type OperationContext } from './Operation.ts';
import type { S3Request } from './S3Request.ts';
import type { StoredObject } from './StoredObject.ts';

/**
 * Who may not list a bucket does not learn either whether a key is there. The request has no prefix, so that a
 * permission to list under a condition on `s3:prefix` does not do.
 */
const findReadable = (
  bucket: Bucket,
  { key, principal }: Pick<S3Request, 'key' | 'principal'>,
  { access }: OperationContext,
): StoredObject => {
  const object = bucket.find(key);
  if (!object) {
    access.require(principal, 's3:ListBucket', bucket.definition.arn);
    throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
  }
  return object;
};

const read: Operation = (request, context) => {
  const bucket = permittedBucket(request, context, 's3:GetObject');
  const object = findReadable(bucket, request, context);
  const { headers, query } = request;
  const verdict = judgeCondition(headers, object);
  if (verdict === 412) {
    throw new ServiceError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
  }
  if (verdict === 304) {
    return { status: 304, headers: identityHeaders({ ...object, checksum: undefined }), body: '' };
  }
  const range = parseRange(headers.range, object.size);
  const overridden = [...query]
    .filter(([name]) => name.startsWith('response-'))
    .map(([name, value]) => [name.slice('response-'.length), value]);
  return {
    status: range ? 206 : 200,
    headers: {
      ...readHeaders(object, headers['x-amz-checksum-mode'] === 'ENABLED' && !range),
      ...Object.fromEntries(overridden),
      'content-length': String(range ? range.end - range.start + 1 : object.size),
      ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${object.size}` }),
    },
    body: request.method === 'HEAD' ? '' : bucket.read(object, range),
  };
};

const put: Operation = async (request, context) => {
  const bucket = permittedBucket(request, context, 's3:PutObject');
  const { content, options } = request.content();
  const object = await bucket.put(request.key, content, {
    ...options,
    ...request.writeCondition(),
    headers: request.keptHeaders(),
  });
  return { status: 200, headers: identityHeaders(object), body: '' };
};

const copy: Operation = async (request, context) => {
  const { headers, principal } = request;
  const source = decodeURIComponent(headers['x-amz-copy-source']!.replace(/^\//, ''));
  const [, from = '', key = ''] = /^([^/]+)\/(.+)$/s.exec(source) ?? [];
  const bucket = permittedBucket(request, context, 's3:PutObject');
  const taken = { bucket: from, key, principal, query: new URLSearchParams() };
  const original = permittedBucket(taken, context, 's3:GetObject');
  const object = findReadable(original, taken, context);
  const replaces = headers['x-amz-metadata-directive'] === 'REPLACE';
  if (original === bucket && key === request.key && !replaces) {
    throw new ServiceError(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata.",
    );
  }
  const copied = await bucket.put(request.key, original.read(object), {
    headers: replaces ? request.keptHeaders() : object.headers,
    checksum: object.checksum?.algorithm,
    ...request.writeCondition(),
  });
  return xmlResponse(
    `<CopyObjectResult>${element('ETag', `"${copied.etag}"`)}` +
      `${element('LastModified', new Date(copied.lastModified).toISOString())}</CopyObjectResult>`,
  );
};

const remove: Operation = (request, context) => {
  permittedBucket(request, context, 's3:DeleteObject').delete(request.key);
  return { status: 204, body: '' };
};

/** One key that may not be deleted does not keep the others. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const removeMany: Operation = async (request, context) => {
  const { access, buckets } = context;
  const bucket = buckets.find(request.bucket);
  const text = await request.text();
  const keys = xmlElements(text, 'Object').map((inside) => decodeEntities(xmlElements(inside, 'Key')[0] ?? ''));
  if (keys.length === 0 || keys.length > 1000) {
    throw new ServiceError('MalformedXML', 'Between 1 and 1000 keys can be deleted in one request.');
  }
  const isQuiet = xmlElements(text, 'Quiet')[0] === 'true';
  const results = keys.map((key) => {
    try {
      access.require(request.principal, 's3:DeleteObject', `${bucket.definition.arn}/${key}`);
    } catch (error) {
      if (!(error instanceof AccessRefused)) throw error;
      return `<Error>${element('Key', key)}${element('Code', 'AccessDenied')}${element('Message', error.message)}</Error>`;
    }
    bucket.delete(key);
    return isQuiet ? '' : `<Deleted>${element('Key', key)}</Deleted>`;
  });
  return xmlResponse(`<DeleteResult>${results.join('')}</DeleteResult>`);
};

/** What S3 does to objects, one request each. */
export const objectOperations = { read, put, copy, remove, removeMany };
