import { ServiceError } from '../gateway/index.ts';
import type { ByteRange } from './Bucket.ts';
import type { StoredObject } from './StoredObject.ts';

/** The headers that tell which bytes were stored. */
export const identityHeaders = ({ etag, checksum }: StoredObject): Record<string, string> => ({
  etag: `"${etag}"`,
  ...(checksum && {
    [`x-amz-checksum-${checksum.algorithm}`]: checksum.value,
    'x-amz-checksum-type': /-\d+$/.test(checksum.value) ? 'COMPOSITE' : 'FULL_OBJECT',
  }),
});

/** The headers of a read; the checksum only for who asks, and for the whole object. */
export const readHeaders = (object: StoredObject, withChecksum: boolean): Record<string, string> => ({
  'content-type': 'binary/octet-stream',
  ...object.headers,
  'accept-ranges': 'bytes',
  'last-modified': new Date(object.lastModified).toUTCString(),
  ...identityHeaders(withChecksum ? object : { ...object, checksum: undefined }),
});

/** `bytes=…` with one range; several are answered with the whole object, as on S3. @throws ServiceError (InvalidRange) */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) {
    return undefined;
  }
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size || (last !== '' && first !== '' && Number(last) < start) || (first === '' && Number(last) === 0)) {
    throw new ServiceError('InvalidRange', 'The requested range is not satisfiable', 416, { ActualObjectSize: size });
  }
  return { start, end };
}

const listed = (header: string | undefined): string[] | undefined =>
  header?.split(',').map((tag) => tag.trim().replace(/^W\/|"/g, ''));

/**
 * Whether a conditional read is answered with the object (200), without it (304) or refused (412).
 * https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2.2
 */
export function judgeCondition(headers: Record<string, string>, { etag, lastModified }: StoredObject): 200 | 304 | 412 {
  const [match, none] = [listed(headers['if-match']), listed(headers['if-none-match'])];
  const seconds = Math.floor(lastModified / 1000) * 1000;
  const since = (name: string): boolean | undefined =>
    headers[name] === undefined || Number.isNaN(Date.parse(headers[name]))
      ? undefined
      : seconds > Date.parse(headers[name]);
  const has = (tags: string[]): boolean => tags.includes(etag) || tags.includes('*');
  if (match ? !has(match) : since('if-unmodified-since') === true) {
    return 412;
  }
  return (none ? has(none) : since('if-modified-since') === false) ? 304 : 200;
}
