import { describe, expect, it } from 'vitest';
import { parseInstant, toInstant } from '../../../schema/contract/instant.ts';

const yearTen = Date.UTC(2010, 0, 1);
const yearZero = Date.parse('0000-01-01T00:00:00.000Z');
const lastInstant = Date.parse('9999-12-31T23:59:59.999Z');

describe('toInstant', () => {
  it.each([
    [0, '1970-01-01T00:00:00.000Z'],
    [951_782_400_000, '2000-02-29T00:00:00.000Z'],
    [631_152_000_000, '1990-01-01T00:00:00.000Z'],
    [-1, '1969-12-31T23:59:59.999Z'],
    [yearZero, '0000-01-01T00:00:00.000Z'],
    [lastInstant, '9999-12-31T23:59:59.999Z'],
  ])('writes %d as %s', (milliseconds, text) => {
    expect(toInstant(milliseconds)).toBe(text);
  });

  it('agrees with Date on every day of 800 years and on odd instants of 10,000', () => {
    const days = Array.from({ length: 292_194 }, (_, day) => Date.UTC(1600, 0, 1) + day * 86_400_000);
    const step = 15_773_421_173;
    const instants = Array.from({ length: Math.floor((lastInstant - yearZero) / step) }, (_, n) => yearZero + n * step);
    const wrong = [...days, ...instants].filter((instant) => toInstant(instant) !== new Date(instant).toISOString());
    expect(wrong).toEqual([]);
  });
});

describe('parseInstant', () => {
  it.each([
    ['2026-11-21T10:30:00.500Z', '2026-11-21T10:30:00.500Z'],
    ['2026-11-21T10:30:00.5Z', '2026-11-21T10:30:00.500Z'],
    ['2026-11-21T10:30:00.123456789Z', '2026-11-21T10:30:00.123Z'],
    ['2026-11-21T10:30:07Z', '2026-11-21T10:30:07.000Z'],
    ['2026-11-21T10:30Z', '2026-11-21T10:30:00.000Z'],
    ['2026-11-21T10:30+01:30', '2026-11-21T09:00:00.000Z'],
    ['2026-12-31T23:30:00-01:00', '2027-01-01T00:30:00.000Z'],
    ['2024-02-29T00:00:00+18:59', '2024-02-28T05:01:00.000Z'],
    ['0000-02-29T00:00:00Z', '0000-02-29T00:00:00.000Z'],
  ])('reads %s as %s', (text, instant) => {
    expect(parseInstant(text)).toBe(Date.parse(instant));
  });

  it.each([
    '',
    'yesterday',
    '2026-11-21',
    '2026-11-21T10:30',
    '2026-11-21 10:30:00Z',
    '2026-11-21T10:30:00',
    '2026-11-21T10:30:00z',
    '2026-11-21T10:30:0Z',
    '2026-11-21T10:30:00.Z',
    '2026-11-21T10:30:00.1234567891Z',
    '2026-11-21T10:30:00.12x4Z',
    '2026-11-21T10:30:00+0100',
    '2026-11-21T10:30:00+01:0',
    '2026-11-21T24:00:00Z',
    '2026-11-21T10:60:00Z',
    '2026-11-21T10:30:60Z',
    '2026-11-21T10:30:00+19:00',
    '2026-11-21T10:30:00+01:60',
    '2026-00-10T00:00:00Z',
    '2026-13-10T00:00:00Z',
    '2026-02-00T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-11-21T10:30:00Z2026-11-21T10:30:00Z2',
    '２０２６-11-21T10:30:00Z',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('reads back what toInstant writes, whatever the offset', () => {
    for (let round = 0; round < 5_000; round += 1) {
      const instant = yearTen + round * 187_421_173;
      expect(parseInstant(toInstant(instant))).toBe(instant);
      const minutes = (round * 7) % (18 * 60);
      const zone = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
      const ahead = toInstant(instant + minutes * 60_000).replace('Z', `+${zone}`);
      const behind = toInstant(instant - minutes * 60_000).replace('Z', `-${zone}`);
      expect([parseInstant(ahead), parseInstant(behind)], `${ahead} ${behind}`).toEqual([instant, instant]);
    }
  });
});
