import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, shuffle } from '../../model/statistics/createRandom.ts';

/**
 * Cuts a file of `user, item, value, Unix seconds` into train.tsv and test.tsv. Usage:
 *   tsx bench/quality/split.ts <interactions.tsv> window 80-100 <output folder>
 *     trains on the oldest 80 % of all lines and asks about what follows up to 100 %
 *   tsx bench/quality/split.ts <interactions.tsv> newest 20 <output folder>
 *     asks about the newest 20 % of each user's lines, at least one; users with fewer than 3 lines are trained on
 *   tsx bench/quality/split.ts <interactions.tsv> random 20 <output folder>
 *     asks about 20 % of all lines, drawn by seed 1; lines need no times, nor does the next
 *   tsx bench/quality/split.ts <interactions.tsv> last 1 <output folder>
 *     asks about the last line of each user with at least 3
 */
async function split(from: string, how: string, parts: string, to: string): Promise<void> {
  const lines = (await readFile(from, 'utf8'))
    .trim()
    .split(/\r?\n/)
    .map((text) => ({ text, fields: text.split('\t') }));
  const needsTimes = how === 'window' || how === 'newest';
  const sorted = lines
    .map(({ text, fields: [user, , , time] }) => ({ text, user, time: time === undefined ? 0 : Number(time) }))
    .sort((a, b) => a.time - b.time);
  if (needsTimes && lines.some(({ fields: [, , , time] }) => !Number.isFinite(Number(time))))
    throw new Error(`${from}: every line needs a time in its fourth column.`);
  const cutters: Record<string, (sorted: readonly Line[], parts: string) => Cut> = { window, newest, random, last };
  const cutter = cutters[how];
  if (cutter === undefined) throw new Error(`Unknown cut "${how}": ${Object.keys(cutters).join(' or ')}.`);
  const { train, test } = cutter(sorted, parts);
  await mkdir(to, { recursive: true });
  await writeFile(join(to, 'train.tsv'), `${train.map(({ text }) => text).join('\n')}\n`);
  await writeFile(join(to, 'test.tsv'), `${test.map(({ text }) => text).join('\n')}\n`);
  console.log(`${train.length} lines to train on and ${test.length} to ask about in ${to}`);
}

interface Line {
  text: string;
  user: string;
  time: number;
}

interface Cut {
  train: Line[];
  test: Line[];
}

/** All that happened in one window of time, in per cent of the lines. */
function window(sorted: readonly Line[], parts: string): Cut {
  const [start, end] = parts.split('-').map((part) => Math.floor((sorted.length * Number(part)) / 100));
  return { train: sorted.slice(0, start), test: sorted.slice(start, end) };
}

/** A per cent of all lines, whoever's and whenever they are. */
function random(sorted: readonly Line[], part: string): Cut {
  const order = shuffle(Uint32Array.from(sorted.keys()), createRandom(1));
  const asked = new Set(order.subarray(0, Math.round((sorted.length * Number(part)) / 100)));
  return {
    train: sorted.filter((_, place) => !asked.has(place)),
    test: sorted.filter((_, place) => asked.has(place)),
  };
}

/** The newest per cent of each user's lines. */
function newest(sorted: readonly Line[], part: string): Cut {
  return ofEachUser(sorted, (lines) => Math.max(1, Math.round((lines * Number(part)) / 100)));
}

/** The newest lines of each user, as many as said. */
function last(sorted: readonly Line[], count: string): Cut {
  return ofEachUser(sorted, () => Number(count));
}

function ofEachUser(sorted: readonly Line[], asked: (lines: number) => number): Cut {
  const byUser = new Map<string, Line[]>();
  for (const line of sorted) {
    const known = byUser.get(line.user);
    if (known === undefined) byUser.set(line.user, [line]);
    else known.push(line);
  }
  const train: Line[] = [];
  const test: Line[] = [];
  for (const lines of byUser.values()) {
    const count = lines.length < 3 ? 0 : asked(lines.length);
    train.push(...lines.slice(0, lines.length - count));
    test.push(...lines.slice(lines.length - count));
  }
  return { train, test };
}

await split(process.argv[2], process.argv[3], process.argv[4], process.argv[5]);
