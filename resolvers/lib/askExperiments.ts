import { util } from '@aws-appsync/utils';
import type { ExperimentRefusal, ExperimentRequest, ExperimentRow } from '../../schema/contract/experiments.ts';
import { raiseFailure, type DataSourceFailure } from './failure.ts';

/** What the function `run-experiments` answers: a refusal, or what was asked. */
export interface ExperimentAnswer {
  refusal?: ExperimentRefusal | null;
  row: ExperimentRow;
}

export function askExperiments(payload: ExperimentRequest) {
  return { operation: 'Invoke', payload };
}

/** Ends the request when the function failed or refused. */
export function requireAnswer(failure: DataSourceFailure | null | undefined, answer: ExperimentAnswer | null): void {
  if (failure) raiseFailure(failure);
  if (answer?.refusal) util.error(answer.refusal.message, answer.refusal.errorType);
}
