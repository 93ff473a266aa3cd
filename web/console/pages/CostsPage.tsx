import { useEffect, useState } from 'react';
import type { CountedCosts } from '../../shared/Backstage.ts';
import { goTo } from '../../shared/address.tsx';
import { Figure, Problem, Section, Waiting } from '../frame/parts.tsx';
import { addressOf, type Place } from '../frame/router.ts';
import { Table } from '../frame/Table.tsx';
import { amount, dollars, listPrice } from '../frame/words.ts';
import { useSession } from '../session/SessionContext.tsx';

type Row = CountedCosts['rows'][number];

const spans = { 1: 'the last hour', 24: 'the last day', 72: 'the last three days' } as const;
const everyMs = 10_000;

/** What AWS would charge for what the local cloud did, by counted units. */
export function CostsPage({ place }: { place: Place }) {
  const { backstage } = useSession();
  const hours = Number(Object.keys(spans).find((each) => each === place.filters.hours) ?? 72) as keyof typeof spans;
  const [counted, setCounted] = useState<{ hours: number; costs: CountedCosts }>();
  const [problem, setProblem] = useState<string>();
  const [round, setRound] = useState(0);
  const again = (): void => setRound((before) => before + 1);
  useEffect(() => {
    let isOver = false;
    const look = (): void =>
      void backstage.costs(hours).then(
        (costs) => {
          if (isOver) return;
          setCounted({ hours, costs });
          setProblem(undefined);
        },
        (error: Error) => !isOver && setProblem(error.message),
      );
    look();
    const timer = setInterval(() => document.visibilityState === 'visible' && look(), everyMs);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [backstage, hours, round]);
  const costs = counted?.hours === hours ? counted.costs : undefined;
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
      </form>
      <Problem text={problem} again={again} />
      {costs ? <Counted costs={costs} /> : !problem && <Waiting rows={13} />}
      <p className="small note">
        Counted here, on this machine: seconds are as long as they took here. Not counted, and so in no figure: what is
        stored, S3, queues, logs, metrics and alarms, transfer, writes that their condition refused, data that was
        loaded past the API, and what waits idle. Free tiers are left out. AWS Cost Explorer says what a deployment
        costs.
      </p>
    </>
  );
}

function Counted({ costs: { rows, region, pricedOn } }: { costs: CountedCosts }) {
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
            { name: 'service', cell: ({ service }) => service },
            { name: 'what', cell: ({ unit }) => unit },
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
