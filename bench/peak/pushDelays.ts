import type { PeakRun } from './Observation.ts';

/** From the acknowledgement of a listener's interaction to the first list that takes it into account. */
export interface PushDelay {
  acknowledgedAt: number;
  /** Undefined while no such list has come. */
  pushedAt?: number;
}

/** One for each interaction that was acknowledged to somebody who listens. */
export function pushDelays({
  observations,
  pushes,
  listeners,
}: Pick<PeakRun, 'observations' | 'pushes' | 'listeners'>): PushDelay[] {
  return observations.flatMap(({ userId, recorded, answeredAt }) => {
    if (!recorded || !listeners.has(userId)) return [];
    const push = pushes.find(
      ({ listenerId, basedOn }) => listenerId === userId && basedOn !== null && basedOn >= recorded.recordedAt,
    );
    return [{ acknowledgedAt: answeredAt, pushedAt: push?.receivedAt }];
  });
}

/** How many of them were not yet answered by a push at an instant. */
export const pushesBehind = (delays: readonly PushDelay[], at: number): number =>
  delays.filter(({ acknowledgedAt, pushedAt = Infinity }) => acknowledgedAt <= at && pushedAt > at).length;
