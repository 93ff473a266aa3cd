const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };
const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** An element with a text in it. */
export const element = (name: string, text: string | number): string =>
  `<${name}>${String(text).replace(/[&<>"\r]/g, (character) => names[character]!)}</${name}>`;

/** The text that an element holds, with its entities read. */
export const decodeEntities = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return name !== undefined ? (characters[name] ?? whole) : code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

/** What is inside each element of this name, in order: for the flat documents that clients send, where none holds itself. */
export const xmlElements = (text: string, name: string): string[] =>
  [...text.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>(.*?)</${name}>`, 'gs'))].map(([, inside]) => inside!);
