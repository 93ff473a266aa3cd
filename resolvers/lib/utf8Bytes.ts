import { util } from '@aws-appsync/utils';

/**
 * Bytes of a text in UTF-8, or null where it has half of a surrogate pair. The language has neither charCodeAt nor
 * TextEncoder nor isWellFormed, so both are read off base64: what has no UTF-8 does not come back as it was. It takes
 * long for a long text, so of each run of ASCII only one character goes through it.
 */
export function utf8Bytes(text: string): number | null {
  const short = text.replaceAll('[ -~]+', ' ');
  const encoded = util.base64Encode(short);
  if (util.base64Decode(encoded) !== short) return null;
  const padding = encoded.endsWith('==') ? 2 : encoded.endsWith('=') ? 1 : 0;
  return (encoded.length / 4) * 3 - padding + text.length - short.length;
}
