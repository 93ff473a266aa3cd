import { Sha256 } from '@aws-crypto/sha256-js';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { createClient, type Auth, type Client } from '@recsync/client';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';

/** Signs every request with credentials of IAM, by Signature Version 4. */
export function signRequests(region: string, credentials = defaultProvider()): Auth {
  const signer = new SignatureV4({ service: 'appsync', region, credentials, sha256: Sha256 });
  return {
    sign: async ({ method, url, body }) => {
      const { hostname, host, port, pathname } = new URL(url);
      const request = new HttpRequest({
        method,
        hostname,
        port: port === '' ? undefined : Number(port),
        path: pathname,
        headers: { host, 'content-type': 'application/json' },
        body,
      });
      return (await signer.sign(request)).headers;
    },
  };
}

/** A client for a backend that acts for every user, with the credentials of its IAM role. */
export const createBackendClient = (endpoint: string, region: string): Client =>
  createClient({ endpoint, auth: signRequests(region) });

/** An order that the shop's own server saw. The order's number makes a second delivery harmless. */
export async function recordOrder(
  client: Client,
  order: { id: string; userId: string; paidAt: Date; lines: { itemId: string; price: number }[] },
): Promise<void> {
  await Promise.all(
    order.lines.map(({ itemId, price }) =>
      client.recordInteraction({
        userId: order.userId,
        itemId,
        eventType: 'PURCHASE',
        eventValue: price,
        eventId: `order-${order.id}-${itemId}`,
        timestamp: order.paidAt.toISOString(),
      }),
    ),
  );
}
