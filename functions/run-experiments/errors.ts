import type { ExperimentRefusal } from '../../schema/contract/experiments.ts';

/** The function was invoked with something other than schema/contract/experiments.ts says. */
export class InvalidExperimentRequestError extends Error {
  readonly code = 'INVALID_EXPERIMENT_REQUEST';

  constructor(problems: string, options?: ErrorOptions) {
    super(`run-experiments cannot read its input: ${problems}`, options);
    this.name = 'InvalidExperimentRequestError';
  }
}

/** What was asked cannot be done as things are; the API raises it to whoever asked. */
export class ExperimentRefusedError extends Error {
  readonly code = 'EXPERIMENT_REFUSED';
  readonly refusal: ExperimentRefusal;

  constructor(errorType: ExperimentRefusal['errorType'], message: string) {
    super(message);
    this.name = 'ExperimentRefusedError';
    this.refusal = { errorType, message };
  }
}

/** Others wrote an experiment or its placement again and again meanwhile. Try later. */
export class ExperimentContendedError extends Error {
  readonly code = 'EXPERIMENT_CONTENDED';

  constructor(experimentId: string) {
    super(`The experiment ${experimentId} or its placement was written by somebody else meanwhile.`);
    this.name = 'ExperimentContendedError';
  }
}
