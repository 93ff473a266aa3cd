import { useEffect, useMemo, useRef, useState } from 'react';
import { Header } from './frame/Header.tsx';
import { Notices } from './frame/Notices.tsx';
import { Link, placeOf, type Place } from './frame/router.tsx';
import { CartPage } from './pages/CartPage.tsx';
import { ForgottenPage } from './pages/ForgottenPage.tsx';
import { HomePage } from './pages/HomePage.tsx';
import { ItemPage } from './pages/ItemPage.tsx';
import { SearchPage } from './pages/SearchPage.tsx';
import { useAddress } from '../shared/address.tsx';
import { Backstage, type ExamplePerson } from '../shared/Backstage.ts';
import { ModelProvider } from './session/ModelContext.tsx';
import { SessionProvider } from './session/SessionContext.tsx';

/** The shop: asks the local cloud who can be seen, then shows the page of the address. */
export function Storefront() {
  const backstage = useMemo(() => new Backstage(), []);
  const [opened, setOpened] = useState<{ apiKey: string; people: ExamplePerson[] }>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    backstage.session().then(setOpened, (error: Error) => setProblem(error.message));
  }, [backstage]);
  if (problem)
    return (
      <main className="closed">
        <h1>The shop is closed</h1>
        <p role="alert">{problem}</p>
      </main>
    );
  if (!opened) return null;
  return (
    <SessionProvider backstage={backstage} {...opened}>
      <ModelProvider>
        <Frame />
      </ModelProvider>
    </SessionProvider>
  );
}

function Frame() {
  const address = useAddress();
  const place = useMemo(() => placeOf(address), [address]);
  const content = useRef<HTMLElement>(null);
  const page = place.page === 'item' ? address : place.page;
  const isFirst = useRef(true);
  useEffect(() => {
    // A new page begins at its heading, for whoever does not see it change.
    if (!isFirst.current) content.current?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [page]);
  return (
    <>
      <Header place={place} />
      <main id="content" ref={content} tabIndex={-1}>
        <Page key={page} place={place} />
      </main>
      <Notices />
      <footer className="bottom">
        <p>An invented shop that runs on your machine. Its lists are made by recsync.</p>
      </footer>
    </>
  );
}

function Page({ place }: { place: Place }) {
  if (place.page === 'home') return <HomePage />;
  if (place.page === 'item') return <ItemPage itemId={place.itemId} />;
  if (place.page === 'search') return <SearchPage {...place} />;
  if (place.page === 'cart') return <CartPage />;
  if (place.page === 'forgotten') return <ForgottenPage />;
  return (
    <section className="closed">
      <h1>There is nothing here</h1>
      <p>
        <Link to={{ page: 'home' }}>Go to the shop</Link>
      </p>
    </section>
  );
}
