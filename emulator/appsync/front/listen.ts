import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { PortTaken } from '../../processes/index.ts';

export type RequestHandler = (request: http.IncomingMessage, response: http.ServerResponse) => void;
export type UpgradeHandler = (request: http.IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface ListenOptions {
  port: number;
  tls?: { key: string; cert: string };
  onRequest: RequestHandler;
  onUpgrade: UpgradeHandler;
}

export interface Listening {
  port: number;
  /** Closes the port and cuts every connection. */
  close(): Promise<void>;
}

/** First byte of a TLS handshake record (RFC 8446, section 5.1); no HTTP method begins with it. */
const tlsHandshake = 0x16;
const firstByteTimeout = 30_000;

/**
 * One port of 127.0.0.1 for http and https: clients of AppSync insist on wss even where a person types http. The first
 * byte of a connection tells which server takes it.
 * @throws PortTaken
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const plain = http.createServer(options.onRequest);
  const secure = options.tls && https.createServer({ key: options.tls.key, cert: options.tls.cert }, options.onRequest);
  for (const server of [plain, secure]) {
    server?.on('upgrade', options.onUpgrade);
    server?.on('clientError', (_error, socket) => refuse(socket));
  }
  // A failed handshake (a client that does not trust the certificate) ends that connection and nothing else.
  secure?.on('tlsClientError', (_error, socket) => socket.destroy());

  const sockets = new Set<Socket>();
  const port = net.createServer({ pauseOnConnect: false }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setTimeout(firstByteTimeout, () => socket.destroy());
    socket.once('data', (chunk) => {
      socket.setTimeout(0);
      socket.removeAllListeners('timeout');
      socket.pause();
      socket.unshift(chunk);
      const server = chunk[0] === tlsHandshake ? secure : plain;
      if (!server) {
        socket.destroy();
        return;
      }
      server.emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });

  await new Promise<void>((resolve, reject) => {
    port.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTaken(options.port, { cause: error }) : error),
    );
    port.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    port: (port.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        port.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function refuse(socket: Duplex): void {
  if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
