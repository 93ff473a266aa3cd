// The characters, classes and places that a pattern of java.util.regex.Pattern (Java 8) names, in JavaScript's `v` mode.

/** Not `[^]`, which the engine of Node 20 gets wrong in `v` mode. */
export const ANY = '[\\s\\S]';
export const START = `(?<!${ANY})`;
export const END = `(?!${ANY})`;
export const BREAKS = '\\n\\r\\u{85}\\u{2028}\\u{2029}';
const WORD = '\\p{L}\\p{Nd}_';
/** Word boundaries of Java 8: letters and digits of Unicode, and marks that stand on one. */
const BEFORE = `(?<=[${WORD}]|[\\p{L}\\p{Nd}]\\p{Mn}+)`;
const AFTER = `(?:(?=[${WORD}])|(?=\\p{Mn})(?<=[\\p{L}\\p{Nd}]\\p{Mn}*))`;
const NOT_BEFORE = `(?!${BEFORE})`;
const NOT_AFTER = `(?!${AFTER})`;
export const BOUNDARY = `(?:${BEFORE}${NOT_AFTER}|${NOT_BEFORE}${AFTER})`;
export const NO_BOUNDARY = `(?:${BEFORE}${AFTER}|${NOT_BEFORE}${NOT_AFTER})`;
export const CONTROLS: Record<string, number> = { t: 9, n: 10, r: 13, f: 12, a: 7, e: 27 };

export const literal = (code: number): string =>
  /[0-9A-Za-z]/.test(String.fromCodePoint(code)) ? String.fromCodePoint(code) : `\\u{${code.toString(16)}}`;

/** The other case of an ASCII letter, which is all that Java's (?i) means without (?u). */
export const otherCase = (code: number): number | undefined =>
  (code >= 65 && code <= 90) || (code >= 97 && code <= 122) ? code ^ 32 : undefined;

/** Named classes, each as the inside of a class. */
export const PREDEFINED: Record<string, string> = {
  d: '0-9',
  w: 'a-zA-Z_0-9',
  s: '\\t\\n\\v\\f\\r\\u{20}',
  h: '\\u{20}\\u{a0}\\t\\u{1680}\\u{180e}\\u{2000}-\\u{200a}\\u{202f}\\u{205f}\\u{3000}',
  v: '\\n\\v\\f\\r\\u{85}\\u{2028}\\u{2029}',
};

const POSIX: Record<string, string> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\u{0}-\\u{7f}',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '\\u{21}-\\u{2f}\\u{3a}-\\u{40}\\u{5b}-\\u{60}\\u{7b}-\\u{7e}',
  Graph: '\\u{21}-\\u{7e}',
  Print: '\\u{20}-\\u{7e}',
  Blank: '\\u{20}\\t',
  Cntrl: '\\u{0}-\\u{1f}\\u{7f}',
  XDigit: '0-9a-fA-F',
  Space: PREDEFINED.s,
};

const BINARY: Record<string, string> = {
  IsAlphabetic: 'Alphabetic',
  IsIdeographic: 'Ideographic',
  IsLowercase: 'Lowercase',
  IsUppercase: 'Uppercase',
  IsWhite_Space: 'White_Space',
};

const CATEGORY = /^(?:L[ulmot]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfnos]?)$/;
/** What Java's (?i) widens or not depending on its version. */
const CASED = /^(?:Lower|Upper|IsLowercase|IsUppercase|(?:Is)?L[ult])$/;

/** The inside of the class that `\p{name}` stands for; undefined when it is not known for certain. */
export function propertyClass(name: string, caseless: boolean): string | undefined {
  if (caseless && CASED.test(name)) return undefined;
  if (Object.hasOwn(POSIX, name)) return POSIX[name];
  if (Object.hasOwn(BINARY, name)) return `\\p{${BINARY[name]}}`;
  const category = /^(?:Is|gc=|general_category=)?(.+)$/.exec(name)?.[1] ?? '';
  if (CATEGORY.test(category)) return `\\p{${category}}`;
  const script = /^(?:Is|sc=|script=)([A-Z][A-Za-z_]+)$/.exec(name)?.[1];
  return script === undefined ? undefined : `\\p{Script=${script}}`;
}
