import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { PortTaken } from '../processes/index.ts';
import { guardServer, type ServerHandlers } from './guardServer.ts';

export interface ListenOptions extends ServerHandlers {
  /** 0 takes a free one. */
  port: number;
  /** Takes https on the same port. */
  tls?: { key: string; cert: string };
}

export interface Listening {
  port: number;
  /** Closes the port and cuts every connection. */
  close(): Promise<void>;
}

/** First byte of a TLS handshake record (RFC 8446, section 5.1); no HTTP method begins with it. */
const tlsHandshake = 0x16;
const firstByteTimeout = 30_000;
/** Longer than any answer takes; a WebSocket is exempt. */
const silenceTimeout = 90_000;
/** Longer than clients keep idle connections, so that a request never meets a closing socket. */
const keepAliveTimeout = 60_000;
/** Below the open files that a process usually may have, so that the rest of the cloud goes on. */
const mostConnections = 800;

/**
 * Opens a port of 127.0.0.1, guarded against whatever it is sent. With a certificate it takes http and https: clients
 * of AppSync insist on wss even where a person types http. The first byte of a connection tells which server takes it.
 * @throws PortTaken
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const plain = http.createServer({ keepAliveTimeout });
  const secure = options.tls && https.createServer({ ...options.tls, keepAliveTimeout });
  for (const server of [plain, secure]) {
    if (server) {
      guardServer(server, options);
      // A server that listens has time-outs for requests that do not arrive; behind another's port they do not work.
      if (secure) server.setTimeout(silenceTimeout);
    }
  }
  const port = secure ? net.createServer((socket) => sortByFirstByte(socket, plain, secure)) : plain;
  port.maxConnections = mostConnections;
  const sockets = new Set<Socket>();
  port.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });

  await new Promise<void>((resolve, reject) => {
    port.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTaken(options.port, { cause: error }) : error),
    );
    port.listen(options.port, '127.0.0.1', resolve);
  });
  // Too many open files, for example: connections are refused until some have closed.
  port.on('error', options.onFault);
  return {
    port: (port.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        port.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function sortByFirstByte(socket: Socket, plain: http.Server, secure: https.Server): void {
  socket.setTimeout(firstByteTimeout, () => socket.destroy());
  socket.once('data', (chunk) => {
    socket.setTimeout(0);
    socket.removeAllListeners('timeout');
    socket.pause();
    socket.unshift(chunk);
    (chunk[0] === tlsHandshake ? secure : plain).emit('connection', socket);
    process.nextTick(() => socket.resume());
  });
}
