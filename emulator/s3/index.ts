export { Buckets } from './Buckets.ts';
export { S3Api } from './S3Api.ts';
export { s3Service } from './s3Service.ts';
export type { Bucket, BucketDefinition, ByteRange, PutOptions } from './Bucket.ts';
export type { StoredObject } from './StoredObject.ts';
export { filesBelow, ObjectStore, readS3Uri, type S3Place } from './ObjectStore.ts';
export { RoleStores } from './RoleStores.ts';
