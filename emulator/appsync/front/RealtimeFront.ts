import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { isMeantForThisMachine, readTarget, refuseSocket } from '../../sockets/index.ts';
import type { Authenticator } from '../authorization/Authenticator.ts';
import type { SubscriptionHub } from '../subscriptions/SubscriptionHub.ts';
import type { AppSyncLogEntry, AppSyncUsage } from '../types.ts';
import { flattenHeaders, lowerCaseNames } from './flattenHeaders.ts';
import { RealtimeConnection } from './RealtimeConnection.ts';
import { isRecord } from './parseRequest.ts';

const protocol = 'graphql-ws';
/** AppSync's quota of a message from a client. */
const maximumMessageBytes = 240 * 1024;

export interface RealtimeFrontOptions {
  hub: Pick<SubscriptionHub, 'subscribe'>;
  authenticator: Authenticator;
  log: (entry: AppSyncLogEntry) => void;
  meter: (usage: AppSyncUsage) => void;
}

/**
 * Takes WebSocket connections of AppSync's real-time protocol. Credentials come as `?header=<base64>` or, as
 * aws-amplify 6 sends them, as a subprotocol `header-<base64url>`.
 * https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export class RealtimeFront {
  readonly #options: RealtimeFrontOptions;
  readonly #connections = new Set<RealtimeConnection>();
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: maximumMessageBytes,
    perMessageDeflate: false,
    handleProtocols: (protocols) => (protocols.has(protocol) ? protocol : false),
  });

  constructor(options: RealtimeFrontOptions) {
    this.#options = options;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (!isMeantForThisMachine(request)) {
      refuseSocket(socket, '421 Misdirected Request');
      return;
    }
    const { path, query } = readTarget(request.url);
    if (path !== '/graphql/realtime' && path !== '/graphql') {
      refuseSocket(socket, '404 Not Found');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const headers = flattenHeaders(request.headers);
      const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
      const connection = new RealtimeConnection(webSocket, {
        ...this.#options,
        hasProtocol: offered.includes(protocol),
        credentials: readCredentials(query.get('header'), offered),
        headers,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      });
      this.#connections.add(connection);
      webSocket.on('close', () => this.#connections.delete(connection));
    });
  }

  close(): void {
    for (const connection of this.#connections) connection.close(1001, 'The service stops');
    this.#server.close();
  }
}

/** The headers that prove who connects; undefined when they are missing or not base64 JSON. */
function readCredentials(parameter: string | null, protocols: string[]): Record<string, string> | undefined {
  const encoded = parameter ?? protocols.find((name) => name.startsWith('header-'))?.slice('header-'.length);
  if (!encoded) return undefined;
  try {
    // Buffer takes both alphabets of base64; a form-decoded query turns + into a space.
    const headers: unknown = JSON.parse(Buffer.from(encoded.replaceAll(' ', '+'), 'base64').toString('utf8'));
    return isRecord(headers) ? lowerCaseNames(headers) : undefined;
  } catch {
    return undefined;
  }
}
