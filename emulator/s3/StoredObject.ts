/** How S3 names the checksums that clients send. https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
export type ChecksumAlgorithm = 'crc32' | 'sha1' | 'sha256';

export interface Checksum {
  algorithm: ChecksumAlgorithm;
  /** Base64; of an object made of parts with `-<parts>` behind it. */
  value: string;
}

/** What is known of an object beside its bytes. */
export interface StoredObject {
  key: string;
  /** Bytes. */
  size: number;
  /** Without quotes: MD5 in hex, or of an object made of parts the MD5 of their MD5s with `-<parts>` behind it. */
  etag: string;
  /** Milliseconds since the Unix epoch. */
  lastModified: number;
  /** What the writer gave: content type and the like, and `x-amz-meta-…`; lower-case names. */
  headers: Record<string, string>;
  checksum?: Checksum;
  /** The file in `data/` of the bucket that holds the bytes. */
  file: string;
}
