import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../test/model/kernels/seededRandom.ts';
import { judgeTrends, leastOfMinutes, trendOf, trendsOf } from '../soak/judgeSoak.ts';
import type { Sample } from '../soak/judgeSoak.ts';

const seed = 20261129;
const steady = { slope: 0, error: 0, first: 40, last: 40 };

/** Ten minutes of a process, read every five seconds. */
const samplesOf = (mebibytesAt: (minute: number) => number, descriptorsAt = (_: number): number => 30): Sample[] =>
  Array.from({ length: 120 }, (_, index) => {
    const minute = index / 12;
    const reading = { pid: 7, name: 'node', mebibytes: mebibytesAt(minute), descriptors: descriptorsAt(minute) };
    return { minute, processes: [reading], resources: {} };
  });
const keptOf = (samples: Sample[]): boolean[] => judgeTrends(trendsOf(samples, 3), steady).map(({ kept }) => kept);

describe('trendOf', () => {
  it('is exact for a line', () => {
    const { slope, error, first, last } = trendOf([
      [0, 1],
      [1, 3],
      [2, 5],
      [3, 7],
    ]);
    expect(slope).toBeCloseTo(2, 12);
    expect(error).toBeCloseTo(0, 12);
    expect([first, last]).toEqual([1, 7]);
  });

  it('has the interval of least squares', () => {
    // By hand: the line -0.1 + 0.9 x; its residuals .1, .2, -.7, .4 have squares of 0.7; spread 5; t of 2 degrees 4.303.
    const { slope, error } = trendOf([
      [0, 0],
      [1, 1],
      [2, 1],
      [3, 3],
    ]);
    expect(slope).toBeCloseTo(0.9, 12);
    expect(error).toBeCloseTo(4.303 * Math.sqrt(0.7 / 2 / 5), 3);
  });
});

it('takes the least of each minute', () => {
  const least = leastOfMinutes([
    [0.1, 5],
    [0.9, 3],
    [1.2, 9],
  ]);
  expect(least).toEqual([
    [0, 3],
    [1, 9],
  ]);
});

describe(`judgeTrends (seed ${seed})`, () => {
  it('lets a heap that fills and is emptied be', () => {
    const random = seededRandom(seed);
    expect(keptOf(samplesOf((minute) => 200 + 60 * ((minute * 3.7) % 1) + 3 * random()))).toEqual([true, true, true]);
  });

  it('finds what grows, however it is filled and emptied, and what keeps files open', () => {
    const random = seededRandom(seed);
    const leak = (minute: number): number => 200 + minute + 60 * ((minute * 3.7) % 1) + random();
    expect(keptOf(samplesOf(leak))).toEqual([false, true, true]);
    expect(
      keptOf(
        samplesOf(
          () => 200,
          (minute) => 30 + Math.floor(minute),
        ),
      ),
    ).toEqual([true, false, true]);
    const growing = { slope: 1, error: 0.1, first: 40, last: 47 };
    expect(
      judgeTrends(
        trendsOf(
          samplesOf(() => 200),
          3,
        ),
        growing,
      ).map(({ kept }) => kept),
    ).toEqual([true, true, false]);
  });

  it('promises nothing of a soak that was too short to tell', () => {
    expect(
      judgeTrends(
        trendsOf(
          samplesOf(() => 200),
          8,
        ),
        steady,
      ).map(({ kept }) => kept),
    ).toEqual([false, false, true]);
  });

  it('does not count what came before everything was warm', () => {
    expect(keptOf(samplesOf((minute) => (minute < 3 ? 100 + 30 * minute : 200)))).toEqual([true, true, true]);
  });
});
