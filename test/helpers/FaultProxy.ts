import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What becomes of a write that is struck. */
type Fault = 'THROTTLED' | 'CONFLICT' | 'LOST_REQUEST' | 'LOST_ANSWER';
const everyFault: Fault[] = ['THROTTLED', 'CONFLICT', 'LOST_REQUEST', 'LOST_ANSWER'];

/** Makes of a write the requests that are sent in its place; the first is answered, without one success is answered. */
export type Plant = (operation: string, body: object) => object[];

/**
 * Stands before a DynamoDB engine and strikes a share of the writes: refuses them as DynamoDB does when it is busy,
 * breaks the connection before they arrive, or after they were made, when nobody can know.
 */
export class FaultProxy {
  readonly url: string;
  /** Of writes, 0 to 1. */
  share = 0;
  /** A bug between the system and its database: what it makes of writes. */
  plant?: Plant;
  /** How often each fault struck. */
  readonly struck: Record<Fault, number> = { THROTTLED: 0, CONFLICT: 0, LOST_REQUEST: 0, LOST_ANSWER: 0 };
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /**
   * @param random numbers from 0 to 1, the same ones for the same seed
   * @param faults which strike, in turn
   */
  static async start(target: string, random: () => number, faults: readonly Fault[] = everyFault): Promise<FaultProxy> {
    const { hostname, port } = new URL(target);
    let strikes = Math.floor(random() * faults.length);
    const server = createServer((incoming, outgoing) => {
      const operation = String(incoming.headers['x-amz-target']).split('.')[1];
      const isWrite = /Write|Put|Update/.test(operation);
      const isStruck = isWrite && random() < proxy.share;
      // In turn, so that a short run meets each.
      const fault = isStruck ? faults[strikes % faults.length] : undefined;
      if (isStruck) strikes += 1;
      if (fault) proxy.struck[fault] += 1;
      const refuse = (answer: object): void => {
        incoming.resume();
        outgoing.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
        outgoing.end(JSON.stringify(answer));
      };
      if (fault === 'THROTTLED') return refuse({ __type: 'com.amazon#ThrottlingException', message: 'Rate exceeded' });
      if (fault === 'CONFLICT' && operation === 'TransactWriteItems') {
        return refuse({
          __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
          Message: 'Transaction cancelled',
          CancellationReasons: [{ Code: 'TransactionConflict' }],
        });
      }
      if (fault === 'LOST_REQUEST' || fault === 'CONFLICT') return void incoming.socket.destroy();
      const forward = (content: string | undefined, isAnswered: boolean): void => {
        const headers = { ...incoming.headers };
        if (content !== undefined) headers['content-length'] = String(Buffer.byteLength(content));
        const options = { hostname, port, path: incoming.url, method: incoming.method, headers };
        const forwarded = request(options, (answer) => {
          if (!isAnswered || fault === 'LOST_ANSWER') {
            answer.resume();
            if (isAnswered) answer.on('end', () => incoming.socket.destroy());
            return;
          }
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        });
        forwarded.on('error', () => outgoing.destroy());
        if (content === undefined) incoming.pipe(forwarded);
        else forwarded.end(content);
      };
      const { plant } = proxy;
      if (!plant || !isWrite) return forward(undefined, true);
      void text(incoming).then((body) => {
        const requests = plant(operation, JSON.parse(body) as object);
        requests.forEach((one, index) => forward(JSON.stringify(one), index === 0));
        if (requests.length > 0) return;
        outgoing.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
        outgoing.end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = new FaultProxy(server);
    return proxy;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
