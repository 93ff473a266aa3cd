import { element, ServiceError } from '../gateway/index.ts';
import type { Bucket } from './Bucket.ts';
import type { StoredObject } from './StoredObject.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const mostKeys = 1000;

/** Where a listing goes on: behind a key, or behind every key that begins with a common prefix. */
interface Place {
  key: string;
  isPrefix: boolean;
}

const writeToken = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');
const readToken = (token: string): Place => {
  try {
    const { key, isPrefix } = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Place;
    return { key: String(key), isPrefix: Boolean(isPrefix) };
  } catch {
    throw new ServiceError('InvalidArgument', 'The continuation token provided is incorrect');
  }
};

/** Answers ListObjectsV2 in XML. @throws ServiceError (InvalidArgument) */
export function listObjects(bucket: Bucket, query: URLSearchParams): string {
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const limit = Number(query.get('max-keys') ?? mostKeys);
  if (!Number.isInteger(limit) || limit < 0) {
    throw new ServiceError('InvalidArgument', 'Provided max-keys not an integer or within integer range');
  }
  const token = query.get('continuation-token');
  const begin: Place = token === null ? { key: query.get('start-after') ?? '', isPrefix: false } : readToken(token);
  const [contents, prefixes]: [StoredObject[], string[]] = [[], []];
  let last = begin;
  let isTruncated = false;
  for (const object of bucket.list(prefix, begin.key)) {
    if (last.isPrefix && object.key.startsWith(last.key)) continue;
    if (contents.length + prefixes.length >= Math.min(limit, mostKeys)) {
      isTruncated = limit > 0;
      break;
    }
    const end = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
    if (end < 0) {
      contents.push(object);
      last = { key: object.key, isPrefix: false };
    } else {
      last = { key: object.key.slice(0, end + delimiter.length), isPrefix: true };
      prefixes.push(last.key);
    }
  }

  const encode = query.get('encoding-type') === 'url' ? encodeURIComponent : (text: string): string => text;
  const optional = (name: string, value: string | null): string => (value === null ? '' : element(name, value));
  return [
    '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    element('Name', bucket.name),
    element('Prefix', encode(prefix)),
    optional('Delimiter', delimiter === '' ? null : encode(delimiter)),
    optional('EncodingType', query.get('encoding-type')),
    optional('StartAfter', query.get('start-after')),
    optional('ContinuationToken', token),
    element('MaxKeys', limit),
    element('KeyCount', contents.length + prefixes.length),
    element('IsTruncated', String(isTruncated)),
    isTruncated ? element('NextContinuationToken', writeToken(last)) : '',
    ...contents.map(
      ({ key, size, etag, lastModified, headers, checksum }) =>
        `<Contents>${element('Key', encode(key))}${element('LastModified', new Date(lastModified).toISOString())}` +
        `${element('ETag', `"${etag}"`)}${element('Size', size)}` +
        `${checksum ? element('ChecksumAlgorithm', checksum.algorithm.toUpperCase()) : ''}` +
        `${element('StorageClass', headers['x-amz-storage-class'] ?? 'STANDARD')}</Contents>`,
    ),
    ...prefixes.map((common) => `<CommonPrefixes>${element('Prefix', encode(common))}</CommonPrefixes>`),
    '</ListBucketResult>',
  ].join('');
}
