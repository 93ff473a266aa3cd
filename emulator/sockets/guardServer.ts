import type http from 'node:http';
import type { Duplex } from 'node:stream';

export interface ServerHandlers {
  onRequest(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> | void;
  /** Without it a request to upgrade is answered as any other. */
  onUpgrade?(request: http.IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Told what a handler did not catch itself, or a server could not do. */
  onFault(error: Error): void;
}

/**
 * Lets nothing that arrives on a socket end the process: whatever is not HTTP is refused, a connection that breaks ends
 * alone, and what a handler throws (at once or later) is an answer 500 and a line of the log.
 */
export function guardServer(server: http.Server, { onRequest, onUpgrade, onFault }: ServerHandlers): void {
  server.on('request', (request, response) => {
    response.on('error', () => response.destroy());
    attempt(
      () => onRequest(request, response),
      (error) => {
        onFault(error);
        if (response.headersSent) response.destroy();
        else response.writeHead(500, { 'content-length': 0 }).end();
      },
    );
  });
  if (onUpgrade) {
    server.on('upgrade', (request, socket: Duplex, head) => {
      // The server has let go of the socket, its listeners included.
      socket.on('error', () => socket.destroy());
      attempt(
        () => onUpgrade(request, socket, head),
        (error) => {
          onFault(error);
          socket.destroy();
        },
      );
    });
  }
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Bytes after the last request of a connection: that request has its answer, and the connection ends with it.
    if (error.code === 'HPE_CLOSED_CONNECTION') return;
    refuseSocket(socket, '400 Bad Request');
  });
  // A failed handshake (a client that does not trust the certificate) ends that connection and nothing else.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
}

/** Ends a connection that is not, or not yet, in the hands of an HTTP response. */
export function refuseSocket(socket: Duplex, status: string): void {
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  else socket.destroy();
}

function attempt(work: () => Promise<void> | void, onError: (error: Error) => void): void {
  const toError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
  try {
    void Promise.resolve(work()).catch((reason: unknown) => onError(toError(reason)));
  } catch (reason) {
    onError(toError(reason));
  }
}
