import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { print } from 'graphql';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import {
  OnRecommendationDocument,
  PopularItemsDocument,
  RecommendationsDocument,
  RecordInteractionDocument,
  type OnRecommendationSubscription,
  type RecommendationsQuery,
} from '../../schema/generated/client/graphql.ts';
import { startTestCloud, type TestCloud } from '../helpers/startTestCloud.ts';
import type { LocalCloud } from '../../local/startLocalCloud.ts';

/** The WebSocket that browsers have and Node 20 lacks, trusting the local certificate. */
class TrustingWebSocket extends NodeWebSocket {
  constructor(url: string, protocols?: string | string[]) {
    super(url, protocols, { rejectUnauthorized: false });
  }
}

describe('aws-amplify talks to the local cloud as to AppSync', () => {
  let test: TestCloud;
  let cloud: LocalCloud;
  const client = generateClient();

  beforeAll(async () => {
    Object.assign(globalThis, { WebSocket: TrustingWebSocket });
    test = await startTestCloud();
    cloud = test.cloud;
    await test.load();
    const userToken = await cloud.token('ada');
    const jwt = { toString: () => userToken, payload: decodeJwt(userToken) as Record<string, never> };
    Amplify.configure(
      {
        API: {
          GraphQL: {
            endpoint: cloud.graphqlUrl,
            region: cloud.region,
            defaultAuthMode: 'apiKey',
            apiKey: cloud.apiKey,
          },
        },
      },
      { Auth: { tokenProvider: { getTokens: async () => ({ accessToken: jwt }) } } },
    );
  }, 300_000);
  afterAll(async () => {
    await test?.close();
  });

  it('queries with the API key', async () => {
    const answer = await client.graphql({ query: print(PopularItemsDocument), variables: { limit: 5 } });
    expect((answer as { data: { popularItems: { items: unknown[] } } }).data.popularItems.items).toHaveLength(5);
  });

  it("records and receives with a user's token", async () => {
    const popular = (await client.graphql({ query: print(PopularItemsDocument), variables: { limit: 1 } })) as {
      data: { popularItems: { items: { itemId: string }[] } };
    };
    const { itemId } = popular.data.popularItems.items[0];
    const pushed = new Promise<OnRecommendationSubscription>((resolve, reject) => {
      const stream = client.graphql({
        query: print(OnRecommendationDocument),
        variables: { userId: 'ada' },
        authMode: 'userPool',
      }) as unknown as {
        subscribe(observer: {
          next(value: { data: OnRecommendationSubscription }): void;
          error(reason: unknown): void;
        }): unknown;
      };
      stream.subscribe({ next: ({ data }) => resolve(data), error: reject });
    });
    const mutate = async (): Promise<unknown> =>
      await client.graphql({
        query: print(RecordInteractionDocument),
        variables: { input: { itemId, eventType: 'LIKE' } },
        authMode: 'userPool',
      });
    // Amplify does not tell when a subscription is live: interact until the push arrives.
    const timer = setInterval(() => void mutate(), 700);
    const { onRecommendation } = await pushed.finally(() => clearInterval(timer));
    expect(onRecommendation?.userId).toBe('ada');
    expect(onRecommendation?.items.map((item) => item.itemId)).not.toContain(itemId);
    // The operation asks for items, so they come with the push.
    expect(onRecommendation?.items.map(({ item }) => item?.itemId)).toEqual(
      onRecommendation?.items.map((ranked) => ranked.itemId),
    );

    const answer = (await client.graphql({
      query: print(RecommendationsDocument),
      variables: { limit: 5 },
      authMode: 'userPool',
    })) as { data: RecommendationsQuery };
    expect(answer.data.recommendations.items).toHaveLength(5);
  }, 30_000);
});
