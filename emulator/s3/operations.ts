import { element, ServiceError } from '../gateway/index.ts';
import { listObjects } from './listObjects.ts';
import { multipartOperations } from './multipartOperations.ts';
import { objectOperations } from './objectOperations.ts';
import { permittedBucket, xmlResponse, type Operation } from './Operation.ts';
import type { S3Request } from './S3Request.ts';

const listBuckets: Operation = ({ principal }, { buckets, access }) => {
  access.require(principal, 's3:ListAllMyBuckets', '*');
  const names = buckets.all().map(({ name }) => `<Bucket>${element('Name', name)}</Bucket>`);
  return xmlResponse(`<ListAllMyBucketsResult><Buckets>${names.join('')}</Buckets></ListAllMyBucketsResult>`);
};

const headBucket: Operation = (request, context) => {
  permittedBucket(request, context, 's3:ListBucket');
  return { status: 200, body: '' };
};

const list: Operation = (request, context) =>
  xmlResponse(listObjects(permittedBucket(request, context, 's3:ListBucket'), request.query));

/** By method, what the path names, and the parameters that choose an operation of S3. */
const operations: Record<string, Operation> = {
  'GET service': listBuckets,
  'HEAD bucket': headBucket,
  'GET bucket list-type': list,
  'GET bucket uploads': multipartOperations.list,
  'POST bucket delete': objectOperations.removeMany,
  'GET object': objectOperations.read,
  'HEAD object': objectOperations.read,
  'PUT object': objectOperations.put,
  'PUT object copy': objectOperations.copy,
  'DELETE object': objectOperations.remove,
  'POST object uploads': multipartOperations.create,
  'PUT object partNumber uploadId': multipartOperations.putPart,
  'POST object uploadId': multipartOperations.complete,
  'DELETE object uploadId': multipartOperations.abort,
  'GET object uploadId': multipartOperations.listParts,
};

/** Parameters that say how an operation is done, and not which. */
const details =
  /^(x-id|prefix|delimiter|continuation-token|start-after|max-keys|max-uploads|max-parts|max-buckets|encoding-type|fetch-owner|response-.*)$/;

/** @throws ServiceError (NotImplemented) */
export function findOperation({ method, bucket, key, query, headers }: S3Request): Operation {
  const place = key !== '' ? 'object' : bucket !== '' ? 'bucket' : 'service';
  const chosen = [...query.keys()].filter((name) => !details.test(name)).sort();
  const copies = headers['x-amz-copy-source'] === undefined ? [] : ['copy'];
  const name = [method, place, ...copies, ...chosen].join(' ');
  if (!Object.hasOwn(operations, name)) {
    throw new ServiceError('NotImplemented', `The local cloud does not emulate ${name} of S3; see its README.`, 501);
  }
  return operations[name]!;
}
