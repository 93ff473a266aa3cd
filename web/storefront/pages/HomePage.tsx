import { useEffect } from 'react';
import {
  useClient,
  usePopularItems,
  useSimilarItems,
  useTrendingItems,
  type Answer,
} from '../../../client/react/index.ts';
import type { RecommendationList } from '../../../client/index.ts';
import { Shelf, type ShelfSource } from '../lists/Shelf.tsx';
import { useModel } from '../session/ModelContext.tsx';
import { useItems, useSession } from '../session/SessionContext.tsx';
import { NewShelf } from './NewShelf.tsx';
import { useTitle } from './useTitle.ts';

/** An answer as a shelf takes it. */
export const sourceOf = ({ value, ...rest }: Answer<RecommendationList>): ShelfSource => ({ ...rest, list: value });

/** Several places of the product, the visitor's own list first. */
export function HomePage() {
  const { visitor, forYou, history, isHistoryKnown } = useSession();
  useTitle('The shop');
  const favourite = history.favourite;
  return (
    <>
      <h1 className="spoken">The shop</h1>
      {forYou ? (
        <Shelf
          id="for-you"
          title="For you"
          note="Changes while you look around"
          source={forYou}
          count={12}
          layout="grid"
          isPersonal
          isLive
        />
      ) : (
        <PopularShelf />
      )}
      <TrendingShelf key={visitor.userId} />
      <NewShelf />
      {isHistoryKnown && favourite && <BecauseShelf key={favourite.itemId} itemId={favourite.itemId} />}
    </>
  );
}

function PopularShelf() {
  const answer = usePopularItems({ limit: 12 });
  useAskAgain(answer);
  return (
    <Shelf
      id="popular"
      title="What people like"
      note="Chosen by everybody together"
      source={sourceOf(answer)}
      count={12}
      layout="grid"
    />
  );
}

function TrendingShelf() {
  const answer = useTrendingItems({ limit: 12 });
  return (
    <Shelf
      id="trending"
      title="On the rise"
      note="What the shop’s visitors turn to at the moment"
      source={sourceOf(answer)}
      count={12}
    />
  );
}

function BecauseShelf({ itemId }: { itemId: string }) {
  const { history } = useSession();
  const [item] = useItems([itemId], useClient());
  const answer = useSimilarItems({ itemId, limit: 12 });
  useAskAgain(answer);
  const deed = history.deedWith(itemId);
  const said = deed === 'LIKE' ? 'liked' : deed === 'PURCHASE' ? 'bought' : 'looked at';
  if (!item) return null;
  return (
    <Shelf
      id="because"
      title={`Because you ${said} ${item.title}`}
      note="Things that are like it"
      source={sourceOf(answer)}
      count={12}
    />
  );
}

/** Asks anew when the model was switched. */
export function useAskAgain({ ask }: { ask(): void }): void {
  const { switches } = useModel();
  useEffect(() => {
    if (switches > 0) ask();
  }, [switches, ask]);
}
