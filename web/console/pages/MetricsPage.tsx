import {
  RecommendationMetricsDocument,
  type MetricGrouping,
  type RecommendationMetricsQuery,
} from '../../../schema/generated/operations/graphql.ts';
import { goTo } from '../../shared/address.tsx';
import { IntervalChart } from '../charts/IntervalChart.tsx';
import { RateOverTime } from '../charts/RateOverTime.tsx';
import { Figure, Mark, Problem, Section, Waiting } from '../frame/parts.tsx';
import { addressOf, type Place } from '../frame/router.ts';
import { Table } from '../frame/Table.tsx';
import { count, percent, plain } from '../frame/words.ts';
import { useAsk } from '../session/useAsk.ts';

type Metrics = RecommendationMetricsQuery['recommendationMetrics'];
type Group = Metrics['groups'][number];
type Rate = NonNullable<Group['clickRate']>;

const groupings: MetricGrouping[] = ['DAY', 'PLACEMENT', 'VARIANT', 'MODEL_VERSION', 'SOURCE', 'POSITION'];
const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

/** What a group is of, in words. */
function nameOf(group: Group, by: MetricGrouping): string {
  if (by === 'DAY') return String(group.day);
  if (by === 'PLACEMENT') return group.placement ?? '';
  if (by === 'VARIANT') return group.experimentId ? `${group.experimentId} / ${group.variant}` : 'outside experiments';
  if (by === 'MODEL_VERSION') return group.modelVersion ?? 'no model';
  if (by === 'SOURCE') return group.source ?? '';
  return typeof group.position === 'number' ? `${group.position}` : 'not said';
}

/** `4.2 % (3.9 to 4.5)`. */
const inWords = (rate: Rate | null | undefined): string =>
  rate ? `${percent(rate.value)} (${percent(rate.low)} to ${percent(rate.high)})` : '–';

/** What people did with the lists. */
export function MetricsPage({ place }: { place: Place }) {
  const { from = day(-13), to = day(0), placement = '', by = 'DAY' } = place.filters;
  const groupBy = groupings.find((each) => each === by) ?? 'DAY';
  const variables = { from, to, placement: placement || null, groupBy };
  const { answer, problem, again } = useAsk(RecommendationMetricsDocument, variables, { every: 10_000 });
  const look = (filters: Record<string, string>): void =>
    goTo(addressOf({ room: 'metrics', filters: { ...place.filters, ...filters } }), { replace: true });
  const metrics = answer?.recommendationMetrics;
  return (
    <>
      <h1>Metrics</h1>
      <form className="filters" onSubmit={(event) => event.preventDefault()}>
        <label>
          from <input type="date" value={from} max={to} onChange={({ target }) => look({ from: target.value })} />
        </label>
        <label>
          to <input type="date" value={to} min={from} onChange={({ target }) => look({ to: target.value })} />
        </label>
        <label>
          placement{' '}
          <input
            placeholder="all"
            defaultValue={placement}
            onBlur={({ target }) => look({ placement: target.value })}
          />
        </label>
        <label>
          by
          <select value={groupBy} onChange={({ target }) => look({ by: target.value })}>
            {groupings.map((each) => (
              <option key={each} value={each}>
                {plain(each)}
              </option>
            ))}
          </select>
        </label>
      </form>
      <Problem text={problem} again={again} />
      {metrics ? <Shown metrics={metrics} groupBy={groupBy} /> : !problem && <Waiting rows={8} />}
    </>
  );
}

function Shown({ metrics: { total, groups }, groupBy }: { metrics: Metrics; groupBy: MetricGrouping }) {
  const rates = groups.flatMap((group) =>
    group.clickRate ? [{ name: nameOf(group, groupBy), ...group.clickRate }] : [],
  );
  const title = `Clicks for each impression, by ${plain(groupBy)}, with 95 % intervals`;
  return (
    <>
      <p className="answer">
        {total.impressions === 0 ? (
          <Mark meaning="plain">Nobody was seen looking at a list in these days</Mark>
        ) : (
          <Mark meaning={(total.degradedShare ?? 0) > 0.05 ? 'warning' : 'good'}>
            {inWords(total.clickRate)} of what was seen was chosen
          </Mark>
        )}
      </p>
      <dl className="figures">
        <Figure name="impressions" hint="Items that were seen in lists.">
          {count(total.impressions)}
        </Figure>
        <Figure name="clicks" hint="Items that were chosen.">
          {count(total.clicks)}
        </Figure>
        <Figure name="conversions" hint="Items that were bought.">
          {count(total.conversions)}
        </Figure>
        <Figure name="revenue" hint="The sum of the prices paid.">
          {total.revenue.toFixed(2)}
        </Figure>
        <Figure name="degraded" hint="Share of the impressions that were of degraded lists.">
          {typeof total.degradedShare === 'number' ? percent(total.degradedShare) : '–'}
        </Figure>
        <Figure name="coverage" hint="Different items that were seen, for each item of the catalogue.">
          {typeof total.coverage === 'number' ? percent(total.coverage, 0) : '–'}
        </Figure>
      </dl>
      {rates.length > 0 && (
        <Section title="Click rate">
          {groupBy === 'DAY' ? (
            <RateOverTime title={title} rows={rates.map(({ name, ...rate }) => ({ day: name, ...rate }))} />
          ) : (
            <IntervalChart title={title} rows={rates.slice(0, 20)} reference={total.clickRate?.value} />
          )}
        </Section>
      )}
      <Section title={`By ${plain(groupBy)}`}>
        <Table<Group>
          caption={`What people did with lists, by ${plain(groupBy)}`}
          rows={groups}
          keyOf={(group) => nameOf(group, groupBy)}
          empty="Nothing was counted."
          columns={[
            { name: plain(groupBy), cell: (group) => nameOf(group, groupBy) },
            { name: 'impressions', isNumber: true, cell: ({ impressions }) => count(impressions) },
            { name: 'clicks', isNumber: true, cell: ({ clicks }) => count(clicks) },
            { name: 'click rate', isNumber: true, cell: ({ clickRate }) => inWords(clickRate) },
            { name: 'carts', isNumber: true, cell: ({ carts }) => count(carts) },
            { name: 'conversions', isNumber: true, cell: ({ conversions }) => count(conversions) },
            { name: 'conversion rate', isNumber: true, cell: ({ conversionRate }) => inWords(conversionRate) },
            { name: 'revenue', isNumber: true, cell: ({ revenue }) => revenue.toFixed(2) },
          ]}
        />
      </Section>
    </>
  );
}
