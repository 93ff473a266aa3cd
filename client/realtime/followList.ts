import {
  OnRecommendationDocument,
  type OnRecommendationSubscription,
  type RecommendationsQuery,
} from '../../schema/generated/operations/graphql.ts';
import { ServiceUnreachable, type RecsyncError } from '../errors.ts';
import { pauseBefore } from '../transport/pauses.ts';
import type { RealtimeConnection } from './RealtimeConnection.ts';

/** A ranked list as the service answers it. */
export type RecommendationList = RecommendationsQuery['recommendations'];

/** Whose lists, and how much of them. */
export interface ListSubscription {
  /** Only stateless visitors leave it out. */
  userId?: string;
  /** The place in the product. @defaultValue home */
  placement?: string;
  /** Items of the list that is asked for; a pushed list may have more. @defaultValue 25 */
  limit?: number;
}

export interface ListObserver {
  /** The current list when the subscription opens, now and after each reconnect (`ASKED`); then every `PUSHED` one. */
  next(list: RecommendationList, origin: 'ASKED' | 'PUSHED'): void;
  /** Nothing more comes: the service refused. */
  error?(reason: RecsyncError): void;
}

/** Whether a list knows less of its user than another: `basedOn` grows with the history, and text order is time order. */
const isOlder = (list: RecommendationList, other: RecommendationList | undefined): boolean =>
  list.basedOn != null && other?.basedOn != null && list.basedOn < other.basedOn;

/**
 * Whether an answer is a list without the model where one of the model is there that knows as much: what a page shows
 * does not get worse because it asked again.
 */
export const isPoorer = (list: RecommendationList, shown: RecommendationList | undefined): boolean =>
  list.degraded && shown?.degraded === false && list.basedOn === shown.basedOn;

/**
 * Follows a user's list. The current one is asked for only when the subscription is open, so that none is missed in
 * between. Pushes may overtake one another, and the answer: a list that is based on less than the one that is there is
 * dropped, and so is the answer unless it is based on more than what was pushed meanwhile, or where it is poorer.
 * @returns what ends it
 */
export function followList(
  connection: Pick<RealtimeConnection, 'subscribe'>,
  ask: (subscription: ListSubscription, signal: AbortSignal) => Promise<RecommendationList>,
  subscription: ListSubscription,
  observer: ListObserver,
): () => void {
  const { userId, placement = 'home' } = subscription;
  const ended = new AbortController();
  let asking = 0;
  let latest: RecommendationList | undefined;
  /** Since the list was asked for last. */
  let isPushed = false;
  const give = (list: RecommendationList, origin: 'ASKED' | 'PUSHED'): void => {
    latest = list;
    observer.next(list, origin);
  };
  const askNow = async (ticket: number, attempt = 0): Promise<void> => {
    try {
      const list = await ask(subscription, ended.signal);
      if (ticket !== asking || ended.signal.aborted) return;
      const isWanted = !isPushed || (latest && isOlder(latest, list));
      if (isWanted && !isPoorer(list, latest)) give(list, 'ASKED');
    } catch (error) {
      if (ticket !== asking || ended.signal.aborted) return;
      if (error instanceof ServiceUnreachable) {
        setTimeout(() => ticket === asking && void askNow(ticket, attempt + 1), pauseBefore(attempt));
      } else {
        end();
        observer.error?.(error as RecsyncError);
      }
    }
  };
  const query = JSON.stringify({ query: OnRecommendationDocument.toString(), variables: { userId, placement } });
  const unsubscribe = connection.subscribe(query, {
    opened: () => {
      isPushed = false;
      void askNow((asking += 1));
    },
    data: (payload) => {
      const list = (payload as OnRecommendationSubscription | null | undefined)?.onRecommendation;
      if (!list || isOlder(list, latest)) return;
      isPushed = true;
      give(list, 'PUSHED');
    },
    refused: (reason) => {
      ended.abort();
      observer.error?.(reason);
    },
  });
  const end = (): void => {
    asking += 1;
    ended.abort();
    unsubscribe();
  };
  return end;
}
