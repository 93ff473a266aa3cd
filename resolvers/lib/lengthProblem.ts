import { util } from '@aws-appsync/utils';
import { textProblem, type BoundedText } from '../../schema/contract/checks.ts';

/** Why the first text that is too short or too long is refused, or null. */
export function lengthProblem(texts: BoundedText[]): string | null {
  return texts.reduce<string | null>(
    (problem, text) => problem ?? textProblem(text, bytesOf(text.text, text.maximumBytes)),
    null,
  );
}

/**
 * Bytes of a text in UTF-8, or any number on the same side of `limit`: a UTF-16 unit has one to three bytes, which
 * settles most texts at once. The language has neither charCodeAt nor TextEncoder, so the rest is read off base64.
 */
function bytesOf(text: string, limit: number): number {
  if (text.length > limit || text.length * 3 <= limit) return text.length;
  const encoded = util.base64Encode(text);
  const padding = encoded.endsWith('==') ? 2 : encoded.endsWith('=') ? 1 : 0;
  return (encoded.length / 4) * 3 - padding;
}
