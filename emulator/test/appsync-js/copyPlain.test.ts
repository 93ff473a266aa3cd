import { describe, expect, it } from 'vitest';
import { copyPlain, toJson } from '../../appsync-js/sandbox/copyPlain.ts';

const parsed = (value: unknown): unknown => JSON.parse(toJson(value) ?? 'null');

describe('copyPlain', () => {
  const shared = { n: 1 };
  const sparse = [1, 2, 3];
  delete sparse[1];
  it.each<[name: string, value: unknown]>([
    ['nothing', undefined],
    ['numbers without JSON', [NaN, Infinity, -Infinity, -0, 0.1, 1e300]],
    ['undefined members', { a: undefined, b: [undefined, { c: undefined }] }],
    ['holes', sparse],
    ['functions', { a: () => 1, b: [() => 1], c: 2 }],
    ['boxed values', { a: Object('text') as unknown, b: Object(1) as unknown }],
    ['what says its own JSON', { a: { toJSON: () => ({ said: undefined }) } }],
    ['an object without a prototype', Object.assign(Object.create(null) as object, { a: 1 })],
    ['names of built-ins', JSON.parse('{"__proto__":{"a":1},"constructor":2,"toString":{"b":[3]}}')],
    ['lone halves of characters', ['\ud800', '😀', ' ']],
    [
      'getters',
      Object.freeze({
        get a() {
          return [shared];
        },
      }),
    ],
    ['a list with a name', Object.assign([1], { name: 'lost' })],
  ])('gives what JSON gives: %s', (_name, value) => {
    expect(copyPlain(value)).toStrictEqual(parsed(value));
    expect(toJson(copyPlain(value))).toBe(toJson(parsed(value)));
    expect(Object.is(copyPlain(-0), 0)).toBe(true);
  });

  it('parts what was one object', () => {
    const copy = copyPlain({ a: shared, b: shared }) as { a: object; b: object };
    expect(copy.a).not.toBe(copy.b);
    expect(copy.a).not.toBe(shared);
  });

  it('goes as deep as JSON and refuses a circle', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 1000; level += 1) deep = level % 2 ? [deep] : { deep };
    expect(toJson(copyPlain(deep))).toBe(toJson(deep));
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(() => copyPlain(circle)).toThrow(/circular|call stack/);
  });
});
