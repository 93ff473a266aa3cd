import type { TrainingRunsQuery } from '../../../../schema/generated/operations/graphql.ts';
import { Id, Mark, type Meaning } from '../../frame/parts.tsx';
import { ago, count, decimal, lasted, percent, plain } from '../../frame/words.ts';

type Run = TrainingRunsQuery['trainingRuns']['items'][number];

const meaningOf: Record<Run['status'], Meaning> = {
  RUNNING: 'warning',
  PROMOTED: 'good',
  REJECTED: 'plain',
  REFUSED: 'bad',
  SKIPPED: 'plain',
  FAILED: 'bad',
};

/** One training, state by state. */
export function TrainingRun({ run, isOpen }: { run: Run; isOpen: boolean }) {
  const { runId, status, trigger, startedAt, endedAt, reason, stages, dataReport, verdict, observations } = run;
  const until = endedAt ?? new Date().toISOString();
  return (
    <li>
      <details open={isOpen}>
        <summary>
          <Mark meaning={meaningOf[status]}>{status}</Mark> <Id id={runId} />{' '}
          <span className="small">
            {plain(trigger)}, <time dateTime={startedAt}>{ago(startedAt)}</time>, {lasted(startedAt, until)}
          </span>
          {reason && <span className="reason">{reason}</span>}
        </summary>
        <ol className="stages" aria-label="Stages">
          {stages.map(({ stage, startedAt: from }, index) => {
            const next = stages[index + 1]?.startedAt;
            const isLast = next === undefined;
            const state = !isLast ? 'done' : status === 'RUNNING' ? 'now' : status === 'PROMOTED' ? 'done' : 'ended';
            return (
              <li key={stage} className={state} aria-current={state === 'now' ? 'step' : undefined}>
                {plain(stage)} <span className="small">{lasted(from, next ?? until)}</span>
              </li>
            );
          })}
        </ol>
        <dl className="facts">
          {dataReport && (
            <>
              <dt>data</dt>
              <dd>
                {count(dataReport.interactions)} interactions of {count(dataReport.users)} users with{' '}
                {count(dataReport.items)} items; {count(dataReport.newInteractions)} events came to the archive
              </dd>
              <dt>drift</dt>
              <dd>
                {dataReport.drift.drifted ? (
                  <Mark meaning="warning">drifted</Mark>
                ) : (
                  <Mark meaning="good">none to speak of</Mark>
                )}{' '}
                {dataReport.drift.measures.map(({ name, value, threshold }) => (
                  <span
                    key={name}
                    title={`Alarm above ${decimal(threshold)}, learned from ${dataReport.drift.windows} windows`}
                  >
                    · {plain(name)} {decimal(value, 2)}{' '}
                  </span>
                ))}
              </dd>
            </>
          )}
          {verdict && (
            <>
              <dt>verdict</dt>
              <dd>{verdict.reason}</dd>
            </>
          )}
          {(observations ?? []).map((seen) => (
            <div key={seen.at} className="pair">
              <dt>{plain(seen.stage)}</dt>
              <dd>
                {seen.reason} {count(seen.requests)} requests, errors {percent(seen.errorRate)},{' '}
                {seen.latencyMilliseconds.toFixed(0)} ms against {seen.championLatencyMilliseconds.toFixed(0)} ms
                {typeof seen.overlap === 'number' && <>, {percent(seen.overlap, 0)} of the first ten items alike</>}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}
