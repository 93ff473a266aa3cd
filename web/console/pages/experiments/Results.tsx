import {
  EndExperimentDocument,
  ExperimentResultsDocument,
  type ExperimentResultsQuery,
} from '../../../../schema/generated/operations/graphql.ts';
import { IntervalChart } from '../../charts/IntervalChart.tsx';
import { SharesOverTime } from '../../charts/SharesOverTime.tsx';
import { Figure, Id, Mark, Problem, Section, Waiting, type Meaning } from '../../frame/parts.tsx';
import { Table } from '../../frame/Table.tsx';
import { ago, count, decimal, percent, plain } from '../../frame/words.ts';
import { useAsk } from '../../session/useAsk.ts';
import { useChange } from '../../session/useChange.ts';
import { StartDraft } from './StartDraft.tsx';

type ExperimentResults = ExperimentResultsQuery['experimentResults'];
type Variant = ExperimentResults['variants'][number];

const meaningOf: Record<NonNullable<Variant['verdict']>, Meaning> = {
  RUNNING: 'plain',
  BETTER: 'good',
  WORSE: 'bad',
  GUARD_BROKEN: 'bad',
};
const verdictWords: Record<NonNullable<Variant['verdict']>, string> = {
  RUNNING: 'nothing may be said yet',
  BETTER: 'better than the control',
  WORSE: 'worse than the control',
  GUARD_BROKEN: 'does harm: a guard is broken',
};

/** What came of an experiment so far; it may be looked at as often as one likes. */
export function Results({ experimentId }: { experimentId: string }) {
  const { answer, problem, again } = useAsk(ExperimentResultsDocument, { experimentId }, { every: 5000 });
  const end = useChange(EndExperimentDocument, again);
  if (!answer) return problem ? <Problem text={problem} again={again} /> : <Waiting rows={8} />;
  const { experiment, users, suspects, unclear, countedUntil, variants, splits } = answer.experimentResults;
  const judged = variants.filter(({ verdict }) => verdict);
  const isRunning = experiment.status === 'RUNNING';
  const isDraft = experiment.status === 'DRAFT';
  return (
    <>
      <p className="answer">
        {!isDraft &&
          judged.map(({ variant, verdict }) => (
            <Mark key={variant} meaning={meaningOf[verdict!]}>
              {variant}: {verdictWords[verdict!]}
            </Mark>
          ))}
        {!isRunning && (
          <Mark meaning="plain">
            {plain(experiment.status)}
            {experiment.endReason && `, ${plain(experiment.endReason)}`}
            {experiment.promoted && `: ${experiment.promoted}`}
          </Mark>
        )}
      </p>
      <Problem text={end.problem} />
      <dl className="figures">
        <Figure name="users counted" hint="Users whose window is over, and how many it takes.">
          {count(users)} of {count(experiment.usersNeeded)}
        </Figure>
        <Figure name="counted until">{countedUntil ? ago(countedUntil) : 'nobody yet'}</Figure>
        <Figure name="left out" hint="Users marked as anomalies, and users of whom it is not clear what they saw.">
          {count(suspects)} anomalies, {count(unclear)} unclear
        </Figure>
        <Figure name="placement">
          <code>{experiment.placement}</code>
        </Figure>
      </dl>
      {judged.some(({ difference }) => difference) && (
        <Section title="Difference to the control">
          <IntervalChart
            title={`${plain(experiment.goal)}: the variant's rate minus the control's; the intervals hold at all looks together`}
            reference={0}
            rows={judged.flatMap(({ variant, difference }) =>
              difference
                ? [{ name: variant, value: difference.estimate, low: difference.low, high: difference.high }]
                : [],
            )}
          />
        </Section>
      )}
      <Section
        title="Variants"
        actions={
          isDraft ? (
            <StartDraft experimentId={experimentId} onStarted={again} />
          ) : (
            isRunning && (
              <div className="actions">
                <button disabled={end.isUnderWay} onClick={() => void end.send({ experimentId, promote: null })}>
                  End it
                </button>
                {judged.map(({ variant }) => (
                  <button
                    key={variant}
                    disabled={end.isUnderWay}
                    onClick={() => void end.send({ experimentId, promote: variant })}
                  >
                    End it and promote {variant}
                  </button>
                ))}
              </div>
            )
          )
        }
      >
        <Table<Variant>
          caption="Variants, the control first"
          rows={variants}
          keyOf={({ variant }) => variant}
          columns={[
            { name: 'variant', cell: ({ variant }) => <Id id={variant} /> },
            { name: 'share', isNumber: true, cell: ({ share }) => percent(share, 0) },
            { name: 'users', isNumber: true, cell: (row) => count(row.users) },
            {
              name: 'rate',
              hint: 'Outcomes for each user, with the interval of one look.',
              isNumber: true,
              cell: ({ rate }) =>
                rate ? `${percent(rate.estimate)} (${percent(rate.low)} to ${percent(rate.high)})` : '–',
            },
            {
              name: 'difference',
              isNumber: true,
              cell: ({ difference }) =>
                difference
                  ? `${percent(difference.estimate)} (${percent(difference.low)} to ${percent(difference.high)})`
                  : '–',
            },
            {
              name: 'p',
              hint: 'The chance of such evidence without any difference is at most this, however often one looked.',
              isNumber: true,
              cell: ({ difference }) => (difference ? decimal(difference.pValue) : '–'),
            },
            { name: 'dislikes', isNumber: true, cell: ({ dislikes }) => count(dislikes) },
            { name: 'revenue', isNumber: true, cell: ({ revenue }) => revenue.toFixed(2) },
          ]}
        />
      </Section>
      {splits.length > 1 && (
        <Section title="Split">
          <SharesOverTime
            title="How the users were split: the shares follow the outcomes"
            variants={variants.map(({ variant }) => variant)}
            rows={splits.flatMap(({ from, shares }) => shares.map((share) => ({ from, ...share })))}
          />
        </Section>
      )}
    </>
  );
}
