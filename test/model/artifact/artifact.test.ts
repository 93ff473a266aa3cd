import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CorruptArtifactError, MissingArtifactError, NewerArtifactError } from '../../../model/artifact/errors.ts';
import type { Manifest } from '../../../model/artifact/Manifest.ts';
import type { CatalogueItem } from '../../../model/contract/index.ts';
import { readArtifact } from '../../../model/artifact/readArtifact.ts';
import { servedItem, writeArtifact } from '../../../model/artifact/writeArtifact.ts';
import type { Dataset } from '../../../model/data/Dataset.ts';
import { HybridModel } from '../../../model/hybrid/HybridModel.ts';
import { ListScorer } from '../../../model/hybrid/ListScorer.ts';
import { ReasonTable } from '../../../model/scoring/ReasonTable.ts';
import { smallModel, smallNow } from './smallModel.ts';

const training = {
  seed: 1,
  dataFingerprint: 'f',
  users: 120,
  items: 60,
  interactions: 1440,
  rejectedLines: 0,
  report: { metrics: {} },
};
let dataset: Dataset;
let model: HybridModel;
let folder: string;
let parent: string;

beforeAll(async () => {
  ({ dataset, model } = smallModel());
  parent = await mkdtemp(join(tmpdir(), 'recsync-artifact-'));
});
afterAll(() => rm(parent, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(parent, 'a-'));
  await writeArtifact(folder, model.save(), dataset, training);
});

describe('the artifact', () => {
  test('a loaded model answers exactly as the one that was saved', () => {
    const { artifact, catalogue, manifest } = readArtifact(folder);
    expect(manifest.modelVersion).toMatch(/^[0-9a-f]{12}$/);
    expect(manifest.training).toEqual(training);
    const loaded = HybridModel.load(artifact, catalogue);
    const events = ['i0', 'i3', 'i9'].map((itemId, index) => ({
      itemId,
      eventType: 'VIEW',
      timestamp: smallNow - index,
    }));
    const history = model.toHistory(events, smallNow);
    const [answer, expected] = [loaded, model].map((one) => {
      const list = new ListScorer(one).prepare(history, {}, true);
      const reasons = new ReasonTable(one.itemIds);
      reasons.begin(2, history.items);
      list.explain(Uint32Array.of(6, 12), reasons);
      return { scores: list.scores.slice(), reasons: [0, 1].map((place) => reasons.reasonsOf(place)) };
    });
    expect(new Set(answer.scores).size).toBeGreaterThan(50);
    expect(answer).toEqual(expected);
    expect(loaded.itemIds).toEqual(dataset.itemIds);
    const served = dataset.items.map((item) => item && (JSON.parse(JSON.stringify(servedItem(item))) as CatalogueItem));
    expect(dataset.itemIds.map((_, index) => catalogue.itemAt(index))).toEqual(served);
    expect(served).toContain(undefined);
    expect(catalogue.itemAt(7)).toBe(catalogue.itemAt(7));
  });

  test('the catalogue of the first version is still read', async () => {
    const path = join(folder, 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
    const items = dataset.items.map((item) => (item === undefined ? null : { ...servedItem(item), itemId: undefined }));
    const text = JSON.stringify({ itemIds: dataset.itemIds, items });
    const sha256 = createHash('sha256').update(text).digest('hex');
    await writeFile(join(folder, 'catalogue.json'), text);
    const files = { ...manifest.files, catalogue: { name: 'catalogue.json', bytes: Buffer.byteLength(text), sha256 } };
    await writeFile(path, JSON.stringify({ ...manifest, schemaVersion: 1, files, checksum: undefined }));
    const { catalogue } = readArtifact(folder);
    expect(catalogue.itemIds).toEqual(dataset.itemIds);
    expect(catalogue.itemAt(5)).toEqual(JSON.parse(JSON.stringify(servedItem(dataset.items[5] ?? { itemId: '' }))));
    expect(catalogue.itemAt(dataset.itemIds.indexOf('i57'))).toBeUndefined();
  });

  test('every array begins on a 64-byte boundary', () => {
    const { manifest } = readArtifact(folder);
    const offsets = [manifest.arrays, ...manifest.models.map((part) => part.arrays)]
      .flatMap((arrays) => Object.values(arrays))
      .map(({ offset }) => offset);
    expect(offsets.length).toBeGreaterThan(3);
    expect(offsets.filter((offset) => offset % 64 !== 0)).toEqual([]);
  });

  test('the same input gives the same bytes', async () => {
    const other = await mkdtemp(join(parent, 'b-'));
    const again = smallModel();
    await writeArtifact(other, again.model.save(), again.dataset, training);
    const names = await readdir(folder);
    expect(names).toHaveLength(3);
    expect(await readdir(other)).toEqual(names);
    for (const name of names) {
      expect((await readFile(join(other, name))).equals(await readFile(join(folder, name))), name).toBe(true);
    }
  });

  test('a changed byte, a cut file, a missing file and a broken manifest are refused', async () => {
    const { name } = readArtifact(folder).manifest.files.arrays;
    const binary = await readFile(join(folder, name));
    binary[100] ^= 1;
    await writeFile(join(folder, name), binary);
    expect(() => readArtifact(folder)).toThrow(`the checksum of ${name} does not match the manifest`);
    await truncate(join(folder, name), 99);
    expect(() => readArtifact(folder)).toThrow(`${name} has 99 bytes instead of ${binary.length}`);
    await rm(join(folder, name));
    expect(() => readArtifact(folder)).toThrow(CorruptArtifactError);
    const manifest = await readFile(join(folder, 'manifest.json'), 'utf8');
    await writeFile(join(folder, 'manifest.json'), manifest.replace('"items": 60', '"items": 61'));
    expect(() => readArtifact(folder)).toThrow('the checksum of manifest.json does not match what it holds');
    await writeFile(join(folder, 'manifest.json'), '{"schemaVersion":');
    expect(() => readArtifact(folder)).toThrow('manifest.json is not JSON');
    await writeFile(join(folder, 'manifest.json'), '{"schemaVersion":1}');
    expect(() => readArtifact(folder)).toThrow('manifest.json has no modelVersion');
  });

  test('a new artifact replaces the old one and leaves nothing of it', async () => {
    const before = await readdir(folder);
    const other = new HybridModel(
      dataset,
      model.models.slice(0, 1),
      { ...model.parameters, components: [model.parameters.components[0]] },
      model.warm,
    );
    await writeArtifact(folder, other.save(), dataset, training);
    const after = await readdir(folder);
    expect(after).toHaveLength(3);
    expect(after.filter((name) => before.includes(name)).sort()).toEqual([
      expect.stringMatching(/^catalogue/),
      'manifest.json',
    ]);
    expect(readArtifact(folder).manifest.models).toHaveLength(1);
  });

  test('an artifact of a later version and an empty folder are refused by name', async () => {
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as object;
    await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, schemaVersion: 3 }));
    expect(() => readArtifact(folder)).toThrow(NewerArtifactError);
    expect(() => readArtifact(folder)).toThrow('has schema version 3; this server reads up to 2');
    expect(() => readArtifact(parent)).toThrow(MissingArtifactError);
  });
});
