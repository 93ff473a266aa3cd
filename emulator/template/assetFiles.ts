import { readFileSync } from 'node:fs';
import type { Assembly } from './Assembly.ts';
import { ValueUnresolved } from './errors.ts';

/** The file or folder that CDK would upload under an S3 object key. */
export const assetPath = (assembly: Assembly, objectKey: string, place: string): string => {
  const path = assembly.files.get(objectKey);
  if (path === undefined) {
    throw new ValueUnresolved(place, `no asset of the template has the object key ${objectKey}`);
  }
  return path;
};

/** The text of an `s3://bucket/key` location or of a `{ Bucket, Key }` object that an asset stands behind. */
export const assetText = (assembly: Assembly, location: unknown, place: string): string => {
  const key =
    typeof location === 'string'
      ? location.replace(/^s3:\/\/[^/]+\//, '')
      : String((location as { Key?: unknown }).Key);
  return readFileSync(assetPath(assembly, key, place), 'utf8');
};

/** The folder that Docker would build for an image URI that ends in an asset's tag. */
export const imageFolder = (assembly: Assembly, imageUri: string, place: string): string => {
  const tag = imageUri.slice(imageUri.lastIndexOf(':') + 1);
  const image = assembly.images.get(tag);
  if (image === undefined) {
    throw new ValueUnresolved(place, `no Docker asset of the template has the tag ${tag}`);
  }
  return image.folder;
};
