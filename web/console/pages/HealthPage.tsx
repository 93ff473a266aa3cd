import {
  DeadLettersDocument,
  DeploymentHealthDocument,
  type DeploymentHealthQuery,
} from '../../../schema/generated/operations/graphql.ts';
import { Figure, Id, Mark, Problem, Section, Waiting, type Meaning } from '../frame/parts.tsx';
import { Table } from '../frame/Table.tsx';
import { ago, bytes, count, lastedMs, plain } from '../frame/words.ts';
import { useAsk } from '../session/useAsk.ts';
import { DeadLetters } from './health/DeadLetters.tsx';

type Health = DeploymentHealthQuery['deploymentHealth'];
type Alarm = NonNullable<Health['alarms']>[number];
type TableHealth = NonNullable<Health['tables']>[number];

const meaningOf: Record<Alarm['state'], Meaning> = { OK: 'good', ALARM: 'bad', INSUFFICIENT_DATA: 'plain' };
const order: Alarm['state'][] = ['ALARM', 'INSUFFICIENT_DATA', 'OK'];
/** A stream that is further behind has an alarm. */
const lateMs = 60_000;

/** `StreamAge` of the name that CloudFormation made of it. */
const shortName = (name: string): string => name.replace(/^.*-operations-/, '').replace(/[0-9A-F]{8}(-\w+)?$/, '');

/** What is wrong, in words, the worst first. */
function findTroubles({ alarms, tables, stream, endpoint, deadLetters }: Health): string[] {
  const ringing = alarms?.filter(({ state }) => state === 'ALARM').length ?? 0;
  const away = tables?.filter(({ status }) => status !== 'ACTIVE').length ?? 0;
  return [
    ringing > 0 ? `${ringing} ${ringing === 1 ? 'alarm rings' : 'alarms ring'}` : '',
    deadLetters ? `${count(deadLetters)} dead ${deadLetters === 1 ? 'letter waits' : 'letters wait'}` : '',
    endpoint && endpoint.status !== 'InService' ? `the endpoint is ${endpoint.status}` : '',
    away > 0 ? `${away} ${away === 1 ? 'table is' : 'tables are'} not active` : '',
    stream && (stream.iteratorAgeMs ?? 0) > lateMs ? 'interactions wait' : '',
  ].filter(Boolean);
}

/** Whether every part of the deployment is well, what could not be handled, and a way to handle it again. */
export function HealthPage() {
  const { answer, problem, again } = useAsk(DeploymentHealthDocument, {}, { every: 10_000 });
  const health = answer?.deploymentHealth;
  // Looking at them hides them for a moment, so they are looked at when their number changes.
  const letters = useAsk(DeadLettersDocument, health ? { limit: 100 } : null);
  const troubles = health && findTroubles(health);
  return (
    <>
      <h1>Health</h1>
      <p className="answer">
        {troubles &&
          (troubles.length === 0 ? (
            <Mark meaning="good">All parts are well</Mark>
          ) : (
            troubles.map((trouble) => (
              <Mark key={trouble} meaning="bad">
                {trouble}
              </Mark>
            ))
          ))}
      </p>
      <Problem text={problem} again={again} />
      {health ? (
        <>
          <Figures health={health} />
          <DeadLetters
            asked={letters}
            waiting={health.deadLetters ?? undefined}
            onReplayed={() => [again, letters.again].forEach((ask) => ask())}
          />
          <Section title="Alarms">
            {health.alarms ? (
              <Table<Alarm>
                caption="Alarms, those that ring first"
                rows={health.alarms.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state))}
                keyOf={({ name }) => name}
                empty="There are no alarms."
                columns={[
                  { name: 'state', cell: ({ state }) => <Mark meaning={meaningOf[state]}>{plain(state)}</Mark> },
                  { name: 'alarm', cell: ({ name }) => <code title={name}>{shortName(name)}</code> },
                  { name: 'since', cell: ({ since }) => (since ? <time dateTime={since}>{ago(since)}</time> : '–') },
                  {
                    name: 'what it means',
                    cell: ({ description, reason }) => (
                      <span className="words" title={reason ?? undefined}>
                        {description}
                      </span>
                    ),
                  },
                ]}
              />
            ) : (
              <p className="empty">CloudWatch did not answer.</p>
            )}
          </Section>
          <Section title="Tables">
            {health.tables ? (
              <Table<TableHealth>
                caption="Tables"
                rows={health.tables}
                keyOf={({ name }) => name}
                columns={[
                  {
                    name: 'state',
                    hint: 'ACTIVE is well.',
                    cell: ({ status }) => (
                      <Mark meaning={status === 'ACTIVE' ? 'good' : 'warning'}>{plain(status)}</Mark>
                    ),
                  },
                  { name: 'table', cell: ({ name }) => <Id id={name} /> },
                  {
                    name: 'rows',
                    hint: 'As DynamoDB last counted them, about every six hours.',
                    isNumber: true,
                    cell: ({ rows }) => (rows === null || rows === undefined ? '–' : count(rows)),
                  },
                  {
                    name: 'size',
                    isNumber: true,
                    // The local engine counts rows, and no bytes.
                    cell: ({ rows, bytes: size }) => (size || rows === 0 ? bytes(size ?? 0) : '–'),
                  },
                ]}
              />
            ) : (
              <p className="empty">DynamoDB did not answer.</p>
            )}
          </Section>
        </>
      ) : (
        !problem && <Waiting rows={12} />
      )}
    </>
  );
}

function Figures({ health: { stream, endpoint, deadLetters, checkedAt } }: { health: Health }) {
  return (
    <dl className="figures">
      <Figure name="endpoint" hint="Of the live model, in SageMaker's words.">
        {endpoint ? endpoint.status : 'none'}
      </Figure>
      <Figure
        name="behind, at most"
        hint="How long the oldest record of the stream of interactions had waited, in the last fifteen minutes."
      >
        {!stream ? 'unknown' : typeof stream.iteratorAgeMs === 'number' ? lastedMs(stream.iteratorAgeMs) : 'no traffic'}
      </Figure>
      <Figure name="batches, failed" hint="Of the stream, in the last fifteen minutes.">
        {stream ? `${count(stream.batches)}, ${count(stream.errors)}` : 'unknown'}
      </Figure>
      <Figure name="dead letters" hint="What could not be handled and waits.">
        {typeof deadLetters === 'number' ? count(deadLetters) : 'unknown'}
      </Figure>
      <Figure name="looked at">
        <time dateTime={checkedAt}>{ago(checkedAt)}</time>
      </Figure>
    </dl>
  );
}
