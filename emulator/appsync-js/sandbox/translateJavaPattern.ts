import {
  ANY,
  BOUNDARY,
  BREAKS,
  CONTROLS,
  END,
  literal,
  NO_BOUNDARY,
  otherCase,
  PREDEFINED,
  propertyClass,
  START,
} from './javaCharacters.ts';

/** A pattern of java.util.regex.Pattern in JavaScript's `v` mode; Java's group 3 is the group named `g3`. */
export interface TranslatedPattern {
  text: string;
  groupCount: number;
  groupNames: Record<string, number>;
  /** Groups within a repeated group: after a round without them Java keeps what they held, JavaScript does not. */
  uncertainGroups: number[];
}

/** Said by the translation of what it cannot say exactly, and of what Java would refuse. */
export class PatternRefused extends TypeError {}

interface Flags {
  caseless: boolean;
  multiline: boolean;
  dotAll: boolean;
  comments: boolean;
  unixLines: boolean;
}

const FLAG_NAMES: Record<string, keyof Flags> = {
  i: 'caseless',
  m: 'multiline',
  s: 'dotAll',
  x: 'comments',
  d: 'unixLines',
};

/** Translated text, and whether it may match nothing. */
interface Part {
  text: string;
  mayBeEmpty: boolean;
}

const solid = (text: string): Part => ({ text, mayBeEmpty: false });
const empty = (text: string): Part => ({ text, mayBeEmpty: true });

class Translator {
  readonly #source: string;
  #at = 0;
  #flags: Flags = { caseless: false, multiline: false, dotAll: false, comments: false, unixLines: false };
  #groups = 0;
  #atomics = 0;
  #lookbehinds = 0;
  readonly #names: Record<string, number> = {};
  readonly #uncertain: number[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  translate(): TranslatedPattern {
    const { text } = this.#alternatives();
    if (this.#at < this.#source.length) this.#refuse('unmatched )');
    return { text, groupCount: this.#groups, groupNames: this.#names, uncertainGroups: this.#uncertain };
  }

  #refuse(reason: string): never {
    throw new PatternRefused(`"${this.#source}" is not a pattern this emulator can run: ${reason} (at ${this.#at})`);
  }

