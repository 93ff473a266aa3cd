import { createHash } from 'node:crypto';
import type { HealthReport, ModelHealthRow } from '../../schema/contract/modelHealth.ts';
import { hourMilliseconds } from './HealthRows.ts';
import type { HealthRows } from './HealthRows.ts';
import type { ReadHours } from './createHourReader.ts';
import { measureHealth } from './measureHealth.ts';

export interface WatchDependencies {
  rows: HealthRows;
  readHours: ReadHours;
  /** Starts the training workflow with this id of a run; one that was started already is not started again. */
  startTraining: (runId: string) => Promise<void>;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** Metrics reach CloudWatch within minutes: an hour is looked at once it has been over for this long. */
const marginMilliseconds = 5 * 60_000;
/** What is caught up with after a pause; further back nobody looks for what was missed. */
const mostHoursAtOnce = 48;
/** A drift shows for a day, and a training takes hours: one of them a day is what may help. */
const pauseMilliseconds = 24 * hourMilliseconds;

/**
 * Looks at the hours that have ended since the last look, and, when what lists are like or what becomes of them has drifted,
 * starts a training: at most one a day, none while one is at work, and none before there is a model. Repeated for the same
 * hour it does the same again, and starts nothing more.
 */
export async function watchModel({ rows, readHours, startTraining, clock }: WatchDependencies): Promise<HealthReport> {
  const now = clock();
  const end = Math.floor((now - marginMilliseconds) / hourMilliseconds) * hourMilliseconds;
  const last = await rows.health();
  const from = Math.max(Date.parse(last?.watchedUntil ?? '') || 0, end - mostHoursAtOnce * hourMilliseconds);
  if (from < end) {
    const seen = await readHours(from, end, await rows.servedVersions());
    for (const [begin, hour] of seen) await rows.writeHour(begin, hour);
  }
  const report = measureHealth(await rows.hoursBefore(end));
  const retraining = report.drifted ? await retrain(last, end, { rows, startTraining }) : undefined;
  await rows.writeHealth({
    watchedUntil: new Date(end).toISOString(),
    report: JSON.stringify(report),
    retrainingRunId: retraining?.runId ?? last?.retrainingRunId,
    retrainingStartedAt: retraining?.startedAt ?? last?.retrainingStartedAt,
  });
  return report;
}

async function retrain(
  last: ModelHealthRow | undefined,
  end: number,
  { rows, startTraining }: Pick<WatchDependencies, 'rows' | 'startTraining'>,
): Promise<{ runId: string; startedAt: string } | undefined> {
  if (last?.retrainingStartedAt && end - Date.parse(last.retrainingStartedAt) < pauseMilliseconds) return undefined;
  if (!(await rows.live()) || (await rows.isTraining())) return undefined;
  const startedAt = new Date(end).toISOString();
  const runId = runIdAt(startedAt);
  await startTraining(runId);
  return { runId, startedAt };
}

/** The same for the same hour, so that who asks twice starts one. */
function runIdAt(startedAt: string): string {
  const [date, time] = startedAt.slice(0, 19).replace(/[-:]/g, '').split('T');
  return `${date}-${time}-${createHash('sha256').update(`drift ${startedAt}`).digest('hex').slice(0, 4)}`;
}
