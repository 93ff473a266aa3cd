import { isAboutItem } from '../../schema/contract/anomalies.ts';
import type { CountHeldResult } from '../../schema/contract/anomalies.ts';
import { countHeld } from './countHeld.ts';
import { weightOf } from './countTrends.ts';
import { createTelling } from './createTelling.ts';
import type { Telling } from './createTelling.ts';
import { erasedAmong } from './erasedAmong.ts';
import { release } from './heldBack.ts';
import { ExposureNotes } from './noteExposures.ts';
import { isImpression } from './RecordedInteraction.ts';
import { MeasuredPlacements } from './MeasuredPlacements.ts';
import { takeIn } from './takeIn.ts';
import type { Intake, TakingIn } from './takeIn.ts';
import { UserRows } from './UserRows.ts';

export interface HeldCounting extends TakingIn, Telling {
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** Makes the function that counts what a mark that was cleared has held back, in the way of everything that is counted. */
export function createHeldCounting(dependencies: HeldCounting): (anomalyId: string) => Promise<CountHeldResult> {
  const { client, userDataTable, feedbackTable, onSkipped } = dependencies;
  const placements = new MeasuredPlacements(client, feedbackTable, onSkipped);
  const tell = createTelling(dependencies);
  const exposures = new ExposureNotes(client, userDataTable, feedbackTable);
  return (anomalyId) =>
    countHeld(anomalyId, {
      ...dependencies,
      count: async (held, { kind }, now) => {
        const erased = await erasedAmong(client, userDataTable, [...new Set(held.map(({ userId }) => userId))]);
        // Their erasure deletes what was held back of them.
        const known = held.filter(({ userId }) => !erased.has(userId));
        // Before they are counted, which deletes what would be tried again; to note something twice does no harm.
        const unnoted = await exposures.note(known, now);
        const noted = known.filter(({ userId }) => !unnoted.has(userId));
        const attributions = await placements.attribute(noted, now);
        const others = noted.filter((interaction) => !isImpression(interaction));
        const rows = await UserRows.read(client, userDataTable, others, [...attributions.values()], now);
        const intakes = noted.map((interaction): Intake => ({
          interaction,
          weight: isImpression(interaction) ? undefined : weightOf(interaction, now),
          attribution: attributions.get(interaction.streamEventId),
          also: release(interaction, anomalyId, isAboutItem(kind), { userDataTable, feedbackTable }),
        }));
        const taken = await takeIn(intakes, rows, now, dependencies);
        await tell(taken.counted);
        return known.filter(({ userId }) => unnoted.has(userId) || taken.failed.has(userId)).length;
      },
    });
}
