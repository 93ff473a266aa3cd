import { textProblem, type BoundedText } from '../../schema/contract/checks.ts';
import { utf8Bytes } from './utf8Bytes.ts';

/** Why the first text that is too short, too long or no whole text is refused, or null. */
export function lengthProblem(texts: BoundedText[]): string | null {
  return texts.reduce<string | null>((problem, text) => problem ?? textProblem(text, utf8Bytes(text.text)), null);
}
