import type { JudgeVerdict, LiveRow } from '../../schema/contract/models.ts';
import type { Stop } from '../../schema/contract/trainingSteps.ts';
import { MissingRowError } from '../shared/errors.ts';
import type { TrainingRows } from './TrainingRows.ts';

/** The version that this run's was judged against; undefined when nothing was live. */
export async function championOf(runId: string, rows: TrainingRows): Promise<string | undefined> {
  const { verdict } = await rows.run(runId);
  if (!verdict) throw new MissingRowError(`verdict of run ${runId}`);
  return (JSON.parse(verdict) as JudgeVerdict).champion;
}

/** What somebody set live is not replaced by a model that was tried against another. */
export function stopBecauseChanged(live: LiveRow | undefined): Stop {
  const now = live ? `${live.champion.modelVersion} is live now, set by ${live.updatedBy}` : 'nothing is live now';
  const reason = `LIVE_CHANGED: What is live was changed while the new model was tried: ${now}.`;
  return { decision: 'STOP', outcome: { status: 'REJECTED', reason } };
}
