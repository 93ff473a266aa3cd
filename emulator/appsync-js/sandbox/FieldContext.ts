import { copyPlain } from './copyPlain.ts';

/** A member of the context: JSON that came in, or a plain value of this world that belongs to nobody else. */
export type Slot = { text: string } | { value: unknown };

/** What AppSync gives where the caller left a member out. */
const leftOut: Partial<Record<string, string>> = {
  arguments: '{}',
  stash: '{}',
  env: '{}',
  request: '{"headers":{},"domainName":null}',
  info: '{}',
  identity: 'null',
  source: 'null',
  outErrors: '[]',
};

const nothing: Slot = { text: 'null' };

/** A value of one's own. */
const take = (slot: Slot): unknown => ('text' in slot ? JSON.parse(slot.text) : copyPlain(slot.value));

const textOf = (slot: Slot): string => ('text' in slot ? slot.text : JSON.stringify(slot.value));

/**
 * What the handlers of one field share, for as long as it is resolved. It stays here between them: only what goes to a
 * data source, comes from it or is the answer crosses the border as JSON. Each handler has copies of its own all the same.
 */
export class FieldContext {
  readonly #slots: Partial<Record<string, Slot>> = {};
  #made: Record<string, unknown> = {};
  #returned = nothing;

  /** @param texts names of members, each followed by its JSON */
  constructor(texts: string[]) {
    for (let at = 0; at < texts.length; at += 2) this.#slots[texts[at]] = { text: texts[at + 1] };
  }

  /** Before a handler: `result` is JSON, or what the handler before returned. */
  begin(result: string | undefined, isReturned: boolean, error: string | undefined): void {
    this.#made = {};
    if (isReturned) this.#slots.result = this.#returned;
    else if (result !== undefined) this.#slots.result = { text: result };
    if (error !== undefined) this.#slots.error = { text: error };
  }

  /** A member, made when the code first looks at it: what it does not look at costs nothing. */
  get(name: string): unknown {
    if (Object.hasOwn(this.#made, name)) return this.#made[name];
    const slot = this.#slots[name];
    // Nobody sees the stash again before this handler has ended, and then it is copied.
    let value = slot && (name === 'stash' && 'value' in slot ? slot.value : take(slot));
    const otherwise = leftOut[name];
    if ((value === undefined || value === null) && otherwise !== undefined) value = JSON.parse(otherwise);
    this.#made[name] = value;
    return value;
  }

  /**
   * After a handler.
   * @throws TypeError when what it leaves refers to itself
   */
  end(returned: unknown, appendedErrors: unknown[]): void {
    this.#returned = nothing;
    const value = copyPlain(returned);
    const stash = Object.hasOwn(this.#made, 'stash') ? { value: copyPlain(this.#made.stash) } : undefined;
    if (stash) this.#slots.stash = stash;
    if (appendedErrors.length > 0) {
      const before = this.#slots.outErrors ? (take(this.#slots.outErrors) as unknown[]) : [];
      this.#slots.outErrors = { value: [...before, ...(copyPlain(appendedErrors) as unknown[])] };
    }
    this.#returned = { value };
  }

  /** Takes JSON for what a handler would have returned. */
  give(text: string): void {
    this.#returned = { text };
  }

  /** What was returned becomes the previous result. */
  passOn(): void {
    const returned = this.#returned;
    this.#slots.prev =
      'text' in returned ? { text: `{"result":${returned.text}}` } : { value: { result: returned.value } };
    this.#slots.result = nothing;
    this.#slots.error = nothing;
  }

  /** JSON of what was returned. */
  returned(): string {
    return textOf(this.#returned);
  }

  /** JSON of the stash. */
  stash(): string {
    return this.#slots.stash ? textOf(this.#slots.stash) : '{}';
  }
}

/** The names of what handlers see; read-only on AWS by any path, while what they hold, the stash first, is not. */
export function createContext(field: FieldContext): Record<string, unknown> {
  return Object.freeze({
    get arguments() {
      return field.get('arguments');
    },
    get args() {
      return field.get('arguments');
    },
    get source() {
      return field.get('source');
    },
    get identity() {
      return field.get('identity');
    },
    get request() {
      return field.get('request');
    },
    get result() {
      return field.get('result');
    },
    get prev() {
      return field.get('prev');
    },
    get stash() {
      return field.get('stash');
    },
    get env() {
      return field.get('env');
    },
    get info() {
      return field.get('info');
    },
    get error() {
      return field.get('error');
    },
    get outErrors() {
      return field.get('outErrors');
    },
  });
}
