import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../data/read/parseDuration.ts';

describe('parseDuration', () => {
  it.each([
    ['90', 90],
    ['90s', 90],
    [' 300s ', 300],
    ['1.5m', 90],
    ['1h', 3600],
    ['30d', 2_592_000],
  ])('reads %s as %d seconds', (text, seconds) => expect(parseDuration(text)).toBe(seconds));

  it.each(['', '0', '0s', '-1s', 's', '5 m', '5w', '1e3', 'Infinity', '5mm'])(
    'finds no length of time in "%s"',
    (text) => expect(parseDuration(text)).toBeUndefined(),
  );
});
