import { WebSocket } from 'ws';

export interface Message {
  type: string;
  id?: string;
  // Payloads of many shapes.
  payload?: Record<string, unknown> & { data?: Record<string, unknown> | null; errors?: Record<string, unknown>[] };
}

/** A raw conversation of the real-time protocol: sends what it is told and waits for messages in order. */
export class Conversation {
  readonly socket: WebSocket;
  readonly #messages: Message[] = [];
  #wake: () => void = () => undefined;
  closeCode: number | undefined;

  constructor(
    url: string,
    credentials: Record<string, string> | undefined,
    how: 'query' | 'subprotocol' | 'none' = 'query',
  ) {
    const encoded = Buffer.from(JSON.stringify(credentials ?? {}));
    const target =
      how === 'query' && credentials
        ? `${url}?header=${encodeURIComponent(encoded.toString('base64'))}&payload=${encodeURIComponent(
            Buffer.from('{}').toString('base64'),
          )}`
        : url;
    const protocols =
      how === 'subprotocol' ? ['graphql-ws', `header-${encoded.toString('base64url')}`] : ['graphql-ws'];
    this.socket = new WebSocket(target, protocols, { rejectUnauthorized: false });
    this.socket.on('message', (data) => {
      this.#messages.push(JSON.parse(String(data)) as Message);
      this.#wake();
    });
    this.socket.on('close', (closeCode) => {
      this.closeCode = closeCode;
      this.#wake();
    });
    this.socket.on('error', () => this.#wake());
  }

  /** Opens and greets; the connection_ack is taken off. */
  static async open(
    url: string,
    credentials: Record<string, string>,
    how: 'query' | 'subprotocol' = 'query',
  ): Promise<Conversation> {
    const conversation = new Conversation(url, credentials, how);
    await conversation.opened();
    conversation.send({ type: 'connection_init' });
    const message = await conversation.next();
    if (message.type !== 'connection_ack') throw new Error(`expected connection_ack, got ${JSON.stringify(message)}`);
    return conversation;
  }

  opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('open', () => resolve());
      this.socket.once('error', reject);
    });
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  start(
    id: string,
    query: string,
    authorization: Record<string, string>,
    variables: Record<string, unknown> = {},
  ): Promise<Message> {
    this.send({
      id,
      type: 'start',
      payload: { data: JSON.stringify({ query, variables }), extensions: { authorization } },
    });
    return this.next();
  }

  /** The next message other than a keep-alive. */
  async next(milliseconds = 4000): Promise<Message> {
    const message = await this.nextWithin(milliseconds);
    if (!message) throw new Error('no message came in time');
    return message;
  }

  async nextWithin(milliseconds: number): Promise<Message | undefined> {
    const deadline = Date.now() + milliseconds;
    for (;;) {
      const message = this.#messages.shift();
      if (message && message.type !== 'ka') return message;
      if (message) continue;
      const left = deadline - Date.now();
      if (left <= 0 || this.closeCode !== undefined) return undefined;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  async closed(): Promise<number> {
    if (this.closeCode === undefined) await new Promise((resolve) => this.socket.once('close', resolve));
    return this.closeCode ?? 0;
  }
}
