import { util } from '@aws-appsync/utils';
import { textProblem, type BoundedText } from '../../schema/contract/checks.ts';

/** Why the first text that is too short, too long or no whole text is refused, or null. */
export function lengthProblem(texts: BoundedText[]): string | null {
  return texts.reduce<string | null>((problem, text) => problem ?? textProblem(text, bytesOf(text.text)), null);
}

/**
 * Bytes of a text in UTF-8, or null where it has half of a surrogate pair. The language has neither charCodeAt nor
 * TextEncoder nor isWellFormed, so both are read off base64: what has no UTF-8 does not come back as it was.
 */
function bytesOf(text: string): number | null {
  const encoded = util.base64Encode(text);
  if (util.base64Decode(encoded) !== text) return null;
  const padding = encoded.endsWith('==') ? 2 : encoded.endsWith('=') ? 1 : 0;
  return (encoded.length / 4) * 3 - padding;
}
