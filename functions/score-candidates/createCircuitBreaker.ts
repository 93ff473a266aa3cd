import type { ServedVersion } from '../../schema/contract/models.ts';
import type { InvocationRequest } from '../../model/contract/index.ts';
import type { ModelFailure, ModelOutcome } from '../shared/createModelClient.ts';

/** Asks a version of the model and waits at most `budget` milliseconds. Never throws. */
export type AskVersion = (version: ServedVersion, request: InvocationRequest, budget: number) => Promise<ModelOutcome>;

/** Failures in a row after which the model is left alone. */
const mostFailures = 3;
/** How long it is left alone, in milliseconds, before one request tries it again. */
const restMilliseconds = 5_000;
/** A silence shorter than this says more about the caller's haste than about the model, in milliseconds. */
const fairBudget = 500;
/** Endpoints whose failures are remembered: those of the last versions are a handful. */
const mostEndpoints = 20;

/** Whether a failure speaks against the model: an absent one answers at once, and one that does not know an item works. */
export const isSickness = (failure: ModelFailure, budget: number): boolean =>
  failure === 'UNAVAILABLE' || (failure === 'TIMEOUT' && budget >= fairBudget);

interface Circuit {
  failures: number;
  restsUntil: number;
}

/**
 * A model that fails or hangs is not asked again and again: after three failures in a row its endpoint is left alone for
 * five seconds, then one request tries it, and the others wait for that one's outcome without asking. For each endpoint
 * and each container of the function by itself. (M. Nygard, Release It!, "Circuit Breaker".)
 * @param clock milliseconds since 1970
 */
export function createCircuitBreaker(askVersion: AskVersion, clock: () => number): AskVersion {
  const circuits = new Map<string, Circuit>();
  const circuitOf = (endpointName: string): Circuit => {
    const known = circuits.get(endpointName);
    if (known) return known;
    if (circuits.size >= mostEndpoints) circuits.clear();
    const circuit = { failures: 0, restsUntil: 0 };
    circuits.set(endpointName, circuit);
    return circuit;
  };
  return async (version, request, budget) => {
    const circuit = circuitOf(version.endpointName);
    if (circuit.failures >= mostFailures) {
      if (clock() < circuit.restsUntil || budget < fairBudget) {
        const cause = `The model failed ${circuit.failures} times in a row and is left alone.`;
        return { failure: 'UNAVAILABLE', cause };
      }
      // This request tries; whoever comes meanwhile finds the circuit open.
      circuit.restsUntil = clock() + restMilliseconds;
    }
    const outcome = await askVersion(version, request, budget);
    if (!('failure' in outcome) || outcome.failure === 'UNKNOWN_ITEM' || outcome.failure === 'ABSENT') {
      circuit.failures = 0;
    } else if (isSickness(outcome.failure, budget)) {
      circuit.failures += 1;
      circuit.restsUntil = clock() + restMilliseconds;
    }
    return outcome;
  };
}
