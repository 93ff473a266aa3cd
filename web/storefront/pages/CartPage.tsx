import { useState } from 'react';
import { useClient } from '../../../client/react/index.ts';
import { Cover } from '../covers/Cover.tsx';
import { Link } from '../frame/router.tsx';
import { Shelf } from '../lists/Shelf.tsx';
import { priceInWords } from '../lists/words.ts';
import { useItems, useSession } from '../session/SessionContext.tsx';
import { useTitle } from './useTitle.ts';

/** What the visitor wants to buy, and what else might please them. */
export function CartPage() {
  const { cart, setCart, record, forYou } = useSession();
  const items = useItems(cart, useClient()).filter((item) => item != null);
  const [bought, setBought] = useState(0);
  useTitle('Your cart');
  const total = items.reduce((sum, { price }) => sum + (price ?? 0), 0);
  const buy = (): void => {
    for (const { itemId, price } of items) record({ itemId, eventType: 'PURCHASE', eventValue: price ?? undefined });
    setBought(items.length);
    setCart([]);
  };
  return (
    <>
      <section className="cart">
        <h1>Your cart</h1>
        <p role="status">
          {cart.length > 0
            ? ''
            : bought > 0
              ? `Thank you. ${bought === 1 ? 'One thing is' : `${bought} things are`} yours, as far as an invented shop can give.`
              : 'It is empty.'}
        </p>
        {cart.length === 0 && (
          <p>
            <Link to={{ page: 'home' }}>Look around the shop</Link>
          </p>
        )}
        {items.length > 0 && (
          <>
            <ul className="lines">
              {items.map((item) => (
                <li key={item.itemId}>
                  <Cover item={item} />
                  <Link to={{ page: 'item', itemId: item.itemId }}>{item.title ?? item.itemId}</Link>
                  <span className="price">{priceInWords(item.price)}</span>
                  <button
                    aria-label={`Take ${item.title} out of the cart`}
                    onClick={() => setCart(cart.filter((other) => other !== item.itemId))}
                  >
                    Remove
                  </button>
                </li>
              ))}
            </ul>
            <p className="total">
              <span>Total</span> <span className="price">{priceInWords(total)}</span>
            </p>
            <button className="main" onClick={buy}>
              Buy
            </button>
          </>
        )}
      </section>
      {forYou && (
        <Shelf
          id="for-you"
          title="You might also like"
          note="Changes while you look around"
          source={forYou}
          count={12}
          isPersonal
          isLive
        />
      )}
    </>
  );
}
