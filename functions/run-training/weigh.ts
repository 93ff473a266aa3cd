import { archiveKeys } from '../../schema/contract/models.ts';
import type { WeighAnswer, WeighInput } from '../../schema/contract/trainingSteps.ts';
import { judgeVerdict } from './jobOutputs.ts';
import type { TrainingDependencies } from './TrainingDependencies.ts';

export async function weigh({ runId }: WeighInput, { rows, archive }: TrainingDependencies): Promise<WeighAnswer> {
  const verdict = await archive.readJson(`${archiveKeys.verdict(runId)}verdict.json`, judgeVerdict);
  await rows.updateRun(runId, { verdict: JSON.stringify(verdict) });
  if (verdict.isAccepted) return { decision: 'GO_ON' };
  return { decision: 'STOP', outcome: { status: 'REJECTED', reason: verdict.reason } };
}
