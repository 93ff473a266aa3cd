import {
  InteractionsDocument,
  ItemDocument,
  ItemsDocument,
  MergeUserDocument,
  PopularItemsDocument,
  RecommendationsDocument,
  RecommendationsForDocument,
  RecordInteractionsDocument,
  SimilarItemsDocument,
  TrendingItemsDocument,
  type InteractionsQuery,
  type InteractionsQueryVariables,
  type ItemQuery,
  type ItemsQuery,
  type ItemsQueryVariables,
  type MergeUserMutation,
  type PopularItemsQueryVariables,
  type RecommendationsForQueryVariables,
  type RecommendationsQueryVariables,
  type RecordInteractionInput,
  type SimilarItemsQueryVariables,
  type TrendingItemsQueryVariables,
  type TypedDocumentString,
} from '../schema/generated/operations/graphql.ts';
import { InteractionQueue, type RecordedInteraction } from './interactions/InteractionQueue.ts';
import { observeVisibility, type Impression } from './interactions/observeVisibility.ts';
import { QueueStorage, type TextStorage } from './interactions/QueueStorage.ts';
import {
  followList,
  type ListObserver,
  type ListSubscription,
  type RecommendationList,
} from './realtime/followList.ts';
import { realtimeAddress } from './realtime/realtimeAddress.ts';
import { RealtimeConnection, type ConnectionState } from './realtime/RealtimeConnection.ts';
import type { Auth } from './transport/Auth.ts';
import { HttpTransport, type RequestOptions } from './transport/HttpTransport.ts';
import { RememberedHistory } from './visitors/RememberedHistory.ts';

export interface ClientOptions {
  /** The GraphQL endpoint, for example `https://….appsync-api.eu-west-1.amazonaws.com/graphql`. */
  endpoint: string;
  /** Where to subscribe. @defaultValue what AppSync's naming makes of `endpoint` */
  realtimeEndpoint?: string;
  auth: Auth;
  /**
   * `stateless`: visitors are nobody. The page remembers their last 50 interactions (in memory, or in
   * `interactions.storage`), sends them with each question, and the service stores nothing. Works by an API key.
   * @defaultValue known
   */
  visitors?: 'known' | 'stateless';
  interactions?: {
    /** Keeps what is not sent yet over a reload: `sessionStorage`, or `localStorage` where one page writes it. */
    storage?: TextStorage;
    /** Its key in there; give each user one. @defaultValue recsync-interactions */
    storageKey?: string;
    /** How many may wait. @defaultValue 1000 */
    limit?: number;
  };
  /**
   * Milliseconds between renewals of a subscription. The service forgets after 15 minutes who listens.
   * @defaultValue 600000
   */
  renewalMilliseconds?: number;
  /** @defaultValue `globalThis.fetch` */
  fetch?: typeof fetch;
  /** @defaultValue `globalThis.WebSocket`; on Node 20, the one of the package `ws` */
  WebSocket?: typeof WebSocket;
}

/** What a page shows of its connection. */
export interface ClientStatus {
  connection: ConnectionState;
  /** Interactions that wait to be sent. */
  waiting: number;
}

type Catalogue = ItemsQuery['items'];
/** A page of what a user did, newest first. */
export type InteractionPage = InteractionsQuery['interactions'];

/** What became of a visitor who signed in. */
export type Merge = MergeUserMutation['mergeUser'];

/** Queries throw RequestRefused or ServiceUnreachable, and do not try again by themselves. */
export interface Client {
  /** Sends any other operation, for example one that GraphQL Code Generator typed. */
  execute<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    options?: RequestOptions,
  ): Promise<Result>;
  /** Items for a user; for a stateless visitor, from what the page remembers. */
  recommendations(variables?: RecommendationsQueryVariables, options?: RequestOptions): Promise<RecommendationList>;
  /** Items for whoever has the history given. Nothing is stored. */
  recommendationsFor(
    variables: RecommendationsForQueryVariables,
    options?: RequestOptions,
  ): Promise<RecommendationList>;
  /** Items like one item. */
  similarItems(variables: SimilarItemsQueryVariables, options?: RequestOptions): Promise<RecommendationList>;
  /** What rises at the moment. */
  trendingItems(variables?: TrendingItemsQueryVariables, options?: RequestOptions): Promise<RecommendationList>;
  /** What most people like. */
  popularItems(variables?: PopularItemsQueryVariables, options?: RequestOptions): Promise<RecommendationList>;
  /** One item of the catalogue, or null. */
  item(itemId: string, options?: RequestOptions): Promise<ItemQuery['item']>;
  /** A page of the catalogue. */
  items(variables?: ItemsQueryVariables, options?: RequestOptions): Promise<Catalogue>;
  /** What a user did, newest first. */
  interactions(variables?: InteractionsQueryVariables, options?: RequestOptions): Promise<InteractionPage>;
  /**
   * Records what a user did: batched with others, kept while nothing answers, sent again by its `eventId`. Resolves when
   * the service has it. What a stateless visitor does is remembered by the page, impressions aside, and not sent.
   * @throws InteractionRejected, RequestRefused, QueueFull, ClientClosed
   */
  recordInteraction(input: RecordInteractionInput): Promise<RecordedInteraction>;
  /** Records an IMPRESSION once half of the element has been in view for a second. @returns what stops watching */
  observeImpression(element: Element, impression: Impression): () => void;
  /**
   * Follows a user's list: the current one, then each that is pushed. Reconnects and catches up. To a stateless visitor
   * nothing is pushed: the list is asked for again after each interaction.
   * @returns what ends it
   */
  subscribe(subscription: ListSubscription, observer: ListObserver): () => void;
  readonly status: ClientStatus;
  /** Calls with every change of `status`. @returns what ends it */
  onStatus(listener: () => void): () => void;
  /** Sends what waits now; `keepalive` lets the request outlive a page that closes. */
  flush(options?: { keepalive?: boolean }): Promise<void>;
  /**
   * Moves what a visitor did to the signed-in user, who proves by the visitor's signed id that it was them. What waits to
   * be sent by the visitor's own client must be flushed before. Ask for lists anew afterwards.
   */
  mergeUser(anonymousId: string, options?: RequestOptions): Promise<Merge>;
  /** Forgets what a stateless visitor did. */
  forgetVisitor(): void;
  /** Ends subscriptions and sends nothing more. Call `flush` before, where everything is to arrive. */
  close(): void;
}

