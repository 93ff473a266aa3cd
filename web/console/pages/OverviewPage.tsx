import {
  LiveModelDocument,
  TrainingRunsDocument,
  TrendingItemsDocument,
  type TrendingItemsQuery,
} from '../../../schema/generated/operations/graphql.ts';
import { AddressLink } from '../../shared/address.tsx';
import { useModelState } from '../../shared/useModelState.ts';
import { Figure, Id, Mark, Problem, Section, Waiting } from '../frame/parts.tsx';
import { addressOf } from '../frame/router.ts';
import { Table } from '../frame/Table.tsx';
import { ago, decimal, plain } from '../frame/words.ts';
import { useSession } from '../session/SessionContext.tsx';
import { useAsk } from '../session/useAsk.ts';
import { LiveFeed } from './overview/LiveFeed.tsx';

type Trending = TrendingItemsQuery['trendingItems']['items'][number];

/** In its place on a deployment: where the answers are. */
const NoLiveFeed = () => (
  <Section title="Happening now">
    <p className="empty">
      The live feed is of the local cloud alone. Here{' '}
      <AddressLink href={addressOf({ room: 'health' })}>Health</AddressLink> says whether interactions arrive and how
      late, and <AddressLink href={addressOf({ room: 'people' })}>People</AddressLink> what somebody does and is shown,
      by push.
    </p>
  </Section>
);

/** Whether all is well, and what rises at the moment. */
export function OverviewPage() {
  const { local } = useSession();
  const live = useAsk(LiveModelDocument, {}, { every: 5000 });
  const runs = useAsk(TrainingRunsDocument, { limit: 1 }, { every: 5000 });
  const trending = useAsk(TrendingItemsDocument, { limit: 10 }, { every: 5000 });
  const [state] = useModelState(local);
  const champion = live.answer?.liveModel?.champion.modelVersion;
  const run = runs.answer?.trainingRuns.items[0];
  const problem = live.problem ?? runs.problem ?? trending.problem;
  return (
    <>
      <h1>Overview</h1>
      <p className="answer">
        {problem ? (
          <Mark meaning="bad">The API does not answer as it should</Mark>
        ) : state === 'STOPPED' ? (
          <Mark meaning="bad">The model is stopped: lists are degraded</Mark>
        ) : live.answer && !champion ? (
          <Mark meaning="warning">No model yet: lists are what trends, what is popular and what is new</Mark>
        ) : (
          live.answer && <Mark meaning="good">The model answers</Mark>
        )}
      </p>
      <Problem text={problem} again={live.again} />
      <dl className="figures">
        <Figure name="live model" hint="The version that answers.">
          {champion ? <Id id={champion} /> : live.answer ? 'none' : '…'}
        </Figure>
        {local && (
          <Figure name="endpoint" hint="Of the live model, on this machine.">
            {state ? plain(state) : '…'}
          </Figure>
        )}
        <Figure name="last training">
          {run ? (
            <>
              {plain(run.status)}, {ago(run.startedAt)}
            </>
          ) : runs.answer ? (
            'none'
          ) : (
            '…'
          )}
        </Figure>
      </dl>
      <div className="beside">
        <Section title="Trending today">
          {trending.answer ? (
            <Table<Trending>
              caption="Items that rise, strongest first"
              rows={trending.answer.trendingItems.items}
              keyOf={({ itemId }) => itemId}
              empty="Nothing rises at the moment."
              columns={[
                { name: 'item', cell: ({ item, itemId }) => <bdi className="long">{item?.title ?? itemId}</bdi> },
                { name: 'categories', cell: ({ item }) => (item?.categories ?? []).join(', ') },
                { name: 'score', isNumber: true, cell: ({ score }) => decimal(score, 2) },
              ]}
            />
          ) : (
            <Waiting rows={10} />
          )}
        </Section>
        {local ? <LiveFeed local={local} /> : <NoLiveFeed />}
      </div>
    </>
  );
}
