import { numberOfCell } from '../records/cells.ts';

const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/**
 * A row of somebody else's file by the names of its columns, or a JSON object by those of its members. It keeps account
 * of what was asked for: what a layout never asks for has no place, and is counted under its name.
 */
export class Row {
  /** Counted from 1. */
  readonly line: number;
  readonly #values: Record<string, unknown>;
  readonly #asked = new Set<string>();
  readonly #notes: string[] = [];

  constructor(values: Record<string, unknown>, line: number) {
    this.#values = values;
    this.line = line;
  }

  /** The first value that is there; a layout may have had several names for one column over the years. */
  value(...names: string[]): unknown {
    for (const name of names) this.#asked.add(name);
    const name = names.find((each) => Object.hasOwn(this.#values, each) && !isAbsent(this.#values[each]));
    return name === undefined ? undefined : this.#values[name];
  }

  /** A text; a number as its digits. What is neither stays, for the rules to refuse. */
  text(...names: string[]): unknown {
    const value = this.value(...names);
    return typeof value === 'string' ? value.trim() || undefined : value;
  }

  /** A number, also one written as text. What is none stays, for the rules to refuse. */
  number(...names: string[]): unknown {
    const value = this.value(...names);
    return typeof value === 'string' ? numberOfCell(value.trim()) : value;
  }

  /** The members of a list, or of a text that separates them; without repetition. */
  list(separator: string, ...names: string[]): string[] {
    const value = this.value(...names);
    const members: unknown[] = Array.isArray(value)
      ? value
      : typeof value === 'string'
        ? value.split(separator)
        : isAbsent(value)
          ? []
          : [value];
    return [...new Set(members.map((member) => String(member).trim()).filter((member) => member !== ''))];
  }

  /** Everything else that was not asked for, with numbers as numbers: for `attributes` or `properties`. */
  rest(...except: string[]): Record<string, unknown> | undefined {
    const names = this.#unasked().filter((name) => !except.includes(name));
    const entries = names.map((name): [string, unknown] => [name, this.number(name)]);
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }

  /** Says what was decided about the row; to be counted, so without values of the row. */
  note(text: string): void {
    this.#notes.push(text);
  }

  notes(): string[] {
    return [...this.#notes, ...this.#unasked().map((name) => `${name} left out`)];
  }

  #unasked(): string[] {
    return Object.keys(this.#values).filter((name) => !this.#asked.has(name) && !isAbsent(this.#values[name]));
  }
}
