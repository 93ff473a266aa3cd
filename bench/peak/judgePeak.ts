import type { PeakRun } from './Observation.ts';
import { lengthOf } from './planLoad.ts';
import type { LoadShape } from './planLoad.ts';
import { pushDelays } from './pushDelays.ts';
import { latencyOf, phasesOf } from './summarizePeak.ts';

/** A promise, and whether the run kept it. */
export interface Verdict {
  promise: string;
  kept: boolean;
  /** What was found, with its numbers. */
  found: string;
}

export interface PeakPromises {
  maxLatencyMs: number;
  /** Milliseconds that an answer may take beyond `maxLatencyMs`: the way there and back, and the other requests. */
  marginMs: number;
  /** Of lists that must be within both, 0 to 1. */
  withinShare: number;
  /** Of answered requests a processor second: at the peak as a share of calm. */
  efficiency: number;
}

/** What holds at any speed of the machine. */
export function judgeContent({ observations, pushes, listed }: PeakRun): Verdict[] {
  const acknowledged = observations.filter(({ recorded }) => recorded);
  const counts = new Map([...listed].map(([userId, ids]) => [userId, countEach(ids)]));
  const lost = acknowledged.filter(({ userId, recorded }) => !counts.get(userId)?.has(recorded!.eventId));
  const doubled = acknowledged.filter(({ userId, recorded }) => (counts.get(userId)?.get(recorded!.eventId) ?? 0) > 1);
  const lists = observations.filter(({ list }) => list);
  const strayLists = lists.filter(({ userId, list }) => list!.ownerId !== userId);
  const strayPushes = pushes.filter(({ listenerId, ownerId }) => ownerId !== listenerId);
  return [
    {
      promise: 'Nothing acknowledged is lost, and nothing is there twice',
      kept: acknowledged.length > 0 && lost.length === 0 && doubled.length === 0,
      found: `${acknowledged.length} acknowledged, ${lost.length} lost, ${doubled.length} doubled`,
    },
    {
      promise: 'No list goes to the wrong person',
      kept: lists.length > 0 && strayLists.length === 0 && strayPushes.length === 0,
      found: `${lists.length} lists and ${pushes.length} pushes, ${strayLists.length + strayPushes.length} astray`,
    },
  ];
}

/** What depends on the machine as well. */
export function judgeTimes(run: PeakRun, shape: LoadShape, promises: PeakPromises): Verdict[] {
  const { maxLatencyMs, marginMs, withinShare } = promises;
  const latencies = run.observations.filter(({ list }) => list).map(latencyOf);
  const within = latencies.filter((latency) => latency <= maxLatencyMs + marginMs).length / latencies.length;
  return [
    {
      promise: `${percent(withinShare)} of lists come within maxLatencyMs (${maxLatencyMs} ms) and ${marginMs} ms`,
      kept: within >= withinShare,
      found: `${percent(within)}, the slowest after ${Math.round(Math.max(...latencies))} ms`,
    },
    ...judgeRecovery(run, shape),
    judgeEfficiency(run, shape, promises.efficiency),
  ];
}

/** By the end of each ramp's own length after the peak, everything acknowledged before has been pushed. */
function judgeRecovery(run: PeakRun, shape: LoadShape): Verdict[] {
  const delays = pushDelays(run);
  const cycle = (lengthOf(shape) - shape.calmSeconds) / shape.peaks;
  return Array.from({ length: shape.peaks }, (_, peak) => {
    const end = (peak + 1) * cycle;
    const before = delays.filter(({ acknowledgedAt }) => acknowledgedAt <= end);
    const late = before.filter(({ pushedAt = Infinity }) => pushedAt > end + shape.rampSeconds);
    const last = Math.max(...before.map(({ pushedAt = run.endedAt }) => pushedAt));
    return {
      promise: `After peak ${peak + 1} the backlog of pushes is gone within the ramp's length (${shape.rampSeconds} s)`,
      kept: late.length === 0,
      found: `${late.length} of ${before.length} later; the last after ${Math.max(0, last - end).toFixed(1)} s`,
    };
  });
}

function judgeEfficiency(run: PeakRun, shape: LoadShape, target: number): Verdict {
  const of = new Map(phasesOf(run, shape).map((summary) => [summary.phase, summary]));
  const [calm, peak] = [of.get('calm'), of.get('peak')];
  const ratio = (name: 'answeredPerProcessorSecond' | 'answeredPerBusySecond'): number =>
    (peak?.[name] ?? NaN) / (calm?.[name] ?? NaN);
  const efficiency = ratio('answeredPerProcessorSecond');
  return {
    promise: `Answered requests a processor second at the peak are at least ${percent(target)} of those in the calm`,
    kept: efficiency >= target,
    found:
      `${percent(efficiency)}: ${peak?.answeredPerProcessorSecond?.toFixed(1)} at the peak, ` +
      `${calm?.answeredPerProcessorSecond?.toFixed(1)} in the calm; without what an idle cloud takes ` +
      percent(ratio('answeredPerBusySecond')),
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(share === 1 ? 0 : 1)}%`;

function countEach(ids: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
