import { assumed } from './AwsTable.ts';
import type { CountedOperations } from './CountedOperation.ts';
import { busyOf } from './costsOf.ts';
import { demandOf } from './demandOf.ts';
import type { Profile } from './Profile.ts';
import { meanWait, utilization, waitBelow } from './queueing.ts';
import type { Station } from './queueing.ts';

/** What one machine that runs all of it does with a load. */
export interface LocalPrediction {
  /** Processor seconds of a request, with what follows from it. */
  busySeconds: number;
  /** Share of the processors that is used; the rate above which nothing helps. */
  utilization: number;
  capacity: number;
  /** Seconds of an answer; Infinity beyond the capacity. */
  mean: number;
  p50: number;
  p95: number;
}

/**
 * One machine as a station with a server for each processor, where a request waits for one that is free.
 *
 * @param processors that this load may use
 * @param stretch how many times longer everything takes than where the operations were counted
 */
export function predictLocal(
  profile: Profile,
  counted: CountedOperations,
  rate: number,
  { processors, modelSeconds, stretch = 1 }: { processors: number; modelSeconds: number; stretch?: number },
): LocalPrediction {
  const demand = demandOf(profile, counted, rate);
  const busySeconds = (busyOf(demand, modelSeconds) / rate) * stretch;
  const station: Station = { servers: processors, serviceSeconds: busySeconds, variability: 1 };
  // What an answer itself takes: the function that makes a list, for those that need one.
  const { calls = 0, busy = 0 } = demand.functions.ScoreCandidates ?? {};
  const own = (assumed('serverSeconds') + (calls === 0 ? 0 : busy / calls) * Math.min(1, calls / rate)) * stretch;
  return {
    ...{ busySeconds, utilization: utilization(station, rate), capacity: processors / busySeconds },
    mean: own + meanWait(station, rate),
    p50: own + waitBelow(station, rate, 0.5),
    p95: own + waitBelow(station, rate, 0.95),
  };
}