  #has(text: string): boolean {
    return this.#source.startsWith(text, this.#at);
  }

  #take(text: string): boolean {
    if (!this.#has(text)) return false;
    this.#at += text.length;
    return true;
  }

  /** What matches a sticky expression at the place reached, taken. */
  #match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#source);
    if (found !== null) this.#at += found[0].length;
    return found;
  }

  #nextCode(): number {
    const code = this.#source.codePointAt(this.#at);
    if (code === undefined) this.#refuse('it ends too early');
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }

  #skipComments(): void {
    if (this.#flags.comments) this.#match(/(?:[ \t\n\v\f\r]|#[^\n]*)*/y);
  }

  #alternatives(): Part {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    return { text: parts.map(({ text }) => text).join('|'), mayBeEmpty: parts.some(({ mayBeEmpty }) => mayBeEmpty) };
  }

  #sequence(): Part {
    let text = '';
    let mayBeEmpty = true;
    for (;;) {
      this.#skipComments();
      if (this.#at >= this.#source.length || this.#has('|') || this.#has(')')) return { text, mayBeEmpty };
      const before = this.#groups;
      const isCapture = this.#match(/\((?!\?)|\(\?<(?![=!])/y);
      if (isCapture !== null) this.#at -= isCapture[0].length;
      const atoms = this.#atoms();
      const last = atoms.pop();
      if (last !== undefined) atoms.push(this.#quantified(last, before + (isCapture === null ? 0 : 1)));
      text += atoms.map((atom) => atom.text).join('');
      mayBeEmpty &&= atoms.every((atom) => atom.mayBeEmpty);
    }
  }

  /** One atom, or the characters of a quotation, of which only the last is repeated; nothing for flags. */
  #atoms(): Part[] {
    if (this.#take('\\Q')) {
      const end = this.#source.indexOf('\\E', this.#at);
      const quoted = this.#source.slice(this.#at, end < 0 ? undefined : end);
      this.#at = end < 0 ? this.#source.length : end + 2;
      return [...quoted].map((character) => solid(this.#literal(character.codePointAt(0) as number)));
    }
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return [solid(this.#class())];
    if (this.#take('.')) return [solid(this.#flags.dotAll ? ANY : `[^${this.#flags.unixLines ? '\\n' : BREAKS}]`)];
    if (this.#take('^')) return [empty(this.#lineStart())];
    if (this.#take('$')) return [empty(this.#lineEnd(this.#flags.multiline))];
    if (this.#take('\\')) return [this.#escape()];
    if (this.#match(/[*+?{]/y) !== null) this.#refuse('nothing to repeat');
    return [solid(this.#literal(this.#nextCode()))];
  }

  #literal(code: number): string {
    const other = this.#flags.caseless ? otherCase(code) : undefined;
    return other === undefined ? literal(code) : `[${literal(code)}${literal(other)}]`;
  }

  #quantified(atom: Part, firstInner: number): Part {
    this.#skipComments();
    const found = this.#match(/([*+?]|\{\d+(?:,\d*)?\})([?+]?)/y);
    if (found === null) return atom;
    const [, quantifier, mode] = found;
    this.#skipComments();
    if (this.#match(/[*+?{]/y) !== null) this.#refuse('a repetition of a repetition');
    const isUnbounded = /^[*+]|,\}$/.test(quantifier);
    if (isUnbounded && this.#lookbehinds > 0) this.#refuse('a look-behind without an obvious maximum length');
    if (quantifier !== '?')
      for (let group = firstInner + 1; group <= this.#groups; group += 1) this.#uncertain.push(group);
    const repeated = this.#repeated(atom, quantifier, mode === '?');
    const mayBeEmpty = atom.mayBeEmpty || /^[*?]|^\{0+[,}]/.test(quantifier);
    return { text: mode === '+' ? this.#atomic(repeated) : repeated, mayBeEmpty };
  }

  /** JavaScript drops a round that matched nothing, Java takes it; only where no round is optional they agree. */
  #repeated({ text, mayBeEmpty }: Part, quantifier: string, isLazy: boolean): string {
    if (!mayBeEmpty || /^\{\d+\}$/.test(quantifier)) return `(?:${text})${quantifier}${isLazy ? '?' : ''}`;
    if (quantifier !== '?') this.#refuse('a repetition of what may be empty');
    return isLazy ? `(?:|${text})` : `(?:${text}|)`;
  }

  /** JavaScript never goes back into a look-ahead, so what it found, taken by its name, is atomic. */
  #atomic(text: string): string {
    this.#atomics += 1;
    return `(?:(?=(?<a${this.#atomics}>${text}))\\k<a${this.#atomics}>)`;
  }

  #group(): Part[] {
    const outer = { ...this.#flags };
    const flags = this.#match(/\?([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])/y);
    if (flags !== null) {
      this.#setFlags(flags[1], true);
      this.#setFlags(flags[2] ?? '', false);
      return flags[3] === ')' ? [] : [this.#rest('(?:', outer)];
    }
    const look = this.#match(/\?(?:<?[=!]|>)/y)?.[0];
    if (look === '?>') {
      const { text, mayBeEmpty } = this.#rest('(?:', outer);
      return [{ text: this.#atomic(text), mayBeEmpty }];
    }
    if (look !== undefined) {
      const isBehind = look.startsWith('?<');
      const before = this.#groups;
      if (isBehind) this.#lookbehinds += 1;
      const { text } = this.#rest(`(?:(${look}`, outer);
      if (isBehind) this.#lookbehinds -= 1;
      if (isBehind && this.#groups > before) this.#refuse('a group in a look-behind');
      return [empty(`${text})`)];
    }
    const name = this.#match(/\?<([A-Za-z][A-Za-z0-9]*)>/y)?.[1];
    if (name === undefined && this.#has('?')) this.#refuse('an unknown kind of group');
    this.#groups += 1;
    const index = this.#groups;
    if (name !== undefined) this.#names[name] = index;
    return [this.#rest(`(?<g${index}>`, outer)];
  }

  /** The rest of a group with its parenthesis, behind what opens it. */
  #rest(opening: string, outer: Flags): Part {
    const { text, mayBeEmpty } = this.#alternatives();
    if (!this.#take(')')) this.#refuse('a group that is not closed');
    this.#flags = outer;
    return { text: `${opening}${text})`, mayBeEmpty };
  }

  #setFlags(letters: string, value: boolean): void {
    for (const letter of letters) {
      if (!Object.hasOwn(FLAG_NAMES, letter)) this.#refuse(`the flag ${letter}`);
      this.#flags = { ...this.#flags, [FLAG_NAMES[letter]]: value };
    }
  }

  #lineStart(): string {
    if (!this.#flags.multiline) return START;
    if (this.#flags.unixLines) return `(?:${START}|(?<=\\n)(?=${ANY}))`;
    return `(?:${START}|(?:(?<=[\\n\\u{85}\\u{2028}\\u{2029}])|(?<=\\r)(?!\\n))(?=${ANY}))`;
  }

  /** Java's `$` and `\Z` also match before a break that ends the text, never within \r\n. */
  #lineEnd(multiline: boolean): string {
    const atEnd = multiline ? '' : END;
    if (this.#flags.unixLines) return `(?:${END}|(?=\\n${atEnd}))`;
    return `(?:${END}|(?=(?:\\r\\n|[\\r\\u{85}\\u{2028}\\u{2029}]|(?<!\\r)\\n)${atEnd}))`;
  }

  #escape(): Part {
    if (this.#take('A')) return empty(START);
    if (this.#take('z')) return empty(END);
    if (this.#take('Z')) return empty(this.#lineEnd(false));
    if (this.#take('b')) return empty(BOUNDARY);
    if (this.#take('B')) return empty(NO_BOUNDARY);
    if (this.#take('R')) return solid(this.#atomic(`\\r\\n|[${PREDEFINED.v}]`));
    if (this.#match(/[1-9k]/y) !== null) this.#refuse('a back reference');
    const named = this.#namedClass();
    return solid(named === undefined ? this.#literal(this.#escapedCode()) : `[${named}]`);
  }

  /** `\d`, `\P{Lu}` and their kin behind the backslash, as the inside of a class. */
  #namedClass(): string | undefined {
    const simple = this.#match(/[dDwWsShHvV]/y)?.[0];
    if (simple !== undefined) {
      const members = PREDEFINED[simple.toLowerCase()];
      return simple === simple.toLowerCase() ? members : `[^${members}]`;
    }
    const property = this.#match(/([pP])(?:\{(\^?)([A-Za-z_=]+)\}|([A-Z]))/y);
    if (property === null) return this.#has('p') || this.#has('P') ? this.#refuse('a property') : undefined;
    const [, letter, , name = property[4]] = property;
    const members = property[2] === '^' ? undefined : propertyClass(name, this.#flags.caseless);
    if (members === undefined) this.#refuse(`the property ${name}`);
    return letter === 'p' ? members : `[^${members}]`;
  }

  #escapedCode(): number {
    const octal = this.#match(/0([0-3][0-7]{2}|[0-7]{1,2})/y);
    if (octal !== null) return parseInt(octal[1], 8);
    const pair = this.#match(/u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})/y);
    if (pair !== null)
      return String.fromCharCode(parseInt(pair[1], 16), parseInt(pair[2], 16)).codePointAt(0) as number;
    const hexadecimal = this.#match(/x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|x\{([0-9a-fA-F]{1,6})\}/y);
    if (hexadecimal !== null) return parseInt(hexadecimal[1] ?? hexadecimal[2] ?? hexadecimal[3], 16);
    if (this.#take('c')) return this.#nextCode() ^ 64;
    const code = this.#nextCode();
    const letter = String.fromCodePoint(code);
    if (Object.hasOwn(CONTROLS, letter)) return CONTROLS[letter];
    return /[A-Za-z0-9]/.test(letter) ? this.#refuse(`the escape \\${letter}`) : code;
  }

  /** A class behind its bracket: a union, or an intersection of unions; nested ones in a negated class are refused. */
  #class(): string {
    const isNegated = this.#take('^');
    const operands: string[] = [];
    let members = '';
    let isNested = false;
    let isFirst = true;
    for (;;) {
      if (this.#flags.comments) this.#match(/[ \t\n\v\f\r]*/y);
      if (!isFirst && this.#take(']')) break;
      if (this.#take('&&')) {
        if (members === '') this.#refuse('an intersection with nothing');
        operands.push(`[${members}]`);
        members = '';
        continue;
      }
      if (this.#take('[')) {
        isNested = true;
        members += this.#class();
      } else members += this.#member();
      isFirst = false;
    }
    if (operands.length === 0) {
      // Java 8 negates the first part only, later versions the whole.
      if (isNegated && isNested) this.#refuse('a class within a negated class');
      return `[${isNegated ? '^' : ''}${members}]`;
    }
    if (isNegated || members === '') this.#refuse('a negated intersection, or one with nothing');
    return `[${[...operands, `[${members}]`].join('&&')}]`;
  }

  /** A character, a range or a named class within a class. */
  #member(): string {
    if (this.#take('\\Q')) this.#refuse('a quotation within a class');
    const isEscaped = this.#take('\\');
    const named = isEscaped ? this.#namedClass() : undefined;
    if (named !== undefined) return named;
    const first = isEscaped ? this.#escapedCode() : this.#nextCode();
    let last = first;
    if (this.#has('-') && !/^-(?:\]|\[|&&|$)/.test(this.#source.slice(this.#at, this.#at + 3))) {
      this.#take('-');
      last = this.#take('\\') ? this.#escapedCode() : this.#nextCode();
      if (last < first) this.#refuse('a range from high to low');
    }
    return this.#range(first, last);
  }

  #range(first: number, last: number): string {
    const text = (from: number, to: number): string =>
      from === to ? literal(from) : `${literal(from)}-${literal(to)}`;
    let members = text(first, last);
    if (!this.#flags.caseless) return members;
    for (const [low, high] of [
      [65, 90],
      [97, 122],
    ]) {
      const from = Math.max(first, low);
      const to = Math.min(last, high);
      if (from <= to) members += text(from ^ 32, to ^ 32);
    }
    return members;
  }
}

/**
 * A pattern of Java 8 as one of JavaScript that matches exactly the same.
 * https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html
 * @throws PatternRefused for what Java refuses, and for back references, blocks, (?u) and other things that have no
 * exact counterpart
 */
export const translateJavaPattern = (source: string): TranslatedPattern => new Translator(source).translate();
