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
import { findSurroundings } from '../shared/findSurroundings.ts';
import type { ExamplePerson, Surroundings } from '../shared/Surroundings.ts';
import { ModelProvider } from './session/ModelContext.tsx';
import { SessionProvider, useSession } from './session/SessionContext.tsx';
import { keepVisitor, newVisitorOf, readVisitor, type Visitor } from './session/visitors.ts';

interface Opened {
  apiKey: string;
  people: ExamplePerson[];
  first: Visitor;
}

/** Who can be seen, and whom the tab begins with. */
async function open(surroundings: Surroundings): Promise<Opened> {
  const session = await surroundings.session();
  const first = readVisitor() ?? newVisitorOf(await surroundings.newVisitor());
  keepVisitor(first);
  return { ...session, first };
}

/** The shop: asks who can be seen, then shows the page of the address. */
export function Storefront() {
  const surroundings = useMemo(findSurroundings, []);
  const [opened, setOpened] = useState<Opened>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    open(surroundings).then(setOpened, (error: Error) => setProblem(error.message));
  }, [surroundings]);
  if (problem)
    return (
      <main className="closed">
        <h1>The shop is closed</h1>
        <p role="alert">{problem}</p>
      </main>
    );
  if (!opened) return null;
  return (
    <SessionProvider surroundings={surroundings} {...opened}>
      <ModelProvider>
        <Frame />
      </ModelProvider>
    </SessionProvider>
  );
}

function Frame() {
  const { surroundings } = useSession();
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
        <p>
          {surroundings.local
            ? 'An invented shop that runs on your machine. Its lists are made by recsync.'
            : `An example shop over the catalogue of ${new URL(surroundings.endpoint).host}. Its lists are made by recsync.`}
        </p>
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
