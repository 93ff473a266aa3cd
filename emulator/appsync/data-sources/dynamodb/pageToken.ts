import { DataSourceError } from '../../errors.ts';
import { toItem } from './attributeValues.ts';
import type { Item } from './attributeValues.ts';

const version = 2;

/** An opaque token for the next page: where the last one ended. AppSync's own is encrypted; nobody may read either. */
export function encodePageToken(lastKey: Item | undefined): string | null {
  if (!lastKey) return null;
  const key = JSON.stringify(lastKey, (_name, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
  return Buffer.from(JSON.stringify({ version, key })).toString('base64url');
}

/** @throws DataSourceError for a text that is no such token */
export function decodePageToken(token: unknown): Item | undefined {
  if (token === undefined || token === null) return undefined;
  try {
    const content = JSON.parse(Buffer.from(String(token), 'base64url').toString('utf8')) as {
      version?: number;
      key?: string;
    };
    if (content.version !== version || content.key === undefined) throw new Error('another version');
    return toItem(JSON.parse(content.key), 'nextToken');
  } catch (cause) {
    throw new DataSourceError('BadRequestException', 'Invalid pagination token given.', { cause });
  }
}
