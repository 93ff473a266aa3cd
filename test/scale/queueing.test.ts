import { describe, expect, it } from 'vitest';
import {
  erlangB,
  erlangC,
  meanWait,
  serversForLoss,
  serversForWait,
  utilization,
  waitBelow,
} from '../../scale/queueing.ts';

describe("Erlang's formulas", () => {
  it.each([
    // B(1, a) = a / (1 + a); B(2, a) = a²/2 / (1 + a + a²/2), by hand.
    [1, 1, 0.5],
    [2, 1, 0.2],
    [2, 2, 0.4],
    [3, 2, 4 / 19],
    // Tables of Erlang B: 10 Erlang at 10 trunks, and 5.084 Erlang at 11 trunks for a loss of one in a hundred.
    [10, 10, 0.2146],
    [11, 5.16, 0.01],
  ])('lose at %i servers and %d Erlang a share of %d', (servers, load, lost) => {
    expect(erlangB(servers, load)).toBeCloseTo(lost, 3);
  });

  it('do not overflow where factorials would', () => {
    expect(erlangB(10_000, 10_000)).toBeCloseTo(Math.sqrt(2 / (Math.PI * 10_000)), 3);
  });

  it.each([
    // C(1, a) = a; C(2, a) = a² / (2 + a), by hand.
    [1, 0.7, 0.7],
    [2, 1, 1 / 3],
    [2, 1.5, 0.642857],
    [3, 2, 4 / 9],
    [4, 5, 1],
  ])('make wait at %i servers and %d Erlang a share of %d', (servers, load, waiting) => {
    expect(erlangC(servers, load)).toBeCloseTo(waiting, 5);
  });

  it('find how many servers a loss or a wait takes', () => {
    expect(serversForLoss(1, 0.2)).toBe(2);
    expect(serversForLoss(10, 0.01)).toBe(18);
    expect(erlangB(18, 10)).toBeLessThan(0.01);
    expect(erlangB(17, 10)).toBeGreaterThan(0.01);
    const station = { serviceSeconds: 1, variability: 1 };
    const servers = serversForWait(station, 8, 0.99, 0.5);
    expect(waitBelow({ ...station, servers }, 8, 0.99)).toBeLessThanOrEqual(0.5);
    expect(waitBelow({ ...station, servers: servers - 1 }, 8, 0.99)).toBeGreaterThan(0.5);
  });
});

describe('the wait at a station', () => {
  it('of M/M/1 is the closed form: rho / (mu - lambda)', () => {
    const station = { servers: 1, serviceSeconds: 0.1, variability: 1 };
    expect(utilization(station, 8)).toBeCloseTo(0.8, 10);
    expect(meanWait(station, 8)).toBeCloseTo(0.8 / (10 - 8), 10);
    // P(wait > t) = rho exp(-(mu - lambda) t).
    const below = waitBelow(station, 8, 0.95);
    expect(0.8 * Math.exp(-(10 - 8) * below)).toBeCloseTo(0.05, 10);
  });

  it('of M/M/2 is the closed form: rho² s / (1 - rho²)', () => {
    const rho = 0.75;
    expect(meanWait({ servers: 2, serviceSeconds: 0.2, variability: 1 }, (2 * rho) / 0.2)).toBeCloseTo(
      (rho ** 2 * 0.2) / (1 - rho ** 2),
      10,
    );
  });

  it('of M/D/1 is half of that of M/M/1 (Pollaczek and Khinchine)', () => {
    const exponential = meanWait({ servers: 1, serviceSeconds: 1, variability: 1 }, 0.5);
    expect(meanWait({ servers: 1, serviceSeconds: 1, variability: 0 }, 0.5)).toBeCloseTo(exponential / 2, 10);
    expect(exponential).toBeCloseTo(1, 10);
  });

  it('has no end at saturation, and none for those who find a free server', () => {
    expect(meanWait({ servers: 2, serviceSeconds: 1, variability: 1 }, 2)).toBe(Infinity);
    expect(waitBelow({ servers: 2, serviceSeconds: 1, variability: 1 }, 2, 0.5)).toBe(Infinity);
    expect(waitBelow({ servers: 10, serviceSeconds: 1, variability: 1 }, 1, 0.5)).toBe(0);
  });
});
