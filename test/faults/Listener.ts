import { WebSocket } from 'ws';
import type { RecsyncError } from '../../client/errors.ts';
import { followList, type RecommendationList } from '../../client/realtime/followList.ts';
import { realtimeAddress } from '../../client/realtime/realtimeAddress.ts';
import { RealtimeConnection } from '../../client/realtime/RealtimeConnection.ts';
import { HttpTransport } from '../../client/transport/HttpTransport.ts';
import { RecommendationsDocument } from '../../schema/generated/operations/graphql.ts';

/** As long as the client package waits by itself. */
const renewalMilliseconds = 600_000;

/** Somebody whose page follows their list by the client package, through lost connections and refusals. */
export class Listener {
  readonly userId: string;
  readonly placement: string;
  /** Every list that the page was given, in order. */
  readonly lists: RecommendationList[] = [];
  /** What ended the subscription for good. */
  readonly errors: RecsyncError[] = [];
  readonly #connection: RealtimeConnection;

  constructor(endpoint: string, token: string, userId: string, placement: string) {
    this.userId = userId;
    this.placement = placement;
    const auth = { token };
    const transport = new HttpTransport(endpoint, auth);
    this.#connection = new RealtimeConnection({
      endpoint,
      realtimeEndpoint: realtimeAddress(endpoint),
      auth,
      onState: () => undefined,
      renewalMilliseconds,
      WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    });
    followList(
      this.#connection,
      async (subscription, signal) =>
        (await transport.execute(RecommendationsDocument, subscription, { signal })).recommendations,
      { userId, placement, limit: 10 },
      { next: (list) => this.lists.push(list), error: (error) => this.errors.push(error) },
    );
  }

  /** What the page shows. */
  get last(): RecommendationList | undefined {
    return this.lists.at(-1);
  }

  close(): void {
    this.#connection.close();
  }
}
