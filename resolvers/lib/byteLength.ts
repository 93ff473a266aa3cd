import { util } from '@aws-appsync/utils';

/** Bytes of a text in UTF-8. The language has neither charCodeAt nor TextEncoder, so it is read off the base64 form. */
export function byteLength(text: string): number {
  const encoded = util.base64Encode(text);
  const padding = encoded.endsWith('==') ? 2 : encoded.endsWith('=') ? 1 : 0;
  return (encoded.length / 4) * 3 - padding;
}

/** Whether a text has at most `limit` bytes. A UTF-16 unit has one to three bytes, which settles most texts at once. */
export function fitsInBytes(text: string, limit: number): boolean {
  return text.length <= limit && (text.length * 3 <= limit || byteLength(text) <= limit);
}
