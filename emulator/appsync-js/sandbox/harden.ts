import { speakJava } from './javaText.ts';
import { limitRounds } from './limitRounds.ts';

/** Names APPSYNC_JS does not have; what the utilities need of them they took at load. */
const HIDDEN = [
  'AggregateError',
  'ArrayBuffer',
  'Atomics',
  'BigInt',
  'BigInt64Array',
  'BigUint64Array',
  'DataView',
  'Date',
  'FinalizationRegistry',
  'Float32Array',
  'Float64Array',
  'Function',
  'Int16Array',
  'Int32Array',
  'Int8Array',
  'Intl',
  'Iterator',
  'Map',
  'Promise',
  'Proxy',
  'Reflect',
  'RegExp',
  'Set',
  'SharedArrayBuffer',
  'Symbol',
  'Uint16Array',
  'Uint32Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'WeakMap',
  'WeakRef',
  'WeakSet',
  'WebAssembly',
  'console',
  'escape',
  'eval',
  'unescape',
];

type Holder = Record<PropertyKey, unknown>;

/**
 * Makes assignment to an inherited name work on ordinary objects although the prototype is frozen: without this,
 * `item.toString = …` would throw (the "override mistake" of ECMAScript 10.1.9).
 */
function allowOverriding(prototype: object): void {
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
    if (descriptor === undefined || !('value' in descriptor) || !descriptor.configurable) continue;
    // V8 stops trusting the species of every array of the process: `slice`, `map`, `filter` would take six times as long.
    if (prototype === Array.prototype && name === 'constructor') continue;
    const { value } = descriptor;
    Object.defineProperty(prototype, name, {
      get: () => value,
      set(this: object, replacement: unknown) {
        if (this === prototype) throw new TypeError(`${name} of a built-in prototype is read-only`);
        Object.defineProperty(this, name, { value: replacement, writable: true, enumerable: true, configurable: true });
      },
      enumerable: false,
      configurable: false,
    });
  }
}

/** On AWS null and undefined are joined as the text null (aws-appsync-community#335). */
function joinNulls(): void {
  const { join } = Array.prototype;
  Array.prototype.join = function joinAsOnAws(this: unknown[], separator?: string): string {
    return join.call(
      this.map((each) => each ?? 'null'),
      separator,
    );
  };
}

function freezeDeep(value: unknown, seen: Set<unknown>): void {
  const isHolder = (typeof value === 'object' && value !== null) || typeof value === 'function';
  if (!isHolder || seen.has(value)) return;
  seen.add(value);
  Object.freeze(value);
  for (const key of Reflect.ownKeys(value as object)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    if (descriptor !== undefined && 'value' in descriptor) freezeDeep(descriptor.value, seen);
  }
  freezeDeep(Object.getPrototypeOf(value), seen);
}

/**
 * Closes the context after the utilities are in place: built-ins, `modules` and the globals `provided` cannot be changed
 * by one call for the next, and names the language lacks are gone.
 */
export function harden(provided: Record<string, unknown>, modules: unknown): void {
  const scope = globalThis as unknown as Holder;
  // Stack traces can be rewritten through these two, which would show resolver code the frames of the host.
  Object.defineProperty(Error, 'prepareStackTrace', { value: undefined, writable: false, configurable: false });
  delete (Error as unknown as Holder).captureStackTrace;
  for (const [name, value] of Object.entries(provided)) {
    Object.defineProperty(scope, name, { value, writable: false, configurable: false, enumerable: false });
  }
  const roots: unknown[] = Object.getOwnPropertyNames(scope)
    .filter((name) => name !== 'globalThis')
    .map((name) => scope[name]);
  roots.push(
    Object.getPrototypeOf(function* generator() {
      yield 0;
    }),
    Object.getPrototypeOf(async () => 0),
    Object.getPrototypeOf(async function* generator() {
      yield 0;
    }),
    Object.getPrototypeOf([][Symbol.iterator]()),
    Object.getPrototypeOf(''[Symbol.iterator]()),
  );
  joinNulls();
  limitRounds();
  speakJava();
  allowOverriding(Object.prototype);
  allowOverriding(Array.prototype);
  const seen = new Set<unknown>([scope]);
  for (const root of [...roots, modules]) freezeDeep(root, seen);
  for (const name of HIDDEN) delete scope[name];
}
