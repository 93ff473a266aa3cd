/** Share of the longer list's items that the other has too, 0 to 1; two empty lists have nothing to differ in. */
export function overlapOf(first: readonly string[], second: readonly string[]): number {
  const length = Math.max(first.length, second.length);
  if (length === 0) return 1;
  const others = new Set(second);
  return first.filter((itemId) => others.has(itemId)).length / length;
}
