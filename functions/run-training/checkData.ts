import { archiveKeys } from '../../schema/contract/models.ts';
import type { DataReport, TrainingTrigger } from '../../schema/contract/models.ts';
import type { CheckDataAnswer, CheckDataInput, RunOutcome } from '../../schema/contract/trainingSteps.ts';
import { collectsUntil } from './begin.ts';
import { MissingRowError } from '../shared/errors.ts';
import { dropErasureMarks } from './dropErasureMarks.ts';
import { dataReport } from './jobOutputs.ts';
import { artifactOf, judgeJob, sparkJob, trainingJob } from './jobs.ts';
import type { TrainingDependencies } from './TrainingDependencies.ts';

/** New interactions below which a model would hardly change: a hundred, and of a large archive one in a hundred. */
const leastNew = 100;
const leastNewShare = 0.01;

export async function checkData(
  { runId, settings }: CheckDataInput,
  dependencies: TrainingDependencies,
): Promise<CheckDataAnswer> {
  const { rows, archive, places, exportMarginSeconds, sparkFrom } = dependencies;
  const report = await archive.readJson(`${archiveKeys.report(runId)}report.json`, dataReport);
  const { startedAt, trigger } = await rows.run(runId);
  // What the job read is in the archive now, whatever becomes of the run.
  const collectedUntil = collectsUntil(startedAt, exportMarginSeconds);
  if (report.drift.drifted) dependencies.onDrift(report.drift);
  await rows.updateRun(runId, { dataReport: JSON.stringify(report), collectedUntil });
  await dropErasureMarks(collectedUntil, dependencies);

  const judged = await lastJudged(runId, dependencies);
  const outcome = refusalOf(report) ?? (settings.force ? undefined : skipOf(report, judged, trigger));
  if (outcome) return { decision: 'STOP', outcome };
  const live = await rows.live();
  const champion = live && (await rows.version(live.champion.modelVersion));
  if (live && !champion) throw new MissingRowError(`version ${live.champion.modelVersion}, which is live`);
  const train = trainingJob(runId, settings, report, places);
  const judge = judgeJob(runId, artifactOf(train), champion?.artifact, report, places);
  const isForSpark = sparkFrom > 0 && report.interactions >= sparkFrom;
  return {
    ...{ decision: 'GO_ON', train, judge },
    ...(isForSpark && { spark: sparkJob(runId, settings, train, places) }),
  };
}

/** Nothing can be trained on this, not even when it is asked for. */
function refusalOf({ refusals, tooLittle }: DataReport): RunOutcome | undefined {
  if (refusals.length > 0) return { status: 'REFUSED', reason: refusals.join(' ') };
  return tooLittle === undefined ? undefined : { status: 'SKIPPED', reason: tooLittle };
}

/** Whether the data are the same, or nearly, as those that a model was last made of. */
function skipOf(report: DataReport, last: DataReport | undefined, trigger: TrainingTrigger): RunOutcome | undefined {
  if (!last) return undefined;
  if (report.fingerprint === last.fingerprint) {
    return { status: 'SKIPPED', reason: 'NOTHING_NEW: The data are those that the last model was trained on.' };
  }
  const fresh = report.interactions - last.interactions;
  const least = Math.max(leastNew, Math.ceil(last.interactions * leastNewShare));
  if (report.drift.drifted || trigger === 'DRIFT' || fresh >= least) return undefined;
  const reason = `TOO_LITTLE_NEW: ${Math.max(0, fresh)} interactions more than the last model was trained on; it takes ${least}, or drift.`;
  return { status: 'SKIPPED', reason };
}

/** What the last model was made of that came as far as being judged, whatever the verdict. */
async function lastJudged(runId: string, { rows }: TrainingDependencies): Promise<DataReport | undefined> {
  for await (const run of rows.runsBefore(runId)) {
    if (run.verdict && run.dataReport) return JSON.parse(run.dataReport) as DataReport;
  }
  return undefined;
}
