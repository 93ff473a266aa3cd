import type { RecommendationList } from '../../../client/index.ts';
import { useClient } from '../../../client/react/index.ts';
import { useItems, useSession } from '../session/SessionContext.tsx';
import type { Knowledge } from './words.ts';

/** What the reasons of these entries are told with; titles that are not known yet are asked for. */
export function useKnowledge(entries: RecommendationList['items']): Knowledge {
  const { history, catalogue } = useSession();
  const named = entries.flatMap(({ reasons }) =>
    reasons.slice(0, 1).flatMap(({ evidence }) => evidence.itemIds.slice(0, 2)),
  );
  useItems([...new Set(named)].sort(), useClient());
  return {
    titleOf: (itemId) => catalogue.get(itemId)?.title ?? undefined,
    deedWith: (itemId) => history.deedWith(itemId),
  };
}
