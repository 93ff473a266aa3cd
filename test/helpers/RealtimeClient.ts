import { WebSocket } from 'ws';
import { authorizationHeaders, type Credentials } from './postGraphql.ts';

interface Message {
  type: string;
  id?: string;
  payload?: { data?: unknown; errors?: unknown[] };
}

/**
 * A client of AppSync's real-time protocol, written from its description alone, so that tests do not depend on one
 * library's reading of it: https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export class RealtimeClient {
  private readonly messages: Message[] = [];
  private readonly wakeUps = new Set<() => void>();
  private closed = false;

  private readonly socket: WebSocket;
  private readonly host: string;
  private readonly credentials: Credentials;

  private constructor(socket: WebSocket, host: string, credentials: Credentials) {
    this.socket = socket;
    this.host = host;
    this.credentials = credentials;
    socket.on('message', (text) => {
      this.messages.push(JSON.parse(String(text)) as Message);
      for (const wakeUp of this.wakeUps) wakeUp();
    });
  }

  /** Opens a connection and waits for `connection_ack`. */
  static async connect(realtimeUrl: string, credentials: Credentials): Promise<RealtimeClient> {
    const host = new URL(realtimeUrl).host;
    const header = Buffer.from(JSON.stringify({ host, ...authorizationHeaders(credentials) })).toString('base64');
    const payload = Buffer.from('{}').toString('base64');
    const url = `${realtimeUrl}?header=${encodeURIComponent(header)}&payload=${encodeURIComponent(payload)}`;
    const socket = new WebSocket(url, 'graphql-ws', { rejectUnauthorized: false });
    const client = new RealtimeClient(socket, host, credentials);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await client.next('connection_ack');
    return client;
  }

  /** Starts a subscription and answers what the service says: `start_ack` or `error`. */
  async subscribe(id: string, query: string, variables: Record<string, unknown>): Promise<Message> {
    const authorization = { host: this.host, ...authorizationHeaders(this.credentials) };
    this.socket.send(
      JSON.stringify({
        id,
        type: 'start',
        payload: { data: JSON.stringify({ query, variables }), extensions: { authorization } },
      }),
    );
    return await this.waitFor(
      (message) => message.id === id && (message.type === 'start_ack' || message.type === 'error'),
    );
  }

  /** The data of the next push of a subscription. */
  async nextData<Data>(id: string, timeoutMilliseconds = 5_000): Promise<Data> {
    const message = await this.waitFor(
      (candidate) => candidate.id === id && candidate.type === 'data',
      timeoutMilliseconds,
    );
    return message.payload?.data as Data;
  }

  /** What has been pushed to a subscription and not been taken by `nextData`. */
  pending(id: string): Message[] {
    return this.messages.filter((message) => message.id === id && message.type === 'data');
  }

  /** Waits until the service has ended a subscription. */
  async ended(id: string): Promise<void> {
    await this.waitFor((message) => message.id === id && message.type === 'complete');
  }

  /** Whoever waits for a message is told that none will come. */
  close(): void {
    this.closed = true;
    this.socket.close();
    for (const wakeUp of this.wakeUps) wakeUp();
  }

  private async next(type: string): Promise<Message> {
    return await this.waitFor((message) => message.type === type);
  }

  private async waitFor(matches: (message: Message) => boolean, timeoutMilliseconds = 5_000): Promise<Message> {
    const deadline = Date.now() + timeoutMilliseconds;
    for (;;) {
      const index = this.messages.findIndex(matches);
      if (index >= 0) return this.messages.splice(index, 1)[0];
      if (this.closed) throw new Error('the client was closed while it waited for a message');
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`no such message in time; received: ${JSON.stringify(this.messages)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, left);
        const wakeUps = this.wakeUps;
        function done(): void {
          clearTimeout(timer);
          wakeUps.delete(done);
          resolve();
        }
        wakeUps.add(done);
      });
    }
  }
}
