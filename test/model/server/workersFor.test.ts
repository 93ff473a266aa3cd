import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { artifactBytes, workersFor } from '../../../model/server/workersFor.ts';

const gibibyte = 2 ** 30;
const mebibyte = 2 ** 20;

describe('processes that answer', () => {
  it('are as many as cores while their memory allows it', () => {
    expect(workersFor(30 * mebibyte, { cores: 2, memoryBytes: 2 * gibibyte })).toBe(2);
  });

  // Three million items take 743 MiB on the disk and 1.4 GiB in memory: six of them are more than an endpoint has.
  it('are fewer where each holds a large model', () => {
    expect(workersFor(743 * mebibyte, { cores: 6, memoryBytes: 6 * gibibyte })).toBe(3);
  });

  it('are one at least', () => {
    expect(workersFor(10 * gibibyte, { cores: 4, memoryBytes: gibibyte })).toBe(1);
  });

  it('are counted by every file of the artifact', () => {
    const folder = mkdtempSync(join(tmpdir(), 'recsync-artifact-'));
    try {
      mkdirSync(join(folder, 'arrays'));
      writeFileSync(join(folder, 'manifest.json'), 'x'.repeat(10));
      writeFileSync(join(folder, 'arrays', 'one'), 'x'.repeat(90));
      expect(artifactBytes(folder)).toBe(100);
      expect(artifactBytes(join(folder, 'none'))).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
