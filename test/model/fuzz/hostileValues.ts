import type { Random } from '../../../model/statistics/createRandom.ts';

/** Values that have broken parsers, as JSON text, because some of them (1e400, 2^53 + 1) cannot be had otherwise. */
const hostile: readonly string[] = [
  ...['null', 'true', 'false', '[]', '{}', '""', '" "', '"x"', '[null]', '[[]]', '{"a":null}'],
  ...['0', '-0', '-1', '1', '0.5', '1e15', '1e-15', '1e126', '1e-140', '1e200', '-1e200', '1e308', '1e400', '-1e400'],
  ...['9007199254740993', '18446744073709551616', '0.1e-400', '"0x1F"', '"1e3"', '"NaN"', '"Infinity"'],
  ...['"\\ud83d"', '"a\\udc00b"', '"\\ud83d\\ude00"', '"\\u0000"', '"\\u202e"', '"e\\u0301"', '"__proto__"'],
  ...['"constructor"', '"toString"', '"hasOwnProperty"', '"2026-02-30T00:00:00Z"', '"yesterday"', '"i0"', '"RATING"'],
  ...['{"__proto__":{"limit":1}}', '{"constructor":1}', '{"length":-1}', '{"then":1}', '["i0","i0",7]', '{"eq":{}}'],
  ...['{"between":[1]}', '{"and":[{"or":[{"not":null}]}]}', '{"$ref":"#"}', '{"S":"i0"}', '{"N":"1"}'],
];

/** One of the hostile values, sometimes a very long or a deeply nested one. */
export function hostileText(random: Random): string {
  const draw = random();
  if (draw < 0.03) return JSON.stringify('é'.repeat(1 + Math.floor(random() * 3000)));
  if (draw < 0.06) return `${'['.repeat(5000)}${']'.repeat(5000)}`;
  if (draw < 0.08) return `${'{"not":'.repeat(200)}{}${'}'.repeat(200)}`;
  return pick(hostile, random);
}

export function pick<T>(values: readonly T[], random: Random): T {
  return values[Math.floor(random() * values.length)];
}

/** The JSON text of an object in which some members, at any depth, are hostile, missing, doubled or unknown. */
export function spoiled(value: unknown, random: Random, rate: number): string {
  if (random() < rate) return hostileText(random);
  if (Array.isArray(value)) return `[${value.map((member) => spoiled(member, random, rate)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    if (random() < rate / 4) continue;
    members.push(`${JSON.stringify(name)}:${spoiled(member, random, rate)}`);
    if (random() < rate / 4) members.push(`${JSON.stringify(name)}:${hostileText(random)}`);
  }
  if (random() < rate / 2)
    members.push(`${pick(['"__proto__"', '"constructor"', '"é"', '""'], random)}:${hostileText(random)}`);
  return `{${members.join(',')}}`;
}
