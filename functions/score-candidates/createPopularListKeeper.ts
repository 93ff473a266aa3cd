import { topListSize } from '../../schema/contract/limits.ts';
import type { AskModel } from './createModelClient.ts';
import type { TopLists } from './TopLists.ts';

/**
 * Keeps what the model finds popular in the counters table, once per version of the model, so that there is a popular
 * list when the model cannot be asked.
 * @param clock milliseconds since 1970
 * @returns a function of the version that has just answered and the milliseconds that keeping may take
 */
export function createPopularListKeeper(askModel: AskModel, topLists: TopLists, clock: () => number) {
  let kept: string | undefined;
  return async (modelVersion: string, budget: number): Promise<void> => {
    if (kept === modelVersion) return;
    if ((await topLists.popularModelVersion()) !== modelVersion) {
      const outcome = await askModel({ kind: 'POPULAR', now: clock(), limit: topListSize, explain: false }, budget);
      if ('failure' in outcome) return;
      await topLists.writePopular(outcome.answer.items, outcome.answer.modelVersion, clock());
    }
    kept = modelVersion;
  };
}
