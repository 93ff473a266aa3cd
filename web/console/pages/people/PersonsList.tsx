import type { RecommendationList } from '@recsync/client';
import { useEffect, useState } from 'react';
import { goTo } from '../../../shared/address.tsx';
import { Id, Mark, Problem, Section, Waiting } from '../../frame/parts.tsx';
import { addressOf, type Place } from '../../frame/router.ts';
import { Table } from '../../frame/Table.tsx';
import { ago, decimal, percent, plain } from '../../frame/words.ts';
import { useSession } from '../../session/SessionContext.tsx';

type Recommendation = RecommendationList['items'][number];

/** A person's list of a placement as it is now: followed, so that it changes while one looks. */
export function PersonsList({ userId, place }: { userId: string; place: Place }) {
  const { client } = useSession();
  const { placement = 'home' } = place.filters;
  const [list, setList] = useState<RecommendationList>();
  const [pushes, setPushes] = useState(0);
  const [problem, setProblem] = useState<string>();
  useEffect(
    () =>
      client.subscribe(
        { userId, placement, limit: 25 },
        {
          next: (next, origin) => {
            setList(next);
            setProblem(undefined);
            if (origin === 'PUSHED') setPushes((before) => before + 1);
          },
          error: (error: Error) => setProblem(error.message),
        },
      ),
    [client, userId, placement],
  );
  return (
    <Section
      title="What they would see"
      actions={
        <label className="inline">
          placement{' '}
          <input
            defaultValue={placement}
            onBlur={({ target }) =>
              goTo(
                addressOf({ room: 'people', detail: userId, filters: { ...place.filters, placement: target.value } }),
                {
                  replace: true,
                },
              )
            }
          />
        </label>
      }
    >
      <Problem text={problem} />
      {list ? (
        <>
          <p className="answer">
            {list.degraded ? (
              <Mark meaning="warning">{plain(list.degradedReason ?? 'degraded')}</Mark>
            ) : (
              <Mark meaning="good">{list.source}</Mark>
            )}
            <span className="small">
              made <time dateTime={list.generatedAt}>{ago(list.generatedAt)}</time>
              {list.modelVersion && (
                <>
                  {' '}
                  by <Id id={list.modelVersion} />
                </>
              )}
              , {pushes === 0 ? 'no push yet' : pushes === 1 ? 'one push' : `${pushes} pushes`} while you look
            </span>
          </p>
          <Table<Recommendation>
            caption="The list, best first"
            rows={list.items}
            keyOf={({ itemId }) => itemId}
            empty="It is empty."
            columns={[
              {
                name: 'item',
                cell: ({ itemId, item }) => (
                  <span title={itemId}>
                    <bdi className="long">{item?.title ?? itemId}</bdi>
                  </span>
                ),
              },
              { name: 'score', isNumber: true, cell: ({ score }) => decimal(score) },
              {
                name: 'reasons',
                hint: 'What speaks for it, strongest first, and its part of the score.',
                cell: ({ reasons, score }) => (
                  <ul className="reasons">
                    {reasons.slice(0, 2).map(({ code, share, evidence }) => (
                      <li key={code}>
                        {percent(score === 0 ? 0 : share / score, 0)} {plain(code)}{' '}
                        <span className="small">
                          {[...evidence.itemIds, ...evidence.attributes].slice(0, 2).map((thing, index) => (
                            <span key={thing}>
                              {index > 0 && ', '}
                              <span className="whole">{thing}</span>
                            </span>
                          ))}
                        </span>
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]}
          />
        </>
      ) : (
        !problem && <Waiting rows={8} />
      )}
    </Section>
  );
}
