import { translateJavaPattern } from './translateJavaPattern.ts';
import type { TranslatedPattern } from './translateJavaPattern.ts';

// Names that the context hides or that get another meaning below; the utilities keep these.
const { RegExp: Expression } = globalThis;
const { parse } = JSON;
const { replace: replaceByExpression } = String.prototype;

interface CompiledPattern extends TranslatedPattern {
  whole: RegExp;
  first: RegExp;
  all: RegExp;
}

const MAXIMUM_COMPILED = 500;
const compiled = new Map<string, CompiledPattern>();

function compile(source: string): CompiledPattern {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const pattern = translateJavaPattern(source);
  const expression = (text: string, flags: string): RegExp => {
    try {
      return new Expression(text, flags);
    } catch (cause) {
      throw new TypeError(`"${source}" is not a pattern this emulator can run (${String(cause)})`);
    }
  };
  const made = {
    ...pattern,
    whole: expression(`(?<![\\s\\S])(?:${pattern.text})(?![\\s\\S])`, 'v'),
    first: expression(pattern.text, 'v'),
    all: expression(pattern.text, 'gv'),
  };
  // Patterns can come from callers' arguments, so the store must not grow for ever.
  if (compiled.size >= MAXIMUM_COMPILED) compiled.clear();
  compiled.set(source, made);
  return made;
}

/** `util.matches`: whether the whole text matches, as java.util.regex.Pattern.matches. */
export const matches = (pattern: string, text: string): boolean => compile(String(pattern)).whole.test(String(text));

/**
 * A replacement of java.util.regex.Matcher as texts and numbers of groups: `$1`, `${name}`, and `\` before a character
 * that is meant. https://docs.oracle.com/javase/8/docs/api/java/util/regex/Matcher.html#appendReplacement
 */
function parseReplacement(text: string, pattern: CompiledPattern): (string | number)[] {
  const parts: (string | number)[] = [];
  let at = 0;
  const addGroup = (group: number): void => {
    if (pattern.uncertainGroups.includes(group)) {
      throw new TypeError(`The replacement "${text}" takes group ${group}, which lies in a repeated group`);
    }
    parts.push(group);
  };
  while (at < text.length) {
    const character = text[at];
    at += 1;
    if (character === '\\') {
      if (at >= text.length) throw new TypeError(`The replacement "${text}" ends in a single \\`);
      parts.push(text[at]);
      at += 1;
    } else if (character === '$') {
      const [whole, digits, name] = /^(?:(\d)|\{([A-Za-z][A-Za-z0-9]*)\})/.exec(text.slice(at)) ?? [];
      if (whole === undefined) throw new TypeError(`The replacement "${text}" has an illegal group reference`);
      at += whole.length;
      let group = digits === undefined ? pattern.groupNames[name] : Number(digits);
      if (group === undefined || group > pattern.groupCount) {
        throw new TypeError(`The replacement "${text}" takes a group ${name ?? digits} that the pattern does not have`);
      }
      // As many digits as there are groups for.
      while (digits !== undefined && /\d/.test(text[at] ?? '')) {
        const longer = group * 10 + Number(text[at]);
        if (longer > pattern.groupCount) break;
        group = longer;
        at += 1;
      }
      addGroup(group);
    } else parts.push(character);
  }
  return parts;
}

function replace(text: string, source: string, replacement: string, isEvery: boolean): string {
  const pattern = compile(source);
  const parts = parseReplacement(replacement, pattern);
  const fill = (whole: string, ...rest: unknown[]): string => {
    const groups = (rest[rest.length - 1] ?? {}) as Record<string, string | undefined>;
    return parts
      .map((part) => (typeof part === 'string' ? part : part === 0 ? whole : (groups[`g${part}`] ?? '')))
      .join('');
  };
  return replaceByExpression.call(text, isEvery ? pattern.all : pattern.first, fill as (whole: string) => string);
}

/**
 * Where the page of supported features says that Java shines through: the pattern of `replace` and `replaceAll` is one
 * of Java (and so is the replacement, we conclude), and JSON.parse answers what is not JSON with an empty text.
 */
export function speakJava(): void {
  const method = (isEvery: boolean) =>
    function replaceAsOnAws(this: string, pattern: unknown, replacement: unknown): string {
      // The utilities use expressions of JavaScript, which resolver code cannot write.
      if (pattern instanceof Expression) {
        return replaceByExpression.call(this, pattern, replacement as () => string);
      }
      return replace(String(this), String(pattern), String(replacement), isEvery);
    };
  String.prototype.replace = method(false) as typeof String.prototype.replace;
  String.prototype.replaceAll = method(true) as typeof String.prototype.replaceAll;
  JSON.parse = (text: unknown): unknown => {
    try {
      return parse(String(text));
    } catch {
      return '';
    }
  };
}
