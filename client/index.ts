export { createClient } from './createClient.ts';
export type { Client, ClientOptions, ClientStatus, InteractionPage, Merge } from './createClient.ts';
export {
  ClientClosed,
  InteractionRejected,
  QueueFull,
  RecsyncError,
  RequestRefused,
  ServiceUnreachable,
} from './errors.ts';
export type { RecordedInteraction } from './interactions/InteractionQueue.ts';
export type { Impression } from './interactions/observeVisibility.ts';
export type { TextStorage } from './interactions/QueueStorage.ts';
export type { ListObserver, ListSubscription, RecommendationList } from './realtime/followList.ts';
export type { ConnectionState } from './realtime/RealtimeConnection.ts';
export { beginSignIn, challengeOf, endSignIn, type SignInPages } from './signIn.ts';
export type { Auth, UnsignedRequest } from './transport/Auth.ts';
export type { RequestOptions } from './transport/HttpTransport.ts';
export type {
  ContextInput,
  EventType,
  HistoryEntryInput,
  ItemFilterInput,
  ReasonCode,
  RecommendationSource,
  RecordInteractionInput,
} from '../schema/generated/operations/graphql.ts';
