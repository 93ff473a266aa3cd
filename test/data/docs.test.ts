import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { csvFormat, jsonFormat } from '../../data/formats/ownFormats.ts';
import type { FolderOptions } from '../../data/formats/openFolder.ts';
import { collectLines } from './helpers/collect.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recsync-docs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the examples of docs/import.md can be imported as they stand', async () => {
  const page = await readFile(join(import.meta.dirname, '../../docs/import.md'), 'utf8');
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