/** A client of one API, for one user or, by an API key, for nobody. */
export function createClient(options: ClientOptions): Client {
  const { endpoint, realtimeEndpoint = realtimeAddress(endpoint), auth, renewalMilliseconds = 600_000 } = options;
  const { storage, storageKey = 'recsync-interactions', limit } = options.interactions ?? {};
  const transport = new HttpTransport(endpoint, auth, options.fetch);
  const listeners = new Set<() => void>();
  let status: ClientStatus = { connection: 'idle', waiting: 0 };
  const update = (change: Partial<ClientStatus>): void => {
    status = { ...status, ...change };
    listeners.forEach((listener) => listener());
  };
  const visitor =
    options.visitors === 'stateless' ? new RememberedHistory(new QueueStorage(storage, `${storageKey}-history`)) : null;
  const queue = new InteractionQueue({
    send: async (interactions, keepalive) =>
      (await transport.execute(RecordInteractionsDocument, { input: { interactions } }, { keepalive }))
        .recordInteractions.results,
    storage: visitor ? new QueueStorage(undefined, '') : new QueueStorage(storage, storageKey),
    onSize: (waiting) => update({ waiting }),
    limit,
  });
  const connection = new RealtimeConnection({
    endpoint,
    realtimeEndpoint,
    auth,
    renewalMilliseconds,
    onState: (state) => update({ connection: state }),
    WebSocket: options.WebSocket,
  });
  const client: Client = {
    execute: (document, variables, request) => transport.execute(document, variables, request),
    recommendations: async (variables = {}, request) => {
      if (!visitor) return (await transport.execute(RecommendationsDocument, variables, request)).recommendations;
      const { userId: _userId, modelVersion: _modelVersion, ...others } = variables;
      return client.recommendationsFor({ ...others, history: visitor.entries }, request);
    },
    recommendationsFor: async (variables, request) =>
      (await transport.execute(RecommendationsForDocument, variables, request)).recommendationsFor,
    similarItems: async (variables, request) =>
      (await transport.execute(SimilarItemsDocument, variables, request)).similarItems,
    trendingItems: async (variables = {}, request) =>
      (await transport.execute(TrendingItemsDocument, variables, request)).trendingItems,
    popularItems: async (variables = {}, request) =>
      (await transport.execute(PopularItemsDocument, variables, request)).popularItems,
    item: async (itemId, request) => (await transport.execute(ItemDocument, { itemId }, request)).item,
    items: async (variables = {}, request) => (await transport.execute(ItemsDocument, variables, request)).items,
    interactions: async (variables = {}, request) =>
      (await transport.execute(InteractionsDocument, variables, request)).interactions,
    recordInteraction: async (input) => (visitor ? visitor.add(input) : queue.add(input)),
    observeImpression: (element, impression) =>
      visitor
        ? () => undefined
        : observeVisibility(element, () => {
            queue.add({ ...impression, eventType: 'IMPRESSION' }).catch((error: Error) => {
              console.warn(`recsync: an impression was not recorded. ${error.message}`);
            });
          }),
    subscribe: (subscription, observer) =>
      followList(
        visitor ? { subscribe: (_query, { opened }) => whenever(visitor, opened) } : connection,
        (asked, signal) => client.recommendations(asked, { signal }),
        { placement: 'home', ...subscription },
        observer,
      ),
    get status() {
      return status;
    },
    onStatus: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush: ({ keepalive } = {}) => queue.flush(keepalive),
    mergeUser: async (anonymousId, request) =>
      (await transport.execute(MergeUserDocument, { input: { anonymousId } }, request)).mergeUser,
    forgetVisitor: () => visitor?.forget(),
    close: () => {
      queue.close();
      connection.close();
    },
  };
  return client;
}

/** Calls now and after each change of what is remembered. @returns what ends it */
function whenever(visitor: RememberedHistory, call: () => void): () => void {
  call();
  return visitor.onChange(call);
}
