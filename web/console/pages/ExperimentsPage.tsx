import { useEffect, useRef, useState } from 'react';
import {
  ExperimentsDocument,
  PutExperimentDocument,
  type ExperimentsQuery,
} from '../../../schema/generated/operations/graphql.ts';
import { goTo } from '../../shared/address.tsx';
import { Id, Mark, Problem, Waiting, type Meaning } from '../frame/parts.tsx';
import { addressOf, type Place } from '../frame/router.ts';
import { Table } from '../frame/Table.tsx';
import { ago, count, percent, plain } from '../frame/words.ts';
import { useAsk } from '../session/useAsk.ts';
import { useChange } from '../session/useChange.ts';
import { ExperimentEditor } from './experiments/ExperimentEditor.tsx';
import { Results } from './experiments/Results.tsx';

type Experiment = ExperimentsQuery['experiments']['items'][number];

const meaningOf: Record<Experiment['status'], Meaning> = { DRAFT: 'plain', RUNNING: 'warning', ENDED: 'good' };

/** What is tried on people, and what came of it. */
export function ExperimentsPage({ place }: { place: Place }) {
  const { answer, problem, again } = useAsk(ExperimentsDocument, { limit: 50 }, { every: 5000 });
  const [isNew, setNew] = useState(false);
  const put = useChange(PutExperimentDocument, again);
  const experiments = answer?.experiments.items;
  const open = (experimentId: string): void => goTo(addressOf({ room: 'experiments', detail: experimentId }));
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(place.detail);
  useEffect(() => {
    // The row or the button that opened it is gone, and the focus with it.
    if (shown.current !== place.detail) heading.current?.focus({ preventScroll: true });
    shown.current = place.detail;
  }, [place.detail]);
  if (place.detail)
    return (
      <>
        <h1 ref={heading} tabIndex={-1}>
          <bdi>{place.detail}</bdi>
        </h1>
        <Results experimentId={place.detail} />
      </>
    );
  return (
    <>
      <h1>Experiments</h1>
      <div className="filters">
        <button className="primary" onClick={() => setNew(true)}>
          New experiment
        </button>
      </div>
      <Problem text={problem} again={again} />
      {experiments ? (
        <Table<Experiment>
          caption="Experiments"
          rows={experiments}
          keyOf={({ experimentId }) => experimentId}
          onOpen={({ experimentId }) => open(experimentId)}
          empty="Nothing was tried yet."
          columns={[
            { name: 'experimentId', cell: ({ experimentId }) => <Id id={experimentId} /> },
            {
              name: 'status',
              cell: ({ status, endReason }) => (
                <Mark meaning={meaningOf[status]}>
                  {status}
                  {endReason && endReason !== 'ENDED' ? `, ${plain(endReason)}` : ''}
                </Mark>
              ),
            },
            { name: 'placement', cell: ({ placement }) => <Id id={placement} /> },
            {
              name: 'variants',
              cell: ({ variants }) =>
                variants.map(({ variant, share }) => `${variant} ${percent(share, 0)}`).join(', '),
            },
            { name: 'goal', cell: ({ goal }) => plain(goal) },
            {
              name: 'usersNeeded',
              hint: 'After whom the smallest effect has been found in four of five experiments.',
              isNumber: true,
              cell: ({ usersNeeded }) => count(usersNeeded),
            },
            { name: 'changed', cell: ({ updatedAt }) => <time dateTime={updatedAt}>{ago(updatedAt)}</time> },
          ]}
        />
      ) : (
        !problem && <Waiting />
      )}
      {isNew && (
        <ExperimentEditor
          problem={put.problem}
          isUnderWay={put.isUnderWay}
          onClose={() => setNew(false)}
          onSave={async (input) => {
            if (await put.send({ input })) {
              setNew(false);
              open(input.experimentId);
            }
          }}
        />
      )}
    </>
  );
}
