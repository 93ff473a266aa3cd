import { assumed } from './AwsTable.ts';
import type { CountedOperations } from './CountedOperation.ts';
import { demandOf } from './demandOf.ts';
import type { Profile } from './Profile.ts';
import { meanWait } from './queueing.ts';

/** What one machine that runs all of it takes for a request. Seconds. */
export interface LocalDemand {
  /** Of its processors, with what follows from the request. */
  busySeconds: number;
  /** Of an answer for which nothing waits, on average. */
  answerSeconds: number;
}

/**
 * From what was counted of single operations.
 *
 * @param rate requests a second; it decides how full batches of the stream are
 */
export function localDemandOf(profile: Profile, counted: CountedOperations, rate: number): LocalDemand {
  const demand = demandOf(profile, counted, rate);
  const { busy = 0 } = demand.functions.ScoreCandidates ?? {};
  // Lists of pushes are scored as well, and nobody waits for those.
  const answered = busy * (1 - demand.pushes / Math.max(demand.inferences, demand.pushes, 1e-9));
  return {
    busySeconds: demand.localProcessorSeconds / rate,
    answerSeconds: assumed('serverSeconds') + answered / rate,
  };
}

/**
 * How long a request waits that comes in each second, where one thing is done after another: what is left over from the
 * seconds before (a fluid), and the wait of M/M/1 while there is nothing left over.
 *
 * @param offered requests of each second
 * @param processors that there are in each second
 */
export function waitsOf(offered: readonly number[], processors: readonly number[], busySeconds: number): number[] {
  let backlog = 0;
  return offered.map((rate, second) => {
    const capacity = processors[second] / busySeconds;
    backlog = Math.max(0, backlog + rate - capacity);
    if (backlog > 0) return backlog / capacity;
    return meanWait({ servers: 1, serviceSeconds: 1 / capacity, variability: 1 }, rate);
  });
}
