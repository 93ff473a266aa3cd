import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What becomes of a piece of a conversation that is struck. */
export type SocketFault = 'SLOW' | 'LOST_BEFORE' | 'LOST_AFTER';
const faults: SocketFault[] = ['SLOW', 'LOST_BEFORE', 'LOST_AFTER'];

/** Milliseconds that a slow piece may take. */
const longestDelay = 400;

/**
 * Stands before a server at one address, whichever port the server has at the moment, and strikes a share of what passes
 * in either direction: holds it up, or breaks the connection before or behind it.
 */
export class SocketProxy {
  /** Of pieces, 0 to 1. */
  share = 0;
  /** Where the server listens now. */
  target = 0;
  readonly struck: Record<SocketFault, number> = { SLOW: 0, LOST_BEFORE: 0, LOST_AFTER: 0 };
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly #random: () => number;
  #strikes = 0;

  private constructor(random: () => number) {
    this.#random = random;
    this.#server = createServer((client) => this.#serve(client));
  }

  /** @param random numbers from 0 to 1, the same ones for the same seed */
  static async start(random: () => number): Promise<SocketProxy> {
    const proxy = new SocketProxy(random);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#open.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(client: Socket): void {
    const server = connect({ host: '127.0.0.1', port: this.target });
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ]) {
      this.#open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#open.delete(socket);
        other.destroy();
      });
      socket.on('data', (piece) => this.#pass(piece, socket, other));
    }
  }

  #pass(piece: Buffer, from: Socket, to: Socket): void {
    const fault = this.#random() < this.share ? faults[this.#strikes % faults.length] : undefined;
    if (fault === undefined) return void to.write(piece);
    this.#strikes += 1;
    this.struck[fault] += 1;
    if (fault === 'LOST_BEFORE') return void from.destroy();
    if (fault === 'LOST_AFTER') return void to.write(piece, () => from.destroy());
    // What follows waits for it, as on a slow line.
    from.pause();
    setTimeout(() => {
      to.write(piece);
      from.resume();
    }, this.#random() * longestDelay);
  }
}
