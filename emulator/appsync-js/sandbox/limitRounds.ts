/**
 * Loops and array methods end without a word after so many elements: aws-appsync-community#371 for reduce, map and
 * for-of; that the other methods do the same is concluded.
 */
export const MAXIMUM_ROUNDS = 1000;

const FROM_THE_START = ['map', 'find', 'filter', 'findIndex', 'forEach', 'reduce', 'every', 'some', 'flatMap'] as const;
const FROM_THE_END = ['reduceRight', 'findLast', 'findLastIndex'] as const;

/** The name by which instrumented code calls a limited method, as it may stand in an error. */
export const LIMITED_NAME = /\$(\w+)(?= is not a function)/;

type AnyMethod = (this: unknown[], ...values: unknown[]) => unknown;

/**
 * Gives arrays the limited methods under the names that instrumented code calls (`$map`); the utilities go on calling
 * the others, which see every element.
 */
export function limitRounds(): void {
  const define = (name: string, method: AnyMethod): void => {
    Object.defineProperty(Array.prototype, `$${name}`, { value: method, enumerable: false });
  };
  for (const name of FROM_THE_START) {
    const whole = Array.prototype[name] as AnyMethod;
    define(name, function limited(...values) {
      return whole.apply(this.length > MAXIMUM_ROUNDS ? this.slice(0, MAXIMUM_ROUNDS) : this, values);
    });
  }
  for (const name of FROM_THE_END) {
    const whole = Array.prototype[name] as AnyMethod;
    define(name, function limited(...values) {
      if (this.length <= MAXIMUM_ROUNDS) return whole.apply(this, values);
      const found = whole.apply(this.slice(-MAXIMUM_ROUNDS), values);
      return name === 'findLastIndex' && (found as number) >= 0
        ? (found as number) + this.length - MAXIMUM_ROUNDS
        : found;
    });
  }
}
