import type { Context } from '@aws-appsync/utils';
import type { MutationRequestTrainingArgs } from '../schema/generated/types.ts';
import { trainingSettingsProblem } from '../schema/contract/trainingSettings.ts';
import type { AuditStash } from './lib/audit.ts';
import { requireNone } from './lib/invalidInput.ts';
import type { TrainingStash } from './lib/trainingStash.ts';

/** Checks the settings; the pipeline sees whether a training is at work, and starts one. */
export function request(ctx: Context<MutationRequestTrainingArgs, TrainingStash & AuditStash>) {
  requireNone(trainingSettingsProblem(ctx.args.input, 'input'));
  ctx.stash.audit = { action: 'REQUEST_TRAINING', subjects: [] };
  return {};
}

export function response(ctx: Context<MutationRequestTrainingArgs, TrainingStash>) {
  return { runId: ctx.stash.runId };
}
