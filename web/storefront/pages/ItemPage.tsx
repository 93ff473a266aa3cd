import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useClient, useSimilarItems } from '../../../client/react/index.ts';
import { Cover } from '../covers/Cover.tsx';
import { Icon } from '../../shared/Icon.tsx';
import { Link } from '../frame/router.tsx';
import { oftenNext } from '../lists/oftenNext.ts';
import { Shelf } from '../lists/Shelf.tsx';
import { WhyNot } from '../lists/WhyNot.tsx';
import { priceInWords } from '../lists/words.ts';
import type { Item } from '../session/Catalogue.ts';
import { useItems, useSession } from '../session/SessionContext.tsx';
import { sourceOf, useAskAgain } from './HomePage.tsx';
import { useTitle } from './useTitle.ts';

/** One item, what is like it, and the visitor's own list, which changes while they look. */
export function ItemPage({ itemId }: { itemId: string }) {
  const { record } = useSession();
  const [item] = useItems([itemId], useClient());
  useTitle(item?.title ?? 'The shop');
  // Once for each time that the page is opened, however often the session changes meanwhile.
  const viewed = useRef<string>(undefined);
  useEffect(() => {
    if (!item || viewed.current === itemId) return;
    viewed.current = itemId;
    record({ itemId, eventType: 'VIEW' });
  }, [itemId, item, record]);
  if (item === null)
    return (
      <section className="closed">
        <h1>This is not in the shop</h1>
        <p>
          It was taken off the shelves, or the address is not right. <Link to={{ page: 'home' }}>Go to the shop</Link>
        </p>
      </section>
    );
  return (
    <>
      <article className="item">
        <div className="picture">{item ? <Cover item={item} /> : <span className="cover skeleton" />}</div>
        {item && <About item={item} />}
      </article>
      {/* From the first moment on, so that nothing makes room for them later. */}
      <ItsShelves itemId={itemId} title={item?.title ?? 'it'}>
        <OwnShelf />
      </ItsShelves>
    </>
  );
}

function About({ item }: { item: Item }) {
  const { itemId } = item;
  const { record, cart, setCart, history, visitor, dismissed } = useSession();
  const [said, setSaid] = useState('');
  const isLiked = history.deedWith(itemId) === 'LIKE';
  const isDismissed = dismissed.has(itemId);
  const isInCart = cart.includes(itemId);
  const isSomebody = visitor.userId !== undefined;
  return (
    <div className="about">
      <h1>{item.title ?? itemId}</h1>
      <p className="maker" dir="auto">
        {[item.creator, item.brand].filter(Boolean).join(' · ')}
      </p>
      <p className="amount">{priceInWords(item.price)}</p>
      {item.description && <p className="description">{item.description}</p>}
      <div className="actions">
        <button
          className="main"
          onClick={() => {
            if (!isInCart) {
              setCart([...cart, itemId]);
              record({ itemId, eventType: 'ADD_TO_CART' });
            }
            setSaid(`${item.title} is in the cart.`);
          }}
        >
          <Icon name={isInCart ? 'check' : 'cart'} />
          {isInCart ? 'In the cart' : 'Add to cart'}
        </button>
        {isSomebody && (
          <>
            <button
              className={isLiked ? 'is-on' : ''}
              aria-pressed={isLiked}
              onClick={() => !isLiked && record({ itemId, eventType: 'LIKE' })}
            >
              <Icon name="heart" /> {isLiked ? 'Liked' : 'Like'}
            </button>
            <button
              aria-pressed={isDismissed}
              onClick={() => {
                if (!isDismissed) record({ itemId, eventType: 'DISLIKE' });
                setSaid(`You will see less like ${item.title}.`);
              }}
            >
              <Icon name="close" /> {isDismissed ? 'Not for you' : 'Not interested'}
            </button>
            <WhyNot itemId={itemId} title={item.title ?? itemId}>
              <Icon name="question" /> Why not that?
            </WhyNot>
          </>
        )}
      </div>
      <p className="said" role="status">
        {said}
      </p>
      <ul className="tags" aria-label="Categories">
        {item.categories.map((category) => (
          <li key={category}>
            <Link to={{ page: 'search', words: '', category, under: '' }}>{category}</Link>
          </li>
        ))}
      </ul>
      {item.tags.length > 0 && <p className="small">{item.tags.join(', ')}</p>}
    </div>
  );
}

/** The visitor's own list, which changes while they look. */
function OwnShelf() {
  const { forYou } = useSession();
  if (!forYou) return null;
  return (
    <Shelf
      id="for-you"
      title="For you, right now"
      note="Changes while you look around"
      source={forYou}
      count={12}
      isPersonal
      isLive
    />
  );
}

/** What goes with an item: what is like it, and of that what people often turn to next, which comes last because it is not always there. */
function ItsShelves({ itemId, title, children }: { itemId: string; title: string; children: ReactNode }) {
  // Longer than what is shown, so that there is enough of what comes next in it.
  const answer = useSimilarItems({ itemId, limit: 48 });
  useAskAgain(answer);
  const similar = sourceOf(answer);
  const next = useMemo(() => similar.list && oftenNext(similar.list), [similar.list]);
  return (
    <>
      <Shelf
        id={`similar-${itemId}`}
        title="More like this"
        note="For everybody who looks at it"
        source={similar}
        count={12}
      />
      {children}
      {next && (
        <Shelf
          id={`next-${itemId}`}
          title="Often next"
          note={`What people turned to after ${title}`}
          source={{ ...similar, list: next }}
          count={12}
        />
      )}
    </>
  );
}
