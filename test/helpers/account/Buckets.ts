import { ServiceRefusal, xml } from './protocol.ts';

interface BucketDouble {
  /** By `<key> <version>`, oldest first. */
  objects: Set<string>;
  uploads: Set<string>;
  /** S3 answers a page of at most so many; a thousand in truth. */
  pageSize: number;
}

/** S3 for emptying and deleting buckets, path-style. */
export class Buckets {
  readonly all = new Map<string, BucketDouble>();

  make(name: string, objects: string[] = [], uploads: string[] = []): void {
    this.all.set(name, { objects: new Set(objects), uploads: new Set(uploads), pageSize: 2 });
  }

  /** @returns the name of the operation and the body of the answer */
  handle(method: string, url: URL, body: string): { operation: string; answer: string } {
    const [, name, key = ''] = /^\/([^/]+)\/?(.*)$/.exec(url.pathname)!;
    const bucket = this.all.get(name);
    if (!bucket) throw new ServiceRefusal('NoSuchBucket', 'The specified bucket does not exist', 404);
    const has = (parameter: string): boolean => url.searchParams.has(parameter);
    if (method === 'GET' && has('versions')) {
      const versions = [...bucket.objects].slice(0, bucket.pageSize).map((object) => {
        const [Key, VersionId] = object.split(' ');
        return xml(
          VersionId.startsWith('marker') ? 'DeleteMarker' : 'Version',
          xml('Key', Key),
          xml('VersionId', VersionId),
        );
      });
      const isCut = String(bucket.objects.size > bucket.pageSize);
      return {
        operation: 'ListObjectVersions',
        answer: xml('ListVersionsResult', xml('IsTruncated', isCut), ...versions),
      };
    }
    if (method === 'POST' && has('delete')) {
      for (const [, object] of body.matchAll(/<Object>(.*?)<\/Object>/gs)) {
        const [Key, VersionId] = ['Key', 'VersionId'].map((tag) => new RegExp(`<${tag}>(.*?)<`).exec(object)?.[1]);
        bucket.objects.delete(`${Key} ${VersionId}`);
      }
      return { operation: 'DeleteObjects', answer: xml('DeleteResult', '<!-- quiet -->') };
    }
    if (method === 'GET' && has('uploads')) {
      const uploads = [...bucket.uploads].map((upload) => xml('Upload', xml('Key', upload), xml('UploadId', upload)));
      return {
        operation: 'ListMultipartUploads',
        answer: xml('ListMultipartUploadsResult', xml('Bucket', name), ...uploads),
      };
    }
    if (method === 'DELETE' && has('uploadId')) {
      bucket.uploads.delete(key);
      return { operation: 'AbortMultipartUpload', answer: '' };
    }
    if (method === 'DELETE' && key === '') {
      if (bucket.objects.size > 0) {
        throw new ServiceRefusal('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409);
      }
      this.all.delete(name);
      return { operation: 'DeleteBucket', answer: '' };
    }
    throw new ServiceRefusal('NotImplemented', `${method} ${url.href} is not part of the double`, 501);
  }
}
