import { CountedCostsDocument, type CountedCostsQuery } from '../../../schema/generated/operations/graphql.ts';
import { goTo } from '../../shared/address.tsx';
import { Figure, Problem, Section, Waiting } from '../frame/parts.tsx';
import { addressOf, type Place } from '../frame/router.ts';
import { Table } from '../frame/Table.tsx';
import { amount, dollars, listPrice } from '../frame/words.ts';
import { useAsk } from '../session/useAsk.ts';

type Costs = CountedCostsQuery['countedCosts'];
type Row = Costs['rows'][number];

const spans = { 1: 'the last hour', 24: 'the last day', 72: 'the last three days', 336: 'the last two weeks' } as const;
/** CloudWatch charges for each look, and has a new value each minute. */
const everyMs = 60_000;

/** What AWS would charge for what was done, by the units that CloudWatch counted. */
export function CostsPage({ place }: { place: Place }) {
  const hours = Number(Object.keys(spans).find((each) => each === place.filters.hours) ?? 72);
  const { answer, problem, isLoading, again } = useAsk(CountedCostsDocument, { hours }, { every: everyMs });
  const costs = answer?.countedCosts;
  return (
    <>
      <h1>Costs</h1>
      <form className="filters" onSubmit={(event) => event.preventDefault()}>
        <label>
          counted in{' '}
          <select
            value={hours}
            onChange={({ target }) =>
              goTo(addressOf({ room: 'costs', filters: { hours: target.value } }), { replace: true })
            }
          >
            {Object.entries(spans).map(([each, words]) => (
              <option key={each} value={each}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <button type="button" disabled={isLoading} onClick={again}>
          Count again
        </button>
      </form>
      <Problem text={problem} again={again} />
      {costs ? <Counted costs={costs} /> : !problem && <Waiting rows={13} />}
      <p className="small note">
        Counted by CloudWatch, some minutes behind on AWS; a local cloud keeps three days, and its seconds are as long
        as they took on its machine. In no figure, because no metric has it: what is stored, S3, queues, logs, metrics
        and alarms, transfer, keys, connections that are still open, writes that their condition refused, and what waits
        idle. Free tiers are left out, and prices of other regions differ. AWS Cost Explorer has the bill. On AWS each
        look costs less than a tenth of a cent; this page looks once a minute while it is in view.
      </p>
    </>
  );
}

function Counted({ costs: { rows, region, pricedOn } }: { costs: Costs }) {
  const services = [...new Set(rows.map(({ service }) => service))];
  const sum = (of: Row[]): number => of.reduce((total, row) => total + row.dollars, 0);
  return (
    <>
      <p className="answer">
        <span>
          <strong>{dollars(sum(rows))}</strong> at list prices of {region} of {pricedOn}
        </span>
      </p>
      <dl className="figures">
        {services.map((service) => (
          <Figure key={service} name={service}>
            {dollars(sum(rows.filter((row) => row.service === service)))}
          </Figure>
        ))}
      </dl>
      <Section title="What was counted">
        <Table<Row>
          caption="What was counted, by service"
          rows={rows}
          keyOf={({ service, unit }) => `${service} ${unit}`}
          columns={[
            { name: 'service', cell: ({ service }) => <span className="whole">{service}</span> },
            { name: 'what', cell: ({ unit }) => unit },
            {
              name: 'of',
              hint: 'CloudWatch does not tell deployments apart where it says the account: all in it and in the region.',
              cell: ({ scope }) => (scope === 'ACCOUNT' ? 'account' : 'deployment'),
            },
            { name: 'units', isNumber: true, cell: ({ units }) => amount(units) },
            {
              name: 'a million',
              hint: `The list price of a million units, as looked up on ${pricedOn}.`,
              isNumber: true,
              cell: ({ price }) => listPrice(price * 1e6),
            },
            { name: 'dollars', isNumber: true, cell: (row) => dollars(row.dollars) },
          ]}
        />
      </Section>
    </>
  );
}
