import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isModelVersion, modelVersionOf, recommendationIdOf } from '../../../schema/contract/recommendationId.ts';

const uuid = '0b9f6f1e-8a44-4c1e-9a59-8f4d4c6f1a2b';
const version = '20261128-133728-0a9f';

describe('the id of a list', () => {
  it('carries the version of the model that made it', () => {
    expect(recommendationIdOf(uuid, version)).toBe(`${uuid}.${version}`);
    for (const id of Array.from({ length: 50 }, () => randomUUID())) {
      expect(modelVersionOf(recommendationIdOf(id, version))).toBe(version);
    }
    expect(recommendationIdOf(uuid, null)).toBe(uuid);
    expect(recommendationIdOf(uuid, 'first')).toBe(uuid);
  });

  it.each([
    uuid,
    '',
    '.',
    `${uuid}.`,
    `.${version}`,
    `${uuid}.${version}.`,
    `${uuid}.${version} `,
    `${uuid.toUpperCase()}.${version}`,
    `${uuid}.20261128-133728-0A9F`,
    `${uuid}.2026-1128133728-0a9f`,
    `x${uuid.slice(1)}.${version}`,
  ])('%j names no version', (id) => {
    expect(modelVersionOf(id)).toBeNull();
  });

  it('knows the form of a version', () => {
    expect(isModelVersion(version)).toBe(true);
    expect(isModelVersion('first')).toBe(false);
  });
});
