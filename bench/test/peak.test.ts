import { describe, expect, it } from 'vitest';
import { judgeContent, judgeTimes } from '../peak/judgePeak.ts';
import type { Observation, PeakRun, Push } from '../peak/Observation.ts';
import { lengthOf, offeredAt, phaseAt, planLoad } from '../peak/planLoad.ts';
import type { LoadShape, PlannedRequest } from '../peak/planLoad.ts';
import { pushDelays, pushesBehind } from '../peak/pushDelays.ts';
import { phasesOf } from '../peak/summarizePeak.ts';

const shape: LoadShape = {
  ...{ calmPerSecond: 2, factor: 20, calmSeconds: 10, rampSeconds: 20, holdSeconds: 10, peaks: 2 },
};

describe('the load of a peak', () => {
  it('rises twenty-fold and comes back, as often as there are peaks', () => {
    expect(lengthOf(shape)).toBe(130);
    expect([0, 9.9, 20, 30, 35, 50, 61, 90, 125].map((at) => Math.round(offeredAt(shape, at)))).toEqual([
      ...[2, 2, 21, 40, 40, 21, 2, 40, 2],
    ]);
    expect([5, 15, 35, 45, 65, 95, 125].map((at) => phaseAt(shape, at).phase)).toEqual([
      ...['calm', 'up', 'peak', 'down', 'calm', 'peak', 'calm'],
    ]);
  });

  it('is the same for the same seed, in order, and as much as the shape says', () => {
    const planned = planLoad(shape, 1);
    expect(planLoad(shape, 1)).toEqual(planned);
    expect(planLoad(shape, 2)).not.toEqual(planned);
    expect(planned.map(({ at }) => at)).toEqual(planned.map(({ at }) => at).toSorted((a, b) => a - b));
    // 30 s of 2, four ramps of 20 s with 21 on average, 20 s of 40.
    const expected = 60 + 4 * 20 * 21 + 800;
    expect(Math.abs(planned.length - expected)).toBeLessThan(5 * Math.sqrt(expected));
    const lists = planned.filter(({ kind }) => kind === 'list').length / planned.length;
    expect(lists).toBeGreaterThan(0.3);
    expect(lists).toBeLessThan(0.4);
  });
});

const request = (at: number, kind: PlannedRequest['kind']): PlannedRequest => ({
  ...{ at, kind, user: 0, item: 0, eventType: 'VIEW' },
});
const listOf = (at: number, seconds: number, ownerId = 'u1'): Observation => ({
  planned: request(at, 'list'),
  ...{ userId: 'u1', sentAt: at, answeredAt: at + seconds },
  list: { ownerId, degraded: seconds > 1, degradedReason: null },
});
const recordOf = (at: number, eventId: string): Observation => ({
  planned: request(at, 'record'),
  ...{
    userId: 'u1',
    sentAt: at,
    answeredAt: at + 0.1,
    recorded: { eventId, recordedAt: `2026-11-28T00:00:${at}.000Z` },
  },
});
const pushOf = (receivedAt: number, basedOn: number, ownerId = 'u1'): Push => ({
  ...{ listenerId: 'u1', receivedAt, ownerId, basedOn: `2026-11-28T00:00:${basedOn}.000Z`, degraded: false },
});
const runOf = (observations: Observation[], given: Partial<PeakRun> = {}): PeakRun => ({
  observations,
  pushes: [],
  // One processor, half used in the calm and wholly from the first peak on.
  processor: Array.from({ length: 132 }, (_, at) => ({
    ...{ at, processorSeconds: at < 30 ? at / 2 : at - 15, othersSeconds: at / 4 },
  })),
  listed: new Map([['u1', observations.flatMap(({ recorded }) => recorded?.eventId ?? [])]]),
  listeners: new Set(['u1']),
  endedAt: 131,
  ...given,
});

describe('what a peak is judged by', () => {
  const good = runOf([listOf(11, 0.2), recordOf(12, 'a')], { pushes: [pushOf(13, 12)] });
  const keptOf = (run: PeakRun): boolean[] => judgeContent(run).map(({ kept }) => kept);

  it('keeps what was kept', () => {
    expect(keptOf(good)).toEqual([true, true]);
  });

  it('finds what was lost, what is there twice, and what went astray', () => {
    expect(keptOf({ ...good, listed: new Map([['u1', []]]) })[0]).toBe(false);
    expect(keptOf({ ...good, listed: new Map([['u1', ['a', 'a']]]) })[0]).toBe(false);
    expect(keptOf(runOf([listOf(11, 0.2, 'u2'), recordOf(12, 'a')]))[1]).toBe(false);
    expect(keptOf({ ...good, pushes: [pushOf(13, 12, 'u2')] })[1]).toBe(false);
  });

  it('believes nothing of a run in which nothing happened', () => {
    expect(keptOf(runOf([]))).toEqual([false, false]);
  });

  it('takes the time of a list from when it was due, and that of a push from its interaction', () => {
    const promises = { maxLatencyMs: 1000, marginMs: 500, withinShare: 0.9, efficiency: 0.95 };
    const verdicts = judgeTimes(good, shape, promises);
    expect(verdicts[0]).toMatchObject({ kept: true, found: '100%, the slowest after 200 ms' });
    expect(verdicts[1]).toMatchObject({ kept: true, found: '0 of 1 later; the last after 0.0 s' });
    expect(judgeTimes(runOf([listOf(11, 1.6)]), shape, promises)[0].kept).toBe(false);
    // The first peak has ended after 60 seconds, and its ramp is 20 long.
    const behind = { ...good, pushes: [pushOf(81, 12)] };
    expect(judgeTimes(behind, shape, promises)[1]).toMatchObject({
      ...{ kept: false, found: '1 of 1 later; the last after 21.0 s' },
    });
    expect(judgeTimes({ ...good, pushes: [] }, shape, promises)[1].kept).toBe(false);
  });

  it('counts pushes that are behind until a list takes the interaction in', () => {
    const delays = pushDelays(
      runOf([recordOf(12, 'a'), recordOf(14, 'b')], { pushes: [pushOf(13, 11), pushOf(16, 14)] }),
    );
    expect([12, 13.5, 15, 17].map((at) => pushesBehind(delays, at))).toEqual([0, 1, 2, 0]);
  });

  it('divides what was answered in a phase by the processor seconds of the phase', () => {
    // Leaving the first calm out: 20 in the calm between the peaks, 20 s of peak with 40.
    const answered = [
      ...Array.from({ length: 20 }, (_, index) => listOf(60 + index / 2, 0.1)),
      ...Array.from({ length: 40 }, (_, index) => listOf(30 + index / 4, 0.1)),
    ];
    const phases = new Map(phasesOf(runOf(answered), shape).map((one) => [one.phase, one]));
    expect(phases.get('calm')).toMatchObject({ answered: 20, seconds: 20, processorSeconds: 20, othersSeconds: 5 });
    expect(phases.get('peak')).toMatchObject({ answered: 40, seconds: 20, processorSeconds: 20, p50: 100 });
    expect(phases.get('peak')?.answeredPerProcessorSecond).toBe(2);
    expect(phases.get('calm')?.answeredPerProcessorSecond).toBe(1);
  });
});
