/**
 * Whether a regular expression certainly cannot backtrack without end: no repeated group, no back reference, no
 * look-around, and at most one unbounded repetition. Errs on the side of no.
 */
export function isLinearPattern(pattern: string): boolean {
  if (/\\[1-9k]/.test(pattern)) return false;
  const plain = pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  if (/\)[*+{]|\(\?[=!<]/.test(plain)) return false;
  return (plain.match(/[*+]|\{\d+,\}/g) ?? []).length <= 1;
}
