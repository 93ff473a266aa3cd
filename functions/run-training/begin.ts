import { withoutNulls } from '../../schema/contract/checks.ts';
import { trainingRunSeconds } from '../../schema/contract/limits.ts';
import { trainingSettingsProblem } from '../../schema/contract/trainingSettings.ts';
import { archiveKeys, lockPartitionKey, runPartitionKey, trainingLockSortKey } from '../../schema/contract/models.ts';
import type { TrainingLockRow, TrainingRunRow, TrainingSettings } from '../../schema/contract/models.ts';
import type { BeginAnswer, BeginInput } from '../../schema/contract/trainingSteps.ts';
import { cleanUp } from './cleanUp.ts';
import { end } from './end.ts';
import { InvalidSettingsError } from './errors.ts';
import { prepareJob } from './jobs.ts';
import { runIdOf } from '../shared/runNames.ts';
import { planExports } from './planExports.ts';
import type { TrainingDependencies } from './TrainingDependencies.ts';

/** How often somebody may take the lock before us. */
const lockAttempts = 3;

/** @throws InvalidSettingsError */
export async function begin(
  { executionArn, startedAt, input }: BeginInput,
  dependencies: TrainingDependencies,
): Promise<BeginAnswer> {
  const { rows, archive, places, userDataTable, catalogueTable, defaults, exportMarginSeconds } = dependencies;
  const problem = trainingSettingsProblem(input.settings, 'settings');
  if (problem) throw new InvalidSettingsError(problem);
  const settings: TrainingSettings = { ...defaults, ...withoutNulls({ ...input.settings }) };
  const runId = runIdOf(executionArn, startedAt);
  const since = new Date(startedAt).toISOString();

  const holder = await takeLock(
    { pk: lockPartitionKey, sk: trainingLockSortKey, runId, executionArn, since },
    dependencies,
  );
  if (holder) return { decision: 'BUSY', runId: holder };
  await rows.writeOnce({
    pk: runPartitionKey,
    sk: runId,
    runId,
    executionArn,
    status: 'RUNNING',
    trigger: input.trigger,
    requestedBy: input.requestedBy,
    startedAt: since,
    stages: { COLLECT: since },
    expiresAt: Math.floor(Date.parse(since) / 1000) + trainingRunSeconds,
  });

  const last = await lastCollected(runId, dependencies);
  await writeObjects(runId, settings, last, dependencies);
  const to = collectsUntil(since, exportMarginSeconds);
  const known = last?.dataReport ? (JSON.parse(last.dataReport) as { interactions: number }).interactions : 0;
  const count = Math.max(known, await dependencies.countRows(userDataTable));
  return {
    decision: 'GO_ON',
    runId,
    settings,
    exports: planExports({
      runId,
      bucket: archive.bucket,
      userDataTable,
      catalogueTable,
      from: last?.collectedUntil,
      to,
      rows: count,
    }),
    prepare: prepareJob(runId, count, places),
  };
}

/** Until when the interactions of a run that began then are collected. */
export function collectsUntil(startedAt: string, exportMarginSeconds: number): string {
  return new Date(Date.parse(startedAt) - exportMarginSeconds * 1000).toISOString();
}

/**
 * Takes the lock. A run that holds it while its execution has ended was stopped without a chance to say so: it is ended
 * here, and its challenger withdrawn.
 * @returns the run that holds the lock, unless this one does
 */
async function takeLock(own: TrainingLockRow, dependencies: TrainingDependencies): Promise<string | undefined> {
  const { rows, isRunning } = dependencies;
  let holder = '';
  for (let attempt = 1; attempt <= lockAttempts; attempt += 1) {
    if (await rows.takeLock(own)) return undefined;
    const lock = await rows.lock();
    if (!lock) continue;
    holder = lock.runId;
    if (await isRunning(lock.executionArn)) return holder;
    await abandon(lock.runId, dependencies);
    if (await rows.takeLock(own, lock)) return undefined;
  }
  return holder;
}

async function abandon(runId: string, dependencies: TrainingDependencies): Promise<void> {
  await cleanUp({ step: 'cleanUp', runId }, dependencies);
  const reason = 'ABANDONED: The execution of the training was stopped from outside, or ran for longer than it may.';
  await end({ step: 'end', runId, outcome: { status: 'FAILED', reason } }, dependencies);
}

async function lastCollected(runId: string, { rows }: TrainingDependencies): Promise<TrainingRunRow | undefined> {
  for await (const run of rows.runsBefore(runId)) if (run.collectedUntil) return run;
  return undefined;
}

/** What the jobs read: no prefix of theirs may be empty. */
async function writeObjects(
  runId: string,
  { seed, toleratedLoss }: TrainingSettings,
  last: TrainingRunRow | undefined,
  { archive, makeKey }: TrainingDependencies,
): Promise<void> {
  const about = JSON.stringify({ about: 'Keeps the folder from being empty. Jobs leave it aside.' });
  const folders = [archiveKeys.interactions, archiveKeys.items, archiveKeys.erased, archiveKeys.previous(runId)];
  await Promise.all([
    ...folders.map((folder) => archive.writeOnce(`${folder}about`, about)),
    archive.writeOnce(archiveKeys.pseudonymKey, makeKey()),
    archive.write(`${archiveKeys.settings(runId)}settings.json`, JSON.stringify({ runId, seed, toleratedLoss })),
  ]);
  if (last?.dataReport) await archive.write(`${archiveKeys.previous(runId)}report.json`, last.dataReport);
}
