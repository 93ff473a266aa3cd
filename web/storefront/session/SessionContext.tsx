import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { createClient, type Client, type EventType, type RecordInteractionInput } from '../../../client/index.ts';
import { DeleteUserDataDocument } from '../../../schema/generated/operations/graphql.ts';
import { RecsyncProvider, useAnswer, useRecommendations, type LiveList } from '../../../client/react/index.ts';
import type { ExamplePerson, Surroundings } from '../../shared/Surroundings.ts';
import { keepCart, readCart } from './cartStorage.ts';
import { Catalogue, type Item } from './Catalogue.ts';
import { History } from './History.ts';
import { forgetInTab, queueKeyOf } from './erasureStorage.ts';
import { keepVisitor, newVisitorOf, type Visitor } from './visitors.ts';

/** What every part of the page shares. */
export interface Session {
  surroundings: Surroundings;
  people: ExamplePerson[];
  visitor: Visitor;
  become(visitor: Visitor): void;
  /** Somebody whom the shop has never seen. */
  meet(): Promise<Visitor>;
  /** Whether the visitor of this page was another one before. */
  isAnother: boolean;
  history: History;
  /** False until the visitor's earlier interactions are known. */
  isHistoryKnown: boolean;
  catalogue: Catalogue;
  /** Items that the visitor does not want to see. */
  dismissed: ReadonlySet<string>;
  cart: string[];
  setCart(itemIds: string[]): void;
  /** The visitor's list, for as long as the page is open; of nobody there is none. */
  forYou: LiveList | undefined;
  /** Records what the visitor did. Of nobody, nothing is recorded. */
  record(deed: {
    itemId: string;
    eventType: EventType;
    recommendationId?: string;
    position?: number;
    eventValue?: number;
  }): void;
  /**
   * Has everything erased that is kept of the visitor, after which somebody else must be become; undefined where nothing
   * is kept. The receipt takes some minutes.
   */
  forget: (() => Promise<void>) | undefined;
}

const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('There is no session here.');
  return session;
}

interface SessionProps {
  surroundings: Surroundings;
  apiKey: string;
  people: ExamplePerson[];
  /** Whom the tab begins with. */
  first: Visitor;
  children: ReactNode;
}

const clientFor = ({ userId }: Visitor, surroundings: Surroundings, apiKey: string): Client =>
  createClient({
    endpoint: surroundings.endpoint,
    auth: userId === undefined ? { apiKey } : { token: () => surroundings.token(userId) },
    interactions: { storage: sessionStorage, storageKey: queueKeyOf(userId) },
  });

/** Makes the visitor's client, and another one for another visitor. */
export function SessionProvider({ surroundings, apiKey, people, first, children }: SessionProps) {
  const [visitor, setVisitor] = useState(first);
  const [client, setClient] = useState<Client>();
  useEffect(() => {
    const made = clientFor(visitor, surroundings, apiKey);
    setClient(made);
    const leave = () => void made.flush({ keepalive: true });
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      void made.flush().finally(() => made.close());
    };
  }, [visitor, surroundings, apiKey]);
  const become = useCallback((next: Visitor) => {
    keepVisitor(next);
    setClient(undefined);
    setVisitor(next);
  }, []);
  const meet = useCallback(async () => newVisitorOf(await surroundings.newVisitor()), [surroundings]);
  if (!client) return null;
  const base = { surroundings, people, visitor, become, meet, isAnother: visitor !== first };
  const Provider = visitor.userId === undefined ? NobodysSession : SomebodysSession;
  return (
    <RecsyncProvider client={client}>
      <Provider key={visitor.userId} base={base} client={client}>
        {children}
      </Provider>
    </RecsyncProvider>
  );
}

type Base = Pick<Session, 'surroundings' | 'people' | 'visitor' | 'become' | 'meet' | 'isAnother'>;
interface ProviderProps {
  base: Base;
  client: Client;
  children: ReactNode;
}

function NobodysSession({ base, children }: ProviderProps) {
  const shared = useShared(base.visitor);
  const session: Session = {
    ...base,
    ...shared,
    history: new History(),
    isHistoryKnown: true,
    dismissed: new Set(),
    forYou: undefined,
    record: () => undefined,
    forget: undefined,
  };
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

function SomebodysSession({ base, client, children }: ProviderProps) {
  const { visitor } = base;
  const shared = useShared(visitor);
  const forYou = useRecommendations({ userId: visitor.userId!, limit: 24 });
  const past = useAnswer('history', (asked, signal) => asked.interactions({ limit: 50 }, { signal }));
  const [deeds, setDeeds] = useState<RecordInteractionInput[]>([]);
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const history = useMemo(
    () => deeds.reduce((before, deed) => before.with(deed), past.value ? History.of(past.value) : new History()),
    [past.value, deeds],
  );
  const record: Session['record'] = (deed) => {
    const context = { device: matchMedia('(max-width: 600px)').matches ? 'phone' : 'desktop' };
    setDeeds((before) => [...before, deed]);
    if (deed.eventType === 'DISLIKE') setDismissed((before) => new Set([...before, deed.itemId]));
    // Nothing that the visitor could do about it, and nothing that they need to know.
    client.recordInteraction({ ...deed, context }).catch((error: Error) => console.warn(error.message));
  };
  const forget = async (): Promise<void> => {
    await client.execute(DeleteUserDataDocument, {});
    // What waits to be sent would be refused from now on.
    client.close();
    forgetInTab(visitor.userId!);
  };
  const { catalogue } = shared;
  useEffect(() => catalogue.add(forYou.list?.items.map(({ item }) => item) ?? []), [catalogue, forYou.list]);
  const session: Session = {
    ...base,
    ...shared,
    history,
    isHistoryKnown: past.value !== undefined || past.error !== undefined,
    dismissed,
    forYou,
    record,
    forget: visitor.kind === 'NEW' ? forget : undefined,
  };
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

const catalogue = new Catalogue();

function useShared({ userId }: Visitor): Pick<Session, 'catalogue' | 'cart' | 'setCart'> {
  const [cart, setCart] = useState(() => readCart(userId));
  return {
    catalogue,
    cart,
    setCart: (itemIds) => {
      keepCart(userId, itemIds);
      setCart(itemIds);
    },
  };
}

/** Items by id, asked for when they are not known yet. */
export function useItems(itemIds: readonly string[], client: Client): (Item | null | undefined)[] {
  const { catalogue } = useSession();
  useSyncExternalStore(catalogue.subscribe, () => catalogue.version);
  const key = itemIds.join('\n');
  useEffect(() => {
    for (const itemId of key === '' ? [] : key.split('\n')) void catalogue.need(itemId, client);
  }, [catalogue, key, client]);
  return itemIds.map((itemId) => catalogue.get(itemId));
}
