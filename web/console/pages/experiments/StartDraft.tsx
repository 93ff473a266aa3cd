import {
  ExperimentDocument,
  PutExperimentDocument,
  type ExperimentQuery,
  type PlacementSettingsInput,
  type PutExperimentInput,
} from '../../../../schema/generated/operations/graphql.ts';
import { Problem } from '../../frame/parts.tsx';
import { useAsk } from '../../session/useAsk.ts';
import { useChange } from '../../session/useChange.ts';

type Draft = NonNullable<ExperimentQuery['experiment']>;

/** Starts an experiment as it was written down. */
export function StartDraft({ experimentId, onStarted }: { experimentId: string; onStarted(): void }) {
  const { answer, problem, again } = useAsk(ExperimentDocument, { experimentId });
  const put = useChange(PutExperimentDocument, onStarted);
  const draft = answer?.experiment;
  return (
    <>
      <Problem text={put.problem ?? problem} again={again} />
      <div className="actions">
        <button
          className="primary"
          disabled={!draft || put.isUnderWay}
          onClick={() => draft && void put.send({ input: toRunning(draft) })}
        >
          Start it
        </button>
      </div>
    </>
  );
}

/** The draft as it is put again, all of it, running. */
function toRunning({ experimentId, revision, placement, variants, guards, allocation, ...draft }: Draft) {
  const { goal, revenueCap, windowSeconds, expectedRate, smallestEffect, segments, smallestShare } = draft;
  return {
    ...{ experimentId, revision, status: 'RUNNING', placement, guards, allocation },
    ...{ goal, revenueCap, windowSeconds, expectedRate, smallestEffect, segments },
    // Only a bandit moves shares.
    ...(allocation === 'BANDIT' && { smallestShare }),
    variants: variants.map(({ settings, ...variant }) => ({
      ...variant,
      settings: settings && {
        ...settings,
        filter: settings.filter ? (JSON.parse(settings.filter) as PlacementSettingsInput['filter']) : null,
      },
    })),
  } satisfies PutExperimentInput;
}
