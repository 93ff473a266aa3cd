import { describe, expect, it } from 'vitest';
import {
  ago,
  amount,
  bytes,
  dollars,
  lasted,
  lastedMs,
  listPrice,
  percent,
  plain,
} from '../../web/console/frame/words.ts';

describe('numbers and times of the console', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [1536, '1.5 kB'],
    [25_300_000, '25 MB'],
    [4_000_000_000_000_000, '4000 TB'],
  ])('%d bytes are %s', (value, words) => expect(bytes(value)).toBe(words));

  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1200, '1.2 s'],
    [59_900, '59.9 s'],
    [90_000, '2 min'],
  ])('%d milliseconds are %s', (value, words) => expect(lastedMs(value)).toBe(words));

  it.each([
    [0, '$0'],
    [1234.5, '$1,234.50'],
    [0.5, '$0.50'],
    [0.0123, '$0.012'],
    [0.00001234, '$0.000012'],
  ])('%d dollars are %s', (value, words) => expect(dollars(value)).toBe(words));

  it.each([
    [0, '0'],
    [0.018, '0.018'],
    [2.54, '2.5'],
    [12_345.6, '12,346'],
  ])('%d units are %s', (value, words) => expect(amount(value)).toBe(words));

  it('keep what a price list says', () =>
    expect([0.125, 4, 13.3334].map(listPrice)).toEqual(['$0.125', '$4.00', '$13.333']));

  it('say what people would say', () => {
    const now = Date.parse('2026-11-28T12:00:00.000Z');
    expect(ago('2026-11-28T11:59:58.000Z', now)).toBe('2 sec. ago');
    expect(ago('2026-11-27T11:00:00.000Z', now)).toBe('yesterday');
    expect(lasted('2026-11-28T12:00:00.000Z', '2026-11-28T13:02:05.000Z')).toBe('1 h 2 min');
    expect([percent(0.1234), plain('TOO_LITTLE_NEW')]).toEqual(['12.3\u00a0%', 'too little new']);
  });
});
