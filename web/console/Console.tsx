import { useEffect, useRef, type ComponentType } from 'react';
import { AddressLink, useAddress } from '../shared/address.tsx';
import { Elsewhere } from './frame/Elsewhere.tsx';
import { addressOf, placeOf, rooms, type Place, type Room } from './frame/router.ts';
import { useSearchKey } from './frame/useSearchKey.ts';
import { AnomaliesPage } from './pages/AnomaliesPage.tsx';
import { AuditPage } from './pages/AuditPage.tsx';
import { CataloguePage } from './pages/CataloguePage.tsx';
import { CostsPage } from './pages/CostsPage.tsx';
import { ExperimentsPage } from './pages/ExperimentsPage.tsx';
import { HealthPage } from './pages/HealthPage.tsx';
import { MetricsPage } from './pages/MetricsPage.tsx';
import { ModelsPage } from './pages/ModelsPage.tsx';
import { OverviewPage } from './pages/OverviewPage.tsx';
import { PeoplePage } from './pages/PeoplePage.tsx';
import { PlacementsPage } from './pages/PlacementsPage.tsx';
import { SessionProvider } from './session/SessionContext.tsx';

/** What each room shows. */
const pages: Record<Room, ComponentType<{ place: Place }>> = {
  '': OverviewPage,
  people: PeoplePage,
  catalogue: CataloguePage,
  placements: PlacementsPage,
  experiments: ExperimentsPage,
  metrics: MetricsPage,
  anomalies: AnomaliesPage,
  models: ModelsPage,
  health: HealthPage,
  costs: CostsPage,
  audit: AuditPage,
};

/** The console: navigation beside the page of the address. */
export function Console() {
  const address = useAddress();
  const place = placeOf(address);
  const content = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useSearchKey();
  useEffect(() => {
    document.title = `${place ? rooms[place.room] : 'Nothing'} · recsync`;
    // A new page begins at its heading, for whoever does not see it change.
    if (!isFirst.current) content.current?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [place?.room]);
  const Page = place ? pages[place.room] : undefined;
  return (
    <SessionProvider>
      <a className="skip" href="#content">
        Skip to the page
      </a>
      <Rooms current={place?.room} />
      <main id="content" ref={content} tabIndex={-1}>
        {Page && place ? (
          <Page key={place.room} place={place} />
        ) : (
          <>
            <h1>There is nothing here</h1>
            <AddressLink href={addressOf({ room: '' })}>Go to the overview</AddressLink>
          </>
        )}
      </main>
    </SessionProvider>
  );
}

function Rooms({ current }: { current: Room | undefined }) {
  const field = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone and a tablet the rooms scroll sideways.
    field.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [current]);
  return (
    <nav ref={field} className="rooms" aria-label="Rooms of the console">
      <p className="brand">recsync</p>
      <ul>
        {(Object.keys(rooms) as Room[]).map((room) => (
          <li key={room}>
            <AddressLink href={addressOf({ room })} aria-current={current === room ? 'page' : undefined}>
              {rooms[room]}
            </AddressLink>
          </li>
        ))}
      </ul>
      <Elsewhere />
    </nav>
  );
}
