/** FNV-1a, folded to 16 bits: a small mark to know a text by again; one in 65,536 is taken for another. */
export function hashText(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return ((value >>> 16) ^ value) & 0xffff;
}
