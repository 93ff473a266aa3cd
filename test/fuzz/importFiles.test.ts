import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFormat } from '../../data/formats/openFormat.ts';
import { importData } from '../../data/index.ts';
import { DataError } from '../../data/read/DataError.ts';
import { readCsv } from '../../data/read/readCsv.ts';
import { readJsonRecords } from '../../data/read/readJsonRecords.ts';
import { collect, collectLines } from '../data/helpers/collect.ts';
import { readAll, startTables } from '../data/helpers/startTables.ts';
import { seededRandom } from '../model/kernels/seededRandom.ts';
import { boundaryJson, boundaryTexts, boundaryTimes } from './boundaryValues.ts';

const seed = Number(process.env.RECSYNC_SEED ?? 20261128);
/** A file takes as long as ten operations. */
const runs = Math.max(130, Math.ceil(Number(process.env.RECSYNC_RUNS ?? 0) / 10));
const now = Date.UTC(2026, 10, 21);
/** UTF-8 has no half of a surrogate pair. */
const halfCharacter = /\p{Surrogate}/u;
const fixtures = join(import.meta.dirname, '../fixtures/data');
const timeout = 60_000 + runs * 300;

/** Formats by the folder of an example. */
const examples: Record<string, string> = {
  csv: 'csv',
  jsonl: 'jsonl',
  goodbooks: 'goodbooks',
  gorse: 'gorse',
  metarank: 'metarank',
  'movielens-100k': 'movielens',
  'movielens-10m': 'movielens',
  'movielens-1m': 'movielens',
  'movielens-latest': 'movielens',
  personalize: 'personalize',
  retailrocket: 'retailrocket',
  shopify: 'shopify',
  'shopify-template': 'shopify',
};

