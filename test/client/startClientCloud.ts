import { expect } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { signRequests } from '../../client/examples/backend.ts';
import { createClient, type Auth, type Client, type ClientOptions } from '../../client/index.ts';
import { HttpTransport } from '../../client/transport/HttpTransport.ts';
import { backendCredentials } from '../../local/backendCredentials.ts';
import type { LocalCloud } from '../../local/startLocalCloud.ts';
import { PublishRecommendationDocument } from '../../schema/generated/operations/graphql.ts';
import { startAuthorisationCloud } from '../authorisation/startAuthorisationCloud.ts';
import { postGraphql } from '../helpers/postGraphql.ts';

/** What a browser has and Node 20 lacks. */
export const WebSocket = NodeWebSocket as unknown as typeof globalThis.WebSocket;

/** Patient, because other work may have the processor. */
export const eventually = <Value>(look: () => Value) => expect.poll(look, { timeout: 15_000 });

export interface ClientCloud {
  cloud: LocalCloud;
  /** A client of a user. */
  clientOf(user: string, options?: Partial<ClientOptions>): Client;
  /** A client of a backend that may do everything, by IAM. */
  backend(): Client;
  /** The signature of a backend by the credentials that the command `credentials` hands out. */
  handedOut: Auth;
  /** Pushes a list to a user, as the backend does after an interaction. */
  push(userId: string, recommendationId: string, placement?: string): Promise<void>;
  close(): Promise<void>;
}

/** The real local cloud with the items `item-0` to `item-9` and no model, and clients that are closed with it. */
export async function startClientCloud(): Promise<ClientCloud> {
  const { cloud, stateFolder, close } = await startAuthorisationCloud();
  const clients: Client[] = [];
  const keep = (client: Client): Client => {
    clients.push(client);
    return client;
  };
  const endpoint = cloud.graphqlUrl;
  const { accountId } = cloud.emulator;
  const credentialsOf = (role: string) => async () =>
    cloud.emulator.credentialsOf(`arn:aws:iam::${accountId}:role/${role}`, 'client');
  const publisher = new HttpTransport(endpoint, signRequests(cloud.region, credentialsOf('publisher')));
  const items = Array.from({ length: 10 }, (_, index) => ({ itemId: `item-${index}`, title: `Item ${index}` }));
  const { errors } = await postGraphql(
    endpoint,
    { token: await cloud.token('root', ['admin']) },
    'mutation ($items: [PutItemInput!]!) { putItems(input: { items: $items }) { results { errorType } } }',
    { items },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return {
    cloud,
    clientOf: (user, options) =>
      keep(createClient({ endpoint, auth: { token: () => cloud.token(user) }, WebSocket, ...options })),
    backend: () =>
      keep(createClient({ endpoint, auth: signRequests(cloud.region, credentialsOf('everything')), WebSocket })),
    handedOut: signRequests(cloud.region, async () => backendCredentials(stateFolder, cloud.backendRoleArn)),
    push: async (userId, recommendationId, placement = 'home') => {
      await publisher.execute(PublishRecommendationDocument, {
        input: {
          recommendationId,
          userId,
          placement,
          items: [{ itemId: 'item-1', score: 1, reasons: [] }],
          source: 'MODEL',
          degraded: false,
          generatedAt: new Date().toISOString(),
        },
      });
    },
    close: async () => {
      clients.forEach((client) => client.close());
      await close();
    },
  };
}
