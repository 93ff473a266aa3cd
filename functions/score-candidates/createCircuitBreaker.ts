import type { AskModel, ModelFailure } from './createModelClient.ts';

/** Failures in a row after which the model is left alone. */
const mostFailures = 3;
/** How long it is left alone, in milliseconds, before one request tries it again. */
const restMilliseconds = 5_000;
/** A silence shorter than this says more about the caller's haste than about the model, in milliseconds. */
const fairBudget = 500;

/** An absent model answers at once, and one that does not know an item works. */
const isSickness = (failure: ModelFailure, budget: number): boolean =>
  failure === 'UNAVAILABLE' || (failure === 'TIMEOUT' && budget >= fairBudget);

/**
 * A model that fails or hangs is not asked again and again: after three failures in a row it is left alone for five
 * seconds, then one request tries it, and the others wait for that one's outcome without asking. For each container of
 * the function by itself. (M. Nygard, Release It!, "Circuit Breaker".)
 * @param clock milliseconds since 1970
 */
export function createCircuitBreaker(askModel: AskModel, clock: () => number): AskModel {
  let failures = 0;
  let restsUntil = 0;
  return async (request, budget) => {
    if (failures >= mostFailures) {
      if (clock() < restsUntil || budget < fairBudget) {
        return { failure: 'UNAVAILABLE', cause: `The model failed ${failures} times in a row and is left alone.` };
      }
      // This request tries; whoever comes meanwhile finds the circuit open.
      restsUntil = clock() + restMilliseconds;
    }
    const outcome = await askModel(request, budget);
    if (!('failure' in outcome) || outcome.failure === 'UNKNOWN_ITEM' || outcome.failure === 'ABSENT') {
      failures = 0;
    } else if (isSickness(outcome.failure, budget)) {
      failures += 1;
      restsUntil = clock() + restMilliseconds;
    }
    return outcome;
  };
}
