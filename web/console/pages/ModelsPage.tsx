import { useState } from 'react';
import {
  LiveModelDocument,
  ModelVersionsDocument,
  RequestTrainingDocument,
  SetLiveModelDocument,
  TrainingRunsDocument,
  type ModelVersionsQuery,
} from '../../../schema/generated/operations/graphql.ts';
import { Id, Mark, Problem, Section, Waiting, type Meaning } from '../frame/parts.tsx';
import { Table } from '../frame/Table.tsx';
import { ago, count, decimal, plain } from '../frame/words.ts';
import { useAsk } from '../session/useAsk.ts';
import { useChange } from '../session/useChange.ts';
import { TrainingRun } from './models/TrainingRun.tsx';

type Version = ModelVersionsQuery['modelVersions']['items'][number];

const meaningOf: Record<Version['status'], Meaning> = {
  LIVE: 'good',
  CANARY: 'warning',
  SHADOW: 'warning',
  REGISTERED: 'plain',
  RETIRED: 'plain',
  REMOVED: 'plain',
  REJECTED: 'bad',
};

/** Versions of the model, which of them answers, and the trainings that made them. */
export function ModelsPage() {
  const live = useAsk(LiveModelDocument, {}, { every: 5000 });
  const versions = useAsk(ModelVersionsDocument, { limit: 20 }, { every: 5000 });
  const runs = useAsk(TrainingRunsDocument, { limit: 10 }, { every: 2000 });
  const [isBrief, setBrief] = useState(true);
  const again = (): void => [live, versions, runs].forEach((asked) => asked.again());
  const training = useChange(RequestTrainingDocument, again);
  const change = useChange(SetLiveModelDocument, again);
  const champion = live.answer?.liveModel?.champion.modelVersion;
  const challenger = live.answer?.liveModel?.challenger;
  const isTraining = runs.answer?.trainingRuns.items.some(({ status }) => status === 'RUNNING') ?? false;
  const train = (): Promise<boolean> =>
    training.send({
      input: isBrief
        ? { budgetSeconds: 30, shadowShare: 1, shadowSeconds: 15, canaryShare: 0.2, canarySeconds: 15, force: true }
        : { force: true },
    });
  return (
    <>
      <h1>Models</h1>
      {champion ? (
        <p className="answer">
          <Mark meaning="good">{champion} answers</Mark>
          {challenger && (
            <Mark meaning="warning">
              {challenger.modelVersion} is tried: {plain(challenger.stage)}, {Math.round(challenger.share * 100)} %
            </Mark>
          )}
        </p>
      ) : (
        live.answer && (
          <p className="answer">
            <Mark meaning="warning">No model answers yet: lists are what trends, what is popular and what is new</Mark>
          </p>
        )
      )}
      <Problem text={live.problem ?? versions.problem ?? runs.problem} again={again} />
      <Problem text={training.problem ?? change.problem} />
      <Section
        title="Trainings"
        actions={
          <div className="actions">
            <label>
              <input type="checkbox" checked={isBrief} onChange={({ target }) => setBrief(target.checked)} /> brief: 30
              s of training, 15 s of shadow and of canary
            </label>
            <button className="primary" disabled={isTraining || training.isUnderWay} onClick={() => void train()}>
              {isTraining ? 'A training is at work' : 'Train now'}
            </button>
          </div>
        }
      >
        {runs.answer ? (
          runs.answer.trainingRuns.items.length === 0 ? (
            <p className="empty">Nothing was trained yet.</p>
          ) : (
            <ol className="runs">
              {runs.answer.trainingRuns.items.map((run, index) => (
                <TrainingRun key={run.runId} run={run} isOpen={index === 0} />
              ))}
            </ol>
          )
        ) : (
          <Waiting />
        )}
      </Section>
      <Section title="Versions">
        {versions.answer ? (
          <Table<Version>
            caption="Versions of the model, newest first"
            rows={versions.answer.modelVersions.items}
            keyOf={({ modelVersion }) => modelVersion}
            empty="There is no version yet."
            columns={[
              { name: 'modelVersion', cell: ({ modelVersion }) => <Id id={modelVersion} /> },
              {
                name: 'status',
                hint: 'Where it is in its life.',
                cell: ({ status }) => <Mark meaning={meaningOf[status]}>{status}</Mark>,
              },
              { name: 'registered', cell: ({ createdAt }) => <time dateTime={createdAt}>{ago(createdAt)}</time> },
              {
                name: 'nDCG',
                hint: 'On the newest interactions, which it had not seen; behind it that of the model that was live.',
                isNumber: true,
                cell: ({ verdict }) => {
                  const all = verdict?.segments.find(({ segment }) => segment === 'ALL');
                  if (!all) return '–';
                  const than = typeof all.championNdcg === 'number' ? ` (${decimal(all.championNdcg)})` : '';
                  return `${decimal(all.challengerNdcg)}${than}`;
                },
              },
              { name: 'interactions', isNumber: true, cell: ({ lineage }) => count(lineage.interactions) },
              { name: 'items', isNumber: true, cell: ({ lineage }) => count(lineage.items) },
              { name: 'reason', cell: ({ reason }) => reason ?? '' },
              {
                name: '',
                cell: ({ modelVersion, endpointName, status }) =>
                  endpointName && status === 'RETIRED' ? (
                    <button
                      disabled={change.isUnderWay}
                      onClick={() => void change.send({ input: { modelVersion } })}
                      title="It shows within five seconds."
                    >
                      Go back to it
                    </button>
                  ) : null,
              },
            ]}
          />
        ) : (
          <Waiting />
        )}
      </Section>
    </>
  );
}
