import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeOutputs } from '../../../infra/bundles/Outputs.ts';

describe('the outputs of a build', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'recsync-outputs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are all that the folder holds afterwards', () => {
    mkdirSync(join(folder, 'old', 'deep'), { recursive: true });
    writeFileSync(join(folder, 'old', 'deep', 'left-over.js'), '');
    writeOutputs(folder, new Map([['new/file.js', 'text']]));
    expect(readFileSync(join(folder, 'new/file.js'), 'utf8')).toBe('text');
    expect(existsSync(join(folder, 'old'))).toBe(false);
  });

  it('leave alone what has not changed', () => {
    writeOutputs(
      folder,
      new Map([
        ['same.js', 'text'],
        ['other.js', 'old'],
      ]),
    );
    const before = new Date('2020-01-01');
    for (const name of ['same.js', 'other.js']) utimesSync(join(folder, name), before, before);
    writeOutputs(
      folder,
      new Map([
        ['same.js', 'text'],
        ['other.js', 'new'],
      ]),
    );
    expect(statSync(join(folder, 'same.js')).mtime).toEqual(before);
    expect(readFileSync(join(folder, 'other.js'), 'utf8')).toBe('new');
  });
});
