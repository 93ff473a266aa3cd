import type { ServedVersion } from '../../schema/contract/models.ts';
import { topListSize } from '../../schema/contract/limits.ts';
import type { AskVersion } from './createCircuitBreaker.ts';
import type { TopLists } from './TopLists.ts';

/**
 * Keeps what the model finds popular in the counters table, once per version of the model, so that there is a popular
 * list when the model cannot be asked.
 * @param clock milliseconds since 1970
 * @returns a function of the version that has just answered and the milliseconds that keeping may take
 */
export function createPopularListKeeper(askVersion: AskVersion, topLists: TopLists, clock: () => number) {
  let kept: string | undefined;
  return async (version: ServedVersion, budget: number): Promise<void> => {
    const { modelVersion } = version;
    if (kept === modelVersion) return;
    if ((await topLists.popularModelVersion()) !== modelVersion) {
      const request = { kind: 'POPULAR' as const, now: clock(), limit: topListSize, explain: false };
      const outcome = await askVersion(version, request, budget);
      if ('failure' in outcome) return;
      await topLists.writePopular(outcome.answer.items, modelVersion, clock());
    }
    kept = modelVersion;
  };
}
