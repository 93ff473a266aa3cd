import { useEffect, useState, type FormEvent } from 'react';
import { useSession } from '../session/SessionContext.tsx';
import { BackstagePanel } from './BackstagePanel.tsx';
import { Icon } from '../../shared/Icon.tsx';
import { go, Link, type Place } from './router.tsx';
import { VisitorMenu } from './VisitorMenu.tsx';

/** The name of the shop, its search, who is looking, the cart, and what goes on behind the scenes. */
export function Header({ place }: { place: Place }) {
  const { cart } = useSession();
  const known = place.page === 'search' ? place.words : '';
  const [words, setWords] = useState(known);
  useEffect(() => setWords(known), [known]);
  const search = (event: FormEvent): void => {
    event.preventDefault();
    const rest = place.page === 'search' ? place : { category: '', under: '' };
    go({ page: 'search', words: words.trim(), category: rest.category, under: rest.under });
  };
  return (
    <header className="top">
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <div className="bar">
        <Link to={{ page: 'home' }} className="brand">
          Harbour <span>&amp; Lantern</span>
        </Link>
        <form role="search" onSubmit={search}>
          <Icon name="search" />
          <input
            type="search"
            aria-label="Search the shop"
            placeholder="Search the shop"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </form>
        <nav aria-label="Your things">
          <BackstagePanel />
          <VisitorMenu />
          <Link to={{ page: 'cart' }} className="round" aria-label={`Cart, ${cart.length} items`}>
            <Icon name="cart" />
            {cart.length > 0 && (
              <span className="count" aria-hidden>
                {cart.length}
              </span>
            )}
          </Link>
        </nav>
      </div>
    </header>
  );
}
