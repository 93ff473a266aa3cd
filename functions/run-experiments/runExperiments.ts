import type { ExperimentRefusal } from '../../schema/contract/experiments.ts';
import { advanceExperiments, type AdvanceDependencies } from './advance.ts';
import { endExperiment } from './endExperiment.ts';
import { ExperimentRefusedError } from './errors.ts';
import { experimentResults } from './experimentResults.ts';
import type { parseExperimentRequest } from './parseExperimentRequest.ts';
import { putExperiment } from './putExperiment.ts';

/** Does what the API or the schedule asks. A refusal is an answer; anything else that goes wrong is thrown. */
export async function runExperiments(
  request: ReturnType<typeof parseExperimentRequest>,
  dependencies: AdvanceDependencies,
): Promise<unknown> {
  try {
    if (request.kind === 'PUT') return { row: await putExperiment(request, dependencies) };
    if (request.kind === 'RESULTS') return await experimentResults(request.experimentId, dependencies.rows);
    if (request.kind === 'END') {
      const reason = request.promote === null ? 'ENDED' : 'PROMOTED';
      return { row: await endExperiment({ ...request, reason }, request.caller, dependencies) };
    }
    return { advanced: await advanceExperiments(dependencies) };
  } catch (error) {
    if (error instanceof ExperimentRefusedError) return { refusal: error.refusal satisfies ExperimentRefusal };
    throw error;
  }
}
