import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands before a DynamoDB engine and notes every operation that passes, so that a test can count round trips. */
export class CountingProxy {
  /** The operations of the table API in order, for example `Query`; those of the streams API are left out. */
  readonly operations: string[];
  readonly url: string;
  private readonly server: Server;

  private constructor(server: Server, operations: string[]) {
    this.server = server;
    this.operations = operations;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** @param onOperation is told each operation before it is passed on */
  static async start(target: string, onOperation?: (operation: string) => void): Promise<CountingProxy> {
    const { hostname, port } = new URL(target);
    const operations: string[] = [];
    const server = createServer((incoming, outgoing) => {
      const [api, operation] = String(incoming.headers['x-amz-target']).split('.');
      if (api.startsWith('DynamoDB_')) {
        operations.push(operation);
        onOperation?.(operation);
      }
      const forwarded = request(
        { hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      forwarded.on('error', () => outgoing.destroy());
      incoming.pipe(forwarded);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new CountingProxy(server, operations);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
