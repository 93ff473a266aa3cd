import { decodeEntities, element, xmlElements } from '../gateway/index.ts';
import { permittedBucket, xmlResponse, type Operation } from './Operation.ts';
import { identityHeaders } from './objectHeaders.ts';
import type { ChecksumAlgorithm } from './StoredObject.ts';

const checksumElement = (algorithm: ChecksumAlgorithm): string => `Checksum${algorithm.toUpperCase()}`;

const create: Operation = (request, context) => {
  const bucket = permittedBucket(request, context, 's3:PutObject');
  const algorithm = request.checksumAlgorithm();
  const { uploadId, key } = context.buckets
    .uploadsOf(bucket.name)
    .create(request.key, request.keptHeaders(), algorithm);
  return xmlResponse(
    `<InitiateMultipartUploadResult>${element('Bucket', bucket.name)}${element('Key', key)}` +
      `${element('UploadId', uploadId)}</InitiateMultipartUploadResult>`,
    algorithm && { 'x-amz-checksum-algorithm': algorithm.toUpperCase(), 'x-amz-checksum-type': 'COMPOSITE' },
  );
};

const putPart: Operation = async (request, context) => {
  const bucket = permittedBucket(request, context, 's3:PutObject');
  const uploads = context.buckets.uploadsOf(bucket.name);
  const uploadId = request.query.get('uploadId')!;
  const { content, options } = request.content();
  const announced = uploads.find(uploadId, request.key).checksum;
  const part = await uploads.putPart(uploadId, request.key, Number(request.query.get('partNumber')), content, {
    ...options,
    checksum: options.checksum ?? announced,
  });
  const algorithm = options.checksum ?? announced;
  return {
    status: 200,
    headers: { etag: `"${part.etag}"`, ...(algorithm && { [`x-amz-checksum-${algorithm}`]: part.checksum! }) },
    body: '',
  };
};

const complete: Operation = async (request, context) => {
  const bucket = permittedBucket(request, context, 's3:PutObject');
  const uploads = context.buckets.uploadsOf(bucket.name);
  const uploadId = request.query.get('uploadId')!;
  const { checksum } = uploads.find(uploadId, request.key);
  const listed = xmlElements(await request.text(), 'Part').map((part) => ({
    number: Number(xmlElements(part, 'PartNumber')[0]),
    etag: decodeEntities(xmlElements(part, 'ETag')[0] ?? '').replace(/"/g, ''),
    checksum: checksum && xmlElements(part, checksumElement(checksum))[0],
  }));
  const object = await uploads.complete(uploadId, request.key, listed, request.writeCondition());
  return xmlResponse(
    `<CompleteMultipartUploadResult>${element('Bucket', bucket.name)}${element('Key', object.key)}` +
      `${element('ETag', identityHeaders(object).etag!)}` +
      `${object.checksum ? element(checksumElement(object.checksum.algorithm), object.checksum.value) : ''}` +
      `</CompleteMultipartUploadResult>`,
  );
};

const abort: Operation = (request, context) => {
  const bucket = permittedBucket(request, context, 's3:AbortMultipartUpload');
  context.buckets.uploadsOf(bucket.name).abort(request.query.get('uploadId')!, request.key);
  return { status: 204, body: '' };
};

const listParts: Operation = (request, context) => {
  const bucket = permittedBucket(request, context, 's3:ListMultipartUploadParts');
  const uploads = context.buckets.uploadsOf(bucket.name);
  const { uploadId, key } = uploads.find(request.query.get('uploadId')!, request.key);
  const parts = uploads
    .parts(uploadId)
    .map(
      ({ number, size, etag, lastModified }) =>
        `<Part>${element('PartNumber', number)}${element('LastModified', new Date(lastModified).toISOString())}` +
        `${element('ETag', `"${etag}"`)}${element('Size', size)}</Part>`,
    );
  return xmlResponse(
    `<ListPartsResult>${element('Bucket', bucket.name)}${element('Key', key)}${element('UploadId', uploadId)}` +
      `${element('IsTruncated', 'false')}${parts.join('')}</ListPartsResult>`,
  );
};

const list: Operation = (request, context) => {
  const bucket = permittedBucket(request, context, 's3:ListBucketMultipartUploads');
  const uploads = context.buckets
    .uploadsOf(bucket.name)
    .list(request.query.get('prefix') ?? '')
    .map(
      ({ key, uploadId, initiated }) =>
        `<Upload>${element('Key', key)}${element('UploadId', uploadId)}` +
        `${element('Initiated', new Date(initiated).toISOString())}</Upload>`,
    );
  return xmlResponse(
    `<ListMultipartUploadsResult>${element('Bucket', bucket.name)}${element('IsTruncated', 'false')}` +
      `${uploads.join('')}</ListMultipartUploadsResult>`,
  );
};

/** Uploads in parts. Their listings are not paged: 10,000 parts are the most there can be. */
export const multipartOperations = { create, putPart, complete, abort, listParts, list };
