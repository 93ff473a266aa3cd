import { Readable } from 'node:stream';
import { ServiceError, type StreamedRequest } from '../gateway/index.ts';
import type { Principal } from '../identity/index.ts';
import { readTarget } from '../sockets/index.ts';
import { decodeChunks } from './decodeChunks.ts';
import type { ContentOptions, WrittenContent } from './storeContent.ts';
import type { ChecksumAlgorithm } from './StoredObject.ts';

const algorithms: readonly ChecksumAlgorithm[] = ['crc32', 'sha1', 'sha256'];
const isSupported = (name: string): name is ChecksumAlgorithm => algorithms.includes(name as ChecksumAlgorithm);
const notImplemented = (what: string): ServiceError =>
  new ServiceError('NotImplemented', `The local cloud does not emulate ${what} of S3; see its README.`, 501);

/** Headers that are kept with an object and given back with it. */
const keptHeaders = [
  'content-type',
  'content-disposition',
  'content-encoding',
  'content-language',
  'cache-control',
  'expires',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-storage-class',
];
/** What would change the meaning of a request if it were ignored. */
const refusedHeaders =
  /^x-amz-(tagging|acl|grant-.*|object-lock-.*|website-redirect-location|server-side-encryption-customer-.*|copy-source-.*|write-offset-bytes)$/;

/** A request to S3, taken apart: which bucket and key, which sub-resource, and the body once it is decoded. */
export class S3Request {
  readonly method: string;
  /** Empty for the service itself. */
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: Record<string, string>;
  readonly principal: Principal;
  readonly #body: Readable;

  /** @throws ServiceError (InvalidRequest, NotImplemented) */
  constructor({ method, path, headers, body }: StreamedRequest, principal: Principal) {
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '')) {
      throw new ServiceError(
        'InvalidRequest',
        `The local cloud takes the bucket from the path, not from the host ${headers.host}: give the client the endpoint http://127.0.0.1:<port> or forcePathStyle.`,
      );
    }
    const refused = Object.keys(headers).find((name) => refusedHeaders.test(name));
    if (refused !== undefined) throw notImplemented(`the header ${refused}`);
    const target = readTarget(path);
    const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(target.path) ?? [];
    this.method = method;
    this.bucket = decodeURIComponent(bucket);
    this.key = decodeURIComponent(key);
    this.query = target.query;
    this.headers = headers;
    this.principal = principal;
    this.#body = body;
  }

  /** Content type and the like, and `x-amz-meta-…`. */
  keptHeaders(): Record<string, string> {
    const kept = Object.entries(this.headers).filter(
      ([name]) => keptHeaders.includes(name) || name.startsWith('x-amz-meta-'),
    );
    const { 'content-encoding': encoding, ...rest } = Object.fromEntries(kept);
    // The encoding of the transfer is none of the object.
    const encodings = (encoding ?? '').split(',').map((name) => name.trim());
    const kind = encodings.filter((name) => name !== '' && name !== 'aws-chunked').join(',');
    return kind === '' ? rest : { ...rest, 'content-encoding': kind };
  }

  /** The checksum that an upload in parts announces. @throws ServiceError (NotImplemented) */
  checksumAlgorithm(): ChecksumAlgorithm | undefined {
    const name = this.headers['x-amz-checksum-algorithm']?.toLowerCase();
    if (name !== undefined && !isSupported(name)) throw notImplemented(`the checksum ${name}`);
    if (this.headers['x-amz-checksum-type'] === 'FULL_OBJECT') throw notImplemented('one checksum of all parts');
    return name;
  }

  /**
   * The body as bytes of an object, and what it is to be held against: the hash that was signed, its length, its MD5
   * and its checksum, which may follow behind it.
   * @throws ServiceError (NotImplemented, MissingContentLength)
   */
  content(): { content: Readable; options: ContentOptions } {
    const { headers } = this;
    const signed = headers['x-amz-content-sha256'] ?? '';
    const isChunked = signed === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
    if (!isChunked && signed.startsWith('STREAMING-')) throw notImplemented(`bodies signed in chunks (${signed})`);
    const length = headers[isChunked ? 'x-amz-decoded-content-length' : 'content-length'];
    if (length === undefined) {
      throw new ServiceError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
    }
    const stated = /^x-amz-checksum-((?!algorithm$|type$|mode$).+)$/;
    const trailer = headers['x-amz-trailer']?.toLowerCase();
    const header = [...Object.keys(headers), ...(trailer === undefined ? [] : [trailer])].find((name) =>
      stated.test(name),
    );
    const checksum = header && stated.exec(header)![1]!;
    if (checksum !== undefined && !isSupported(checksum)) throw notImplemented(`the checksum ${checksum}`);

    const trailers: Record<string, string> = {};
    const verify = ({ size, md5, sha256, checksum: found }: WrittenContent): void => {
      if (size !== Number(length)) {
        throw new ServiceError('IncompleteBody', `The request announced ${length} bytes and had ${size}.`);
      }
      if (/^[0-9a-f]{64}$/.test(signed) && sha256 !== signed) {
        throw new ServiceError(
          'XAmzContentSHA256Mismatch',
          "The provided 'x-amz-content-sha256' header does not match what was computed.",
        );
      }
      const given = headers['content-md5'];
      if (given !== undefined && given !== Buffer.from(md5, 'hex').toString('base64')) {
        throw new ServiceError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
      }
      if (header !== undefined && (headers[header] ?? trailers[header]) !== found) {
        throw new ServiceError(
          'BadDigest',
          `The ${checksum!.toUpperCase()} you specified did not match the calculated checksum.`,
        );
      }
    };
    const content = isChunked ? Readable.from(decodeChunks(this.#body, trailers), { objectMode: false }) : this.#body;
    return { content, options: { checksum, hash: /^[0-9a-f]{64}$/.test(signed), verify } };
  }

  /** A body that describes something, in XML. @throws ServiceError (MaxMessageLengthExceeded, and those of a body) */
  async text(): Promise<string> {
    const { content } = this.content();
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of content as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > 4 * 1024 * 1024) throw new ServiceError('MaxMessageLengthExceeded', 'Your request was too large.');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  /** `If-None-Match: *` and `If-Match` of a write. */
  writeCondition(): { isAbsent: boolean; etag?: string } {
    const { 'if-none-match': none, 'if-match': match } = this.headers;
    if (none !== undefined && none !== '*') throw notImplemented('If-None-Match with an entity tag on writes');
    return { isAbsent: none === '*', etag: match?.replace(/"/g, '') };
  }
}
