import { useCallback, useEffect, useRef, useState } from 'react';
import type {
  PopularItemsQueryVariables,
  SimilarItemsQueryVariables,
  TrendingItemsQueryVariables,
} from '../../schema/generated/operations/graphql.ts';
import type { RecsyncError } from '../errors.ts';
import type { Impression } from '../interactions/observeVisibility.ts';
import { isPoorer, type ListSubscription, type RecommendationList } from '../realtime/followList.ts';
import { useClient } from './ClientContext.ts';
import { useAnswer, type Answer } from './useAnswer.ts';

const keyOf = (name: string, variables: unknown): string => `${name} ${JSON.stringify(variables)}`;

/** Items like one item. */
export const useSimilarItems = (variables: SimilarItemsQueryVariables): Answer<RecommendationList> =>
  useAnswer(keyOf('similarItems', variables), (client, signal) => client.similarItems(variables, { signal }));

/** What rises at the moment. */
export const useTrendingItems = (variables: TrendingItemsQueryVariables = {}): Answer<RecommendationList> =>
  useAnswer(keyOf('trendingItems', variables), (client, signal) => client.trendingItems(variables, { signal }));

/** What most people like. */
export const usePopularItems = (variables: PopularItemsQueryVariables = {}): Answer<RecommendationList> =>
  useAnswer(keyOf('popularItems', variables), (client, signal) => client.popularItems(variables, { signal }));

/** A list that changes by itself, and how its newest version came. */
export interface LiveList {
  list: RecommendationList | undefined;
  origin: 'ASKED' | 'PUSHED' | undefined;
  error: RecsyncError | undefined;
  /** How long the last question took, in milliseconds. A push has no such time. */
  milliseconds: number | undefined;
  /** Asks for the current list, for what no push tells of. */
  ask(): void;
}

const nothing = { list: undefined, origin: undefined, error: undefined, milliseconds: undefined };

/**
 * A user's list, renewed by every push for as long as the component is there; that of a stateless visitor, by every
 * interaction.
 */
export function useRecommendations({ userId, placement = 'home', limit }: ListSubscription): LiveList {
  const client = useClient();
  const key = keyOf('recommendations', [userId, placement, limit]);
  const [state, setState] = useState<Omit<LiveList, 'ask'> & { key: string }>({ key, ...nothing });
  const version = useRef(0);
  const ask = useCallback(() => {
    const asked = (version.current += 1);
    const start = performance.now();
    client.recommendations({ userId, placement, limit }).then(
      (list) => {
        if (asked !== version.current) return;
        const milliseconds = performance.now() - start;
        setState({ key, list, origin: 'ASKED', error: undefined, milliseconds });
      },
      (error: RecsyncError) => {
        if (asked === version.current) setState((before) => ({ ...before, key, error }));
      },
    );
  }, [client, key, userId, placement, limit]);
  useEffect(() => {
    setState((before) => (before.key === key ? before : { key, ...nothing }));
    // The first answer does not wait for the connection.
    ask();
    const end = client.subscribe(
      { userId, placement, limit },
      {
        next: (list, origin) => {
          version.current += 1;
          setState((before) => {
            // The first answer, which `followList` knows nothing of, may be the better one of two.
            const shown = before.key === key ? before.list : undefined;
            const keeps = origin === 'ASKED' && isPoorer(list, shown);
            return keeps ? before : { ...before, key, list, origin, error: undefined };
          });
        },
        error: (error) => setState((before) => ({ ...before, key, error })),
      },
    );
    return () => {
      version.current += 1;
      end();
    };
  }, [ask, client, key, userId, placement, limit]);
  const current = state.key === key ? state : { key, ...nothing };
  return { ...current, ask };
}

/** A `ref` for what shows an item: records an IMPRESSION once half of it has been in view for a second. */
export function useImpression({ itemId, recommendationId, position }: Impression): (element: Element | null) => void {
  const client = useClient();
  const stop = useRef<(() => void) | undefined>(undefined);
  return useCallback(
    (element: Element | null) => {
      stop.current?.();
      stop.current = element ? client.observeImpression(element, { itemId, recommendationId, position }) : undefined;
    },
    [client, itemId, recommendationId, position],
  );
}
