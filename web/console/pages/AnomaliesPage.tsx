import {
  AnomaliesDocument,
  ClearAnomalyDocument,
  type AnomaliesQuery,
} from '../../../schema/generated/operations/graphql.ts';
import { Id, Mark, Problem, Waiting } from '../frame/parts.tsx';
import { addressOf } from '../frame/router.ts';
import { Table } from '../frame/Table.tsx';
import { ago, count, decimal, plain } from '../frame/words.ts';
import { useAsk } from '../session/useAsk.ts';
import { useChange } from '../session/useChange.ts';

type Anomaly = AnomaliesQuery['anomalies']['items'][number];

/** What is not believed, and a way to believe it again. */
export function AnomaliesPage() {
  const { answer, problem, again } = useAsk(AnomaliesDocument, { limit: 50 }, { every: 5000 });
  const clear = useChange(ClearAnomalyDocument, again);
  const holding = answer?.anomalies.items.filter(
    ({ clearedAt, until }) => !clearedAt && Date.parse(until) > Date.now(),
  );
  return (
    <>
      <h1>Anomalies</h1>
      {holding && (
        <p className="answer">
          {holding.length === 0 ? (
            <Mark meaning="good">All that people do counts</Mark>
          ) : (
            <Mark meaning="warning">
              {holding.length === 1 ? 'One mark keeps' : `${holding.length} marks keep`} interactions out of trends,
              metrics, experiments and training
            </Mark>
          )}
        </p>
      )}
      <Problem text={problem} again={again} />
      <Problem text={clear.problem} />
      {answer ? (
        <Table<Anomaly>
          caption="What was marked, newest first"
          rows={answer.anomalies.items}
          keyOf={({ anomalyId }) => anomalyId}
          empty="Nothing was marked in the last 90 days."
          columns={[
            { name: 'marked', cell: ({ markedAt }) => <time dateTime={markedAt}>{ago(markedAt)}</time> },
            { name: 'kind', cell: ({ kind }) => plain(kind) },
            {
              name: 'of',
              cell: ({ userId, itemId }) =>
                userId ? (
                  <Id id={userId} href={addressOf({ room: 'people', detail: userId })} />
                ) : (
                  <Id id={itemId ?? ''} />
                ),
            },
            {
              name: 'score',
              hint: 'What the test measured, and what it had to exceed.',
              isNumber: true,
              cell: ({ score, threshold }) => `${decimal(score, 1)} (above ${decimal(threshold, 1)})`,
            },
            { name: 'after events', isNumber: true, cell: ({ events }) => count(events) },
            {
              name: 'state',
              cell: ({ clearedAt, clearedBy, until }) =>
                clearedAt ? (
                  <Mark meaning="plain">cleared by {clearedBy}</Mark>
                ) : Date.parse(until) > Date.now() ? (
                  <Mark meaning="warning">kept out, ends {ago(until)}</Mark>
                ) : (
                  <Mark meaning="plain">ended {ago(until)}</Mark>
                ),
            },
            {
              name: '',
              cell: ({ anomalyId, clearedAt }) =>
                clearedAt ? null : (
                  <button disabled={clear.isUnderWay} onClick={() => void clear.send({ input: { anomalyId } })}>
                    Believe it
                  </button>
                ),
            },
          ]}
        />
      ) : (
        !problem && <Waiting />
      )}
    </>
  );
}
