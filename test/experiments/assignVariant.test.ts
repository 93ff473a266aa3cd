import { describe, expect, it } from 'vitest';
import { assignVariant, userBucket } from '../../experiments/assignVariant.ts';
import { ExperimentInputError } from '../../experiments/ExperimentInputError.ts';

const even = [
  { variant: 'control', share: 5000 },
  { variant: 'treatment', share: 5000 },
];
const users = Array.from({ length: 40_000 }, (_, index) => `user-${index}`);

describe('the bucket of a user', () => {
  it('is what any implementation of SHA-256 gives', () => {
    // printf 'home-ranking\0u1' | sha256sum begins with 1fa86714024a; that modulo 10,000.
    expect(userBucket('home-ranking', 'u1')).toBe(0x1fa86714024a % 10_000);
    expect(userBucket('home-ranking', 'u1')).toBe(1338);
    expect(userBucket('home-ranking', 'u2')).toBe(5106);
    expect(userBucket('é', 'ü')).toBe(6105);
  });

  it('cannot be mistaken for that of another experiment and user', () => {
    expect(userBucket('a', 'bc')).not.toBe(userBucket('ab', 'c'));
  });
});

describe('assignment', () => {
  it('goes by the order of the split', () => {
    expect(assignVariant('home-ranking', 'u1', even)).toBe('control');
    expect(assignVariant('home-ranking', 'u2', even)).toBe('treatment');
    const narrow = [
      { variant: 'control', share: 1338 },
      { variant: 'treatment', share: 1 },
    ];
    expect(assignVariant('home-ranking', 'u1', narrow)).toBe('treatment');
    expect(assignVariant('home-ranking', 'u2', narrow)).toBeUndefined();
  });

  it('keeps the shares, and is independent between experiments', () => {
    const counts = { both: 0, first: 0, second: 0 };
    for (const user of users) {
      const first = assignVariant('first', user, even) === 'control';
      const second = assignVariant('second', user, even) === 'control';
      counts.first += Number(first);
      counts.second += Number(second);
      counts.both += Number(first && second);
    }
    // Four standard deviations of a fixed, deterministic count.
    const near = (count: number, chance: number): void =>
      expect(Math.abs(count / users.length - chance)).toBeLessThan(
        4 * Math.sqrt((chance * (1 - chance)) / users.length),
      );
    near(counts.first, 0.5);
    near(counts.second, 0.5);
    near(counts.both, 0.25);
  });

  it('moves only the users whose bucket changes hands when the split changes', () => {
    const wider = [
      { variant: 'control', share: 4000 },
      { variant: 'treatment', share: 6000 },
    ];
    const moved = users.filter((user) => assignVariant('x', user, even) !== assignVariant('x', user, wider));
    expect(moved.every((user) => userBucket('x', user) >= 4000 && userBucket('x', user) < 5000)).toBe(true);
    expect(moved.length).toBeGreaterThan(0);
  });

  it.each([
    [[{ variant: 'a', share: 0.5 }], 'whole number of ten-thousandths'],
    [[{ variant: 'a', share: -1 }], 'whole number of ten-thousandths'],
    [[...even, { variant: 'more', share: 1 }], 'add up to 10001'],
    [[even[0], even[0]], 'twice'],
  ])('refuses %j', (split, reason) => {
    expect(() => assignVariant('x', 'u1', split)).toThrow(ExperimentInputError);
    expect(() => assignVariant('x', 'u1', split)).toThrow(reason);
  });
});
