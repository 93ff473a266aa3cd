import { useState } from 'react';
import {
  DeletePlacementDocument,
  PlacementsDocument,
  PutPlacementDocument,
  type PlacementsQuery,
} from '../../../schema/generated/operations/graphql.ts';
import { goTo } from '../../shared/address.tsx';
import { Id, Problem, Waiting } from '../frame/parts.tsx';
import { addressOf, type Place } from '../frame/router.ts';
import { Table } from '../frame/Table.tsx';
import { ago } from '../frame/words.ts';
import { useAsk } from '../session/useAsk.ts';
import { useChange } from '../session/useChange.ts';
import { PlacementEditor } from './placements/PlacementEditor.tsx';

type Placement = PlacementsQuery['placements']['items'][number];

/** What applies, in a few words. */
function summaryOf({ settings }: Placement): string {
  const { pinned, boosted, buried, filter, diversity, freshness, exploration } = settings;
  const counted = (rules: readonly unknown[] | null | undefined, word: string): string[] =>
    rules && rules.length > 0 ? [`${rules.length} ${word}`] : [];
  const shares = Object.entries({ diversity, freshness, exploration }).flatMap(([name, value]) =>
    value ? [`${name} ${value}`] : [],
  );
  return [
    ...counted(pinned, 'shown first'),
    ...counted(boosted, 'raised or lowered'),
    ...counted(buried, 'never shown'),
    ...(filter ? ['a filter'] : []),
    ...shares,
  ].join(', ');
}

/** The places in the product and what applies to their lists. */
export function PlacementsPage({ place }: { place: Place }) {
  const { answer, problem, again } = useAsk(PlacementsDocument, { limit: 100 });
  const [isNew, setNew] = useState(false);
  const close = (): void => {
    setNew(false);
    if (place.detail) goTo(addressOf({ room: 'placements' }));
  };
  const put = useChange(PutPlacementDocument, again);
  const remove = useChange(DeletePlacementDocument, again);
  const opened = answer?.placements.items.find(({ placement }) => placement === place.detail);
  return (
    <>
      <h1>Placements</h1>
      <div className="filters">
        <button className="primary" onClick={() => setNew(true)}>
          New placement
        </button>
        <p className="small">A change shows within ten seconds, in lists that were stored before too.</p>
      </div>
      <Problem text={problem} again={again} />
      {answer ? (
        <Table<Placement>
          caption="Placements that something applies to"
          rows={answer.placements.items}
          keyOf={({ placement }) => placement}
          opened={place.detail}
          onOpen={({ placement }) => goTo(addressOf({ room: 'placements', detail: placement }))}
          empty="Nothing applies to any placement: every list is the model's own."
          columns={[
            { name: 'placement', cell: ({ placement }) => <Id id={placement} /> },
            { name: 'what applies', cell: summaryOf },
            { name: 'experiment', cell: ({ experimentId }) => experimentId && <Id id={experimentId} /> },
            { name: 'changed', cell: ({ updatedAt, updatedBy }) => `${ago(updatedAt)} by ${updatedBy}` },
            { name: 'revision', isNumber: true, cell: ({ revision }) => revision },
          ]}
        />
      ) : (
        !problem && <Waiting />
      )}
      {(opened || isNew) && (
        <PlacementEditor
          key={opened?.placement ?? 'new'}
          placement={opened}
          problem={put.problem ?? remove.problem}
          isUnderWay={put.isUnderWay || remove.isUnderWay}
          onClose={close}
          onSave={async (input) => {
            if (await put.send({ input })) close();
          }}
          onDelete={
            opened &&
            (async () => {
              if (await remove.send({ placement: opened.placement, revision: opened.revision })) close();
            })
          }
        />
      )}
    </>
  );
}
