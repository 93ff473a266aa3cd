import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { consumedBy, isWrite, type Consumption } from './consumedBy.ts';

/**
 * Stands before a DynamoDB engine, asks it for the capacity that each operation consumes, and adds it up by table and
 * partition key. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export class MeteringProxy {
  readonly url: string;
  readonly #server: Server;
  readonly #target: URL;
  #consumed: Consumption[] = [];
  #bytes = { read: 0, written: 0 };

  private constructor(server: Server, target: string) {
    this.#server = server;
    this.#target = new URL(target);
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(target: string): Promise<MeteringProxy> {
    const server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        proxy.#forward(incoming.headers, Buffer.concat(chunks)).then(
          ({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
          () => outgoing.destroy(),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = new MeteringProxy(server, target);
    return proxy;
  }

  /** What was consumed since the last time, and the bytes of requests that wrote and of answers to reads. */
  take(): { consumed: Consumption[]; bytes: { read: number; written: number } } {
    const taken = { consumed: this.#consumed, bytes: this.#bytes };
    this.#consumed = [];
    this.#bytes = { read: 0, written: 0 };
    return taken;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #forward(
    headers: IncomingHttpHeaders,
    given: Buffer,
  ): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
    const [api, operation = ''] = String(headers['x-amz-target']).split('.');
    const isMetered = api.startsWith('DynamoDB_') && /Item|Query|Scan/.test(operation);
    const input = isMetered ? (JSON.parse(given.toString()) as Record<string, unknown>) : {};
    const sent = isMetered ? Buffer.from(JSON.stringify({ ...input, ReturnConsumedCapacity: 'TOTAL' })) : given;
    const answer = await this.#send({ ...headers, 'content-length': String(sent.length) }, sent);
    if (isMetered && answer.status === 200) {
      const output = JSON.parse(answer.body.toString()) as Record<string, unknown>;
      this.#consumed.push(...consumedBy(operation, input, output));
      if (isWrite(operation)) this.#bytes.written += given.length;
      else this.#bytes.read += answer.body.length;
    }
    return answer;
  }

  #send(
    headers: IncomingHttpHeaders,
    body: Buffer,
  ): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
    const { hostname, port } = this.#target;
    return new Promise((resolve, reject) => {
      const outgoing = request({ hostname, port, method: 'POST', path: '/', headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 502, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      });
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }
}
