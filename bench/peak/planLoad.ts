import { Random } from '../../data/demo/Random.ts';

/** How the offered load goes: calm, then up to the peak and back, as often as there are peaks, then calm. Seconds. */
export interface LoadShape {
  calmPerSecond: number;
  /** The peak is so many times the calm load. */
  factor: number;
  calmSeconds: number;
  rampSeconds: number;
  holdSeconds: number;
  peaks: number;
}

export type Phase = 'calm' | 'up' | 'peak' | 'down';

/** A request that will be sent at its time, whatever became of those before it. */
export interface PlannedRequest {
  /** Seconds from the start. */
  at: number;
  kind: 'item' | 'similar' | 'popular' | 'list' | 'record';
  /** Which user, which item: numbers that are taken modulo what there is. */
  user: number;
  item: number;
  eventType: 'VIEW' | 'PURCHASE';
}

/** Of people who browse (40%), look at their list (35%), and view or buy (25%). */
const mix: [PlannedRequest['kind'], number][] = [
  ['item', 0.2],
  ['similar', 0.1],
  ['popular', 0.1],
  ['list', 0.35],
  ['record', 0.25],
];
const purchases = 0.2;

const cycleOf = ({ calmSeconds, rampSeconds, holdSeconds }: LoadShape): number =>
  calmSeconds + 2 * rampSeconds + holdSeconds;

/** All of it, in seconds. */
export const lengthOf = (shape: LoadShape): number => shape.peaks * cycleOf(shape) + shape.calmSeconds;

/** Where in the shape an instant is: which phase, of which peak (from 0), and how far in the phase (0 to 1). */
export function phaseAt(shape: LoadShape, at: number): { phase: Phase; peak: number; part: number } {
  const { calmSeconds, rampSeconds, holdSeconds, peaks } = shape;
  const peak = Math.min(peaks, Math.floor(at / cycleOf(shape)));
  let left = at - peak * cycleOf(shape);
  const phases: [Phase, number][] = [
    ['calm', calmSeconds],
    ['up', rampSeconds],
    ['peak', holdSeconds],
    ['down', rampSeconds],
  ];
  for (const [phase, seconds] of phases) {
    if (left < seconds || (phase === 'calm' && peak === peaks)) return { phase, peak, part: left / seconds };
    left -= seconds;
  }
  return { phase: 'down', peak, part: 1 };
}

/** Requests a second that are offered at an instant. Ramps are straight. */
export function offeredAt(shape: LoadShape, at: number): number {
  const { phase, part } = phaseAt(shape, at);
  const { calmPerSecond, factor } = shape;
  const above = { calm: 0, up: part, peak: 1, down: 1 - part }[phase];
  return calmPerSecond * (1 + (factor - 1) * above);
}

/**
 * A Poisson process with that rate, by thinning (Lewis and Shedler, 1979). The same seed gives the same requests.
 *
 * @returns requests in the order of their times
 */
export function planLoad(shape: LoadShape, seed: number): PlannedRequest[] {
  const random = new Random(seed);
  const most = shape.calmPerSecond * shape.factor;
  const planned: PlannedRequest[] = [];
  const until = lengthOf(shape);
  for (let at = 0; ;) {
    at -= Math.log(1 - random.next()) / most;
    if (at >= until) return planned;
    if (random.next() * most >= offeredAt(shape, at)) continue;
    planned.push({
      at,
      kind: pickKind(random.next()),
      user: random.integer(0, 1_000_000),
      item: random.integer(0, 1_000_000),
      eventType: random.chance(purchases) ? 'PURCHASE' : 'VIEW',
    });
  }
}

function pickKind(chance: number): PlannedRequest['kind'] {
  let left = chance;
  for (const [kind, share] of mix) {
    left -= share;
    if (left < 0) return kind;
  }
  return 'record';
}
