import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFormats, openFormat } from '../../data/formats/openFormat.ts';
import { csvFormat, jsonFormat } from '../../data/formats/ownFormats.ts';
import type { FolderOptions } from '../../data/formats/openFolder.ts';
import { collectLines } from './helpers/collect.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recsync-docs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const page = await readFile(join(import.meta.dirname, '../../docs/import.md'), 'utf8');

test('the examples of docs/import.md can be imported as they stand', async () => {
  const blocks = [...page.matchAll(/^```\w*\n([^]*?)^```$/gm)].map(([, content]) => content);
  const example = (start: string) =>
    blocks.find((block) => block.startsWith(start)) ?? `no example begins with ${start}`;
  await writeFile(join(folder, 'items.jsonl'), example('{"itemId"'));
  await writeFile(join(folder, 'interactions.jsonl'), example('{"userId"'));
  await writeFile(join(folder, 'items.csv'), example('itemId,'));
  await writeFile(join(folder, 'interactions.csv'), example('userId,'));

  for (const open of [jsonFormat.open, csvFormat.open]) {
    const source = await open({ folder, now: () => Date.UTC(2027, 0, 1) } as FolderOptions);
    const items = await collectLines(source.items({ fraction: 0 }));
    const interactions = await collectLines(source.interactions({ fraction: 0 }));
    expect([...items.rejected, ...interactions.rejected]).toEqual([]);
    expect(items.records).toMatchObject([{ itemId: 'kettle-1', attributes: { litres: 1.5 } }]);
    expect(interactions.records).toMatchObject([
      { userId: 'ada', itemId: 'kettle-1', timestamp: '2026-03-01T12:00:00.000Z' },
    ]);
  }
});

describe('the table of docs/import.md', async () => {
  const fixtures = join(import.meta.dirname, '../fixtures/data');
  const folders = await readdir(fixtures);
  const rows = [...page.matchAll(/^\| `(\w+)` \| [^|]+ \| ([^|]+) \|/gm)].map(([, name, recognisedBy]) => ({
    name,
    /** The columns or files that stand together, a list for each kind of file. */
    kinds: recognisedBy.split(/;|, or|, also/).map((kind) => [...kind.matchAll(/`([^`]+)`/g)].map(([, text]) => text)),
  }));

  test('has a row for each format', () => {
    expect(rows.map(({ name }) => name)).toEqual(importFormats);
  });

  test.each(rows)('$name is recognised by what the table says, without --format', async ({ name, kinds }) => {
    const samples = folders.filter((each) => each === name || each.startsWith(`${name}-`));
    expect(samples).not.toEqual([]);
    for (const sample of samples) {
      const options = { folder: join(fixtures, sample), now: () => Date.UTC(2027, 0, 1) };
      const recognised = await openFormat(undefined, options);
      const named = await openFormat(name, options);
      expect(recognised.fingerprint).toBe(named.fingerprint);
      const [title, because] = recognised.readAs?.split(', because ') ?? [];
      expect(title).toBe(named.readAs);
      // The reason is one of the kinds of files in the table, or several.
      const isNamed = (kind: string[]) => kind.length > 0 && kind.every((text) => because.includes(text));
      expect(kinds.filter(isNamed).length, because).toBeGreaterThan(0);
      const items = await collectLines(recognised.items({ fraction: 0 }));
      const interactions = await collectLines(recognised.interactions({ fraction: 0 }));
      expect(items.records.length + interactions.records.length).toBeGreaterThan(0);
    }
  });
});