describe(`import files (RECSYNC_SEED=${seed} repeats them)`, { timeout }, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recsync-fuzz-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const chanceOf = (number: number) => {
    const random = seededRandom((Math.imul(seed, 0x27d4eb2f) + number) >>> 0);
    const integer = (below: number): number => Math.floor(random() * below);
    return { random, integer, pick: <T>(values: readonly T[]): T => values[integer(values.length)] };
  };

  /** The same file, hurt in one of the ways in which files are. */
  const hurt = (content: Buffer, { integer, pick }: ReturnType<typeof chanceOf>): Buffer => {
    const at = integer(content.length + 1);
    const insert = (bytes: Buffer | string): Buffer =>
      Buffer.concat([content.subarray(0, at), Buffer.from(bytes), content.subarray(at)]);
    return pick<() => Buffer>([
      () => content.subarray(0, at),
      () => content.subarray(at),
      () => insert('\uFEFF'),
      () => Buffer.concat([Buffer.from('\uFEFF'), content]),
      () => insert('\u0000'),
      () => insert(pick(['"', '""', '\\', ',', '\r', '\n', '\r\n', ';', '\t', '::', '|', '{', '[', '}', ']'])),
      () => insert(pick(boundaryTexts)),
      () => insert(Buffer.from([0xff, 0xfe, 0xc0])),
      () => insert('x'.repeat(1_200_000)),
      () => insert('['.repeat(20_000)),
      () => Buffer.concat([content, content]),
      () => Buffer.from(content.map((byte, index) => (index === at ? byte ^ (1 << integer(8)) : byte))),
      () => Buffer.from(content.toString(), 'utf16le'),
      () => Buffer.from(content.toString().replaceAll('\n', '\r')),
      () => Buffer.alloc(0),
    ])();
  };

  it('of every format are read or refused by name, and what is read keeps the rules', async () => {
    const outcomes = { read: 0, refused: 0, records: 0, rejected: 0 };
    const names = Object.keys(examples);
    for (let number = 0; number < runs; number += 1) {
      const chance = chanceOf(number);
      const example = names[number % names.length];
      const copy = join(folder, `hurt-${number}`);
      await cp(join(fixtures, example), copy, { recursive: true });
      const file = join(copy, chance.pick(await readdir(copy)));
      const content = hurt(hurt(await readFile(file), chance), chance);
      const isPacked = chance.random() < 0.1;
      if (isPacked) {
        await rm(file);
        const packed = gzipSync(content);
        await writeFile(
          `${file}.gz`,
          chance.random() < 0.5 ? packed.subarray(0, chance.integer(packed.length)) : packed,
        );
      } else await writeFile(file, content);
      const place = `seed ${seed}, file ${number}: ${file}`;
      try {
        const source = await openFormat(examples[example], { folder: copy, now: () => now });
        const items = await collectLines(source.items({ fraction: 0 }));
        const interactions = await collectLines(source.interactions({ fraction: 0 }));
        for (const { itemId } of [...items.records, ...interactions.records]) {
          expect(Buffer.byteLength(itemId), place).toBeGreaterThan(0);
          expect(Buffer.byteLength(itemId), place).toBeLessThanOrEqual(256);
          expect(itemId, place).not.toMatch(halfCharacter);
        }
        for (const { timestamp, eventValue } of interactions.records) {
          expect(new Date(timestamp).toISOString(), place).toBe(timestamp);
          expect(Number.isFinite(eventValue ?? 0), place).toBe(true);
        }
        const rejected = [...items.rejected, ...interactions.rejected];
        // What is shown of a line must not be the line.
        expect(
          rejected.filter((reason) => reason.length >= 1000),
          place,
        ).toEqual([]);
        outcomes.read += 1;
        outcomes.records += items.records.length + interactions.records.length;
        outcomes.rejected += rejected.length;
      } catch (error) {
        if (!(error instanceof DataError)) throw new Error(place, { cause: error });
        expect(error.message.length, place).toBeLessThan(1000);
        outcomes.refused += 1;
      }
      await rm(copy, { recursive: true });
    }
    console.log(`${runs} files, seed ${seed}:`, outcomes);
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(0);
  });

  /** Texts that a line may hold, and NUL bytes, which it must not lose. */
  const texts = boundaryTexts.filter(
    (text) => !halfCharacter.test(text) && text.length < 500 && !text.includes('\ufeff'),
  );
  const cellOf = (text: string, isQuoted: boolean): string =>
    isQuoted || /["\n\r,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

  it('of CSV lose a broken line and nothing beside it, quotes, NUL and ends of lines within cells', async () => {
    for (let number = 0; number < runs / 10; number += 1) {
      const { random, pick } = chanceOf(number + 1e6);
      const lineEnd = pick(['\n', '\r\n']);
      const rows: { line: string; cells?: string[] }[] = Array.from({ length: 60 }, (_, index) => {
        if (random() < 0.15) {
          return {
            line: pick([`${index},"open`, `${index},st"ray,x`, `${index}`, `${index},a,b,c`, `"${index}"x,a,b`]),
          };
        }
        const cells = [String(index), pick(texts), `${pick(texts)}x`];
        return { line: cells.map((cell) => cellOf(cell, random() < 0.3)).join(','), cells };
      });
      const path = join(folder, `rows-${number}.csv`);
      await writeFile(path, ['a,b,c', ...rows.map(({ line }) => line), ''].join(lineEnd));
      const read = (await collect(readCsv(path))).flat().slice(1);
      const place = `seed ${seed}, file ${number}`;
      expect(
        read.flatMap(({ fields, reason }) => (reason === undefined ? [fields] : [])),
        place,
      ).toEqual(rows.flatMap(({ cells }) => (cells ? [cells] : [])));
    }
  });

  it('of JSON Lines, and of one array, give the same records', async () => {
    for (let number = 0; number < runs / 10; number += 1) {
      const { random, pick } = chanceOf(number + 2e6);
      const rows = Array.from({ length: 60 }, (_, index) =>
        random() < 0.15
          ? pick(['null', '7', '"x"', '{"a":}', `{"a":${'['.repeat(50)}1${']'.repeat(50)}`, '{"a":1}}'].slice(0, 5))
          : JSON.stringify({ index, [pick(texts)]: pick(texts), nested: { text: pick(texts), list: [1, { a: 'b' }] } }),
      );
      const [lines, array] = ['jsonl', 'json'].map((ending) => join(folder, `rows-${number}.${ending}`));
      // What would leave a brace open would cost what follows, of an array only.
      // An array is known by the object that it begins with.
      const closed = [`{"index":-1}`, ...rows].filter((row) => !row.includes('[[') && row !== '{"a":}');
      await writeFile(lines, rows.join('\n'));
      await writeFile(array, `[${closed.join(pick([',', ',\n', ' ,\r\n\t']))}]`);
      const whole = (texts: readonly string[]) =>
        texts.filter((text) => text.startsWith('{"index"')).map((text) => JSON.parse(text) as unknown);
      const valuesOf = async (path: string) =>
        (await collect(readJsonRecords(path))).flat().flatMap(({ value }) => (value ? [value] : []));
      expect(await valuesOf(lines), `lines, seed ${seed}, file ${number}`).toEqual(whole(rows));
      expect(await valuesOf(array), `array, seed ${seed}, file ${number}`).toEqual(whole(closed));
    }
  });

  it('store what was taken and nothing that was refused', async () => {
    const database = await startTables();
    try {
      const tables = await database.makeTables();
      const { random, integer, pick } = chanceOf(3e6);
      const hostile = (value: unknown): unknown =>
        random() < 0.08 ? pick<unknown>([null, 7, {}, [], ...boundaryTexts.slice(0, -2), ...boundaryTimes]) : value;
      const lineOf = (record: object): string =>
        random() < 0.03
          ? pick(['{', 'null', '{"itemId":"x"', ...boundaryJson.filter((text) => text !== '')])
          : JSON.stringify(Object.fromEntries(Object.entries(record).map(([name, value]) => [name, hostile(value)])));
      const count = Math.min(runs, 3000);
      const data = join(folder, 'stored');
      await mkdir(data);
      const items = Array.from({ length: count }, (_, index) => lineOf({ itemId: `i${index}`, title: 'T', price: 3 }));
      const interactions = Array.from({ length: count }, (_, index) =>
        lineOf({
          ...{ userId: `u${integer(20)}`, itemId: `i${integer(count)}`, eventType: pick(['VIEW', 'RATING']) },
          ...{ eventId: `e${index}`, timestamp: new Date(now - index * 60_000).toISOString(), eventValue: 3 },
        }),
      );
      await writeFile(join(data, 'items.jsonl'), items.join('\n'));
      await writeFile(join(data, 'interactions.jsonl'), interactions.join('\n'));
      const { client } = database;
      const result = await importData({ client, tables, stateFolder: folder, folder: data, now: () => now });
      console.log(`${2 * count} lines, seed ${seed}:`, result.items, result.interactions, result.rejected);
      // Twice the same id is one item.
      const catalogue = await readAll(client, tables.catalogue);
      const rows = (await readAll(client, tables.userData)).filter(({ sk }) => sk.S!.startsWith('EVT#'));
      expect(catalogue.length).toBeLessThanOrEqual(result.items);
      expect(rows).toHaveLength(result.interactions);
      expect(result.items + result.interactions + result.rejected).toBe(2 * count);
      expect(Math.min(result.items, result.interactions, result.rejected)).toBeGreaterThan(count / 10);
      const known = new Set(catalogue.map(({ itemId }) => itemId.S));
      expect(rows.filter(({ itemId }) => !known.has(itemId.S))).toEqual([]);
    } finally {
      await database.close();
    }
  });
});
