/** A pattern with an `x` for each escape and each class of characters. */
const plainOf = (pattern: string): string => pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');

/**
 * Whether a regular expression certainly cannot backtrack without end: no repeated group, no back reference, no
 * look-around, and at most one unbounded repetition. Errs on the side of no.
 */
export function isLinearPattern(pattern: string): boolean {
  if (/\\[1-9k]/.test(pattern)) return false;
  const plain = plainOf(pattern);
  if (/\)[*+{]|\(\?[=!<]/.test(plain)) return false;
  return (plain.match(/[*+]|\{\d+,\}/g) ?? []).length <= 1;
}

/**
 * Whether all places of a pattern are certainly found in a time in proportion to the text. A search begins anew at every
 * place, so one repetition is enough to make it quadratic, unless the pattern is nothing else: then it never fails late.
 */
export function isLinearSearch(pattern: string): boolean {
  const plain = plainOf(pattern);
  return isLinearPattern(pattern) && (/^[^()|^$]\+$/.test(plain) || !/[*+{]/.test(plain));
}
