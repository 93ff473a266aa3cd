import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { exploredPlaceOf, writeExploredPlaces } from '../../../experiments/off-policy/exploredPlaces.ts';
import { maximumIdBytes, maximumPlacementCharacters } from '../../../schema/contract/limits.ts';
import {
  isModelVersion,
  maximumLoggedPlaces,
  modelVersionOf,
  originOf,
  recommendationIdOf,
} from '../../../schema/contract/recommendationId.ts';
import type { ListOrigin } from '../../../schema/contract/recommendationId.ts';

const uuid = '0b9f6f1e-8a44-4c1e-9a59-8f4d4c6f1a2b';
const version = '20261128-133728-0a9f';
const origin: ListOrigin = {
  modelVersion: version,
  source: 'MODEL',
  degraded: false,
  madeAt: 1_795_000_000,
  placement: 'home',
  experimentId: null,
  variant: null,
  explored: null,
};
const known = recommendationIdOf(uuid, origin);

describe('the id of a list', () => {
  it('says where the list comes from', () => {
    expect(known).toBe(`${uuid}.${version}.MODEL.1795000000.home`);
    const lists: ListOrigin[] = [
      origin,
      { ...origin, modelVersion: null, source: 'POPULAR', degraded: true },
      { ...origin, placement: '-', experimentId: 'e_1', variant: 'B-' },
    ];
    for (const list of lists) expect(originOf(recommendationIdOf(randomUUID(), list))).toEqual(list);
    expect(originOf(recommendationIdOf(uuid, { ...origin, modelVersion: 'first' }))?.modelVersion).toBeNull();
    expect(originOf(recommendationIdOf(uuid, { ...origin, madeAt: 1_795_000_000.9 }))).toEqual(origin);
    expect(modelVersionOf(known)).toBe(version);
  });

  it('has room for the longest names', () => {
    const name = 'n'.repeat(maximumPlacementCharacters);
    const longest = { ...origin, source: 'TRENDING', degraded: true, placement: name } as const;
    const id = recommendationIdOf(uuid, { ...longest, experimentId: name, variant: 'v'.repeat(32) });
    expect(id.length).toBeLessThanOrEqual(maximumIdBytes);
    expect(originOf(id)?.variant).toHaveLength(32);
    // Three explored places would be one more than there is room for.
    const drawn = [1, 2, 3].map((rank) => ({ itemId: `i${rank}`, rank, pool: 32 }));
    const full = recommendationIdOf(uuid, {
      ...longest,
      placement: name.slice(1),
      experimentId: name,
      variant: 'v'.repeat(32),
      explored: writeExploredPlaces(drawn),
    });
    expect(full.length).toBeLessThanOrEqual(maximumIdBytes);
    expect(exploredPlaceOf(originOf(full)!.explored, 'i2')).toEqual({ rank: 2, pool: 32 });
    expect(exploredPlaceOf(originOf(full)!.explored, 'i3')).toBeNull();
  });

  it('tells how explored places were drawn, and those alone', () => {
    const drawn = Array.from({ length: 12 }, (_, index) => ({
      itemId: `ö${index}`,
      rank: index + 1,
      pool: 12 + index,
    }));
    const id = recommendationIdOf(uuid, {
      ...origin,
      experimentId: 'e',
      variant: 'B',
      explored: writeExploredPlaces(drawn),
    });
    expect(id.length - recommendationIdOf(uuid, { ...origin, experimentId: 'e', variant: 'B' }).length).toBe(50);
    const read = originOf(id);
    expect(read).toMatchObject({ experimentId: 'e', variant: 'B', placement: 'home' });
    const places = drawn.map(({ itemId }) => exploredPlaceOf(read!.explored, itemId));
    expect(places).toEqual(drawn.map(({ rank, pool }, index) => (index < maximumLoggedPlaces ? { rank, pool } : null)));
    expect(exploredPlaceOf(read!.explored, 'ö99')).toBeNull();
    expect(writeExploredPlaces(drawn.slice(0, 1))).toHaveLength(7);
    expect(writeExploredPlaces([])).toBeNull();
    // Ranks behind the pool, and pools that are too large, as a client may make them up.
    const [made] = drawn;
    const part = writeExploredPlaces([made])!;
    expect(exploredPlaceOf(`${part.slice(0, 5)}10`, made.itemId)).toBeNull();
    expect(exploredPlaceOf(`${part.slice(0, 5)}0z`, made.itemId)).toBeNull();
    expect(exploredPlaceOf(`${part.slice(0, 5)}0A`, made.itemId)).toBeNull();
    expect(exploredPlaceOf(`${part.slice(0, 5)}0v`, made.itemId)).toEqual({ rank: 1, pool: 32 });
  });

  it.each([
    '',
    '.',
    uuid,
    `${uuid}.${version}`,
    `${known}.`,
    `${known} `,
    `${known}.e`,
    `${known}.~`,
    `${known}.~abcd`,
    `${known}.${'~'}${'abcd00'.repeat(9)}`,
    `${known}.~abcd00.~abcd00`,
    `${known}.e.`,
    `${known}.e.ü`,
    known.replace('home', 'a b'),
    known.replace('MODEL', 'MODELS'),
    known.replace('MODEL', 'MODEL--'),
    known.replace('1795000000', '179500000'),
    known.replace(uuid, uuid.toUpperCase()),
    known.replace(version, version.toUpperCase()),
    known.replace(version, ''),
    `x${known.slice(1)}`,
  ])('%j names nothing', (id) => {
    expect(originOf(id)).toBeNull();
    expect(modelVersionOf(id)).toBeNull();
  });

  it('knows the form of a version', () => {
    expect(isModelVersion(version)).toBe(true);
    expect(isModelVersion('first')).toBe(false);
  });
});
