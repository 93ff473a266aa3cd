import { RequestRefused } from '../errors.ts';
import { authorize, type Auth } from '../transport/Auth.ts';
import { isOnline, onNetwork } from '../transport/onNetwork.ts';
import { pauseBefore } from '../transport/pauses.ts';
import { Channel, type ChannelListener, type RealtimeMessage, type Wire } from './Channel.ts';

/**
 * `idle`: nobody subscribes; `connecting`: on the way, for the first time or again; `connected`; `offline`: the device
 * has no network, or the service did not answer and is tried again after a pause.
 */
export type ConnectionState = 'idle' | 'connecting' | 'connected' | 'offline';

export interface RealtimeOptions {
  /** The GraphQL endpoint, which requests are authorised for. */
  endpoint: string;
  realtimeEndpoint: string;
  auth: Auth;
  onState(state: ConnectionState): void;
  /** Milliseconds between renewals of a subscription. */
  renewalMilliseconds: number;
  /** What browsers, Deno, Bun and Node 22 have. @defaultValue `globalThis.WebSocket` */
  WebSocket?: typeof WebSocket;
}

const base64 = (value: unknown): string => btoa(JSON.stringify(value));

/**
 * All subscriptions of a client, on one WebSocket of AppSync's real-time protocol: opened for the first of them, closed
 * after the last, opened again when it is lost.
 * https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export class RealtimeConnection {
  readonly #options: RealtimeOptions;
  readonly #channels = new Set<Channel>();
  readonly #stopListening: () => void;
  #state: ConnectionState = 'idle';
  #socket: WebSocket | undefined;
  #wire: Wire | undefined;
  #attempts = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** Fires when the service has been silent for longer than it promised. */
  #silence: ReturnType<typeof setTimeout> | undefined;
  #patience = 300_000;

  constructor(options: RealtimeOptions) {
    this.#options = options;
    this.#stopListening = onNetwork((online) => {
      if (!online) this.#lost();
      else if (this.#socket === undefined && this.#channels.size > 0) this.#connect();
    });
  }

  /** @returns what ends the subscription */
  subscribe(query: string, listener: ChannelListener): () => void {
    const channel = new Channel(query, listener, this.#options.renewalMilliseconds);
    this.#channels.add(channel);
    if (this.#wire) channel.start(this.#wire);
    else if (this.#socket === undefined) this.#connect();
    return () => {
      if (!this.#channels.delete(channel)) return;
      if (this.#wire) channel.end(this.#wire);
      else channel.lose();
      if (this.#channels.size === 0) this.#disconnect();
    };
  }

  close(): void {
    this.#channels.forEach((channel) => channel.lose());
    this.#channels.clear();
    this.#stopListening();
    this.#disconnect();
  }

  #connect(): void {
    clearTimeout(this.#retry);
    if (!isOnline()) {
      this.#setState('offline');
      return;
    }
    this.#setState('connecting');
    const { WebSocket: Socket = globalThis.WebSocket, realtimeEndpoint } = this.#options;
    // The place is taken before the credentials are there, so that nothing connects twice.
    const attempt = {} as WebSocket;
    this.#socket = attempt;
    this.#authorization(`${this.#options.endpoint}/connect`, '{}').then(
      (authorization) => {
        if (this.#socket !== attempt) return;
        const url = new URL(realtimeEndpoint);
        url.searchParams.set('header', base64(authorization));
        url.searchParams.set('payload', base64({}));
        const socket = new Socket(url.href, 'graphql-ws');
        this.#socket = socket;
        socket.onopen = () => socket.send(JSON.stringify({ type: 'connection_init' }));
        socket.onmessage = ({ data }) => {
          if (this.#socket === socket) this.#receive(socket, JSON.parse(String(data)) as RealtimeMessage);
        };
        // The end follows by itself; where nobody listens, some platforms raise it.
        socket.onerror = () => undefined;
        socket.onclose = () => this.#socket === socket && this.#lost();
        this.#listenForSilence();
      },
      () => this.#socket === attempt && this.#lost(),
    );
  }

  #receive(socket: WebSocket, message: RealtimeMessage): void {
    this.#listenForSilence(message.payload?.connectionTimeoutMs);
    if (message.type === 'connection_ack') {
      this.#attempts = 0;
      this.#wire = this.#wireTo(socket);
      this.#setState('connected');
      for (const channel of this.#channels) channel.start(this.#wire);
    } else if (message.type === 'connection_error') {
      const [error] = message.payload?.errors ?? [];
      const refusal = new RequestRefused(error?.errorType ?? 'ConnectionRefused', error?.message ?? 'It was refused.');
      if (!refusal.isAboutCredentials) return this.#lost();
      const refused = [...this.#channels];
      this.#channels.clear();
      this.#disconnect();
      refused.forEach((channel) => channel.refuse(refusal));
    } else if (this.#wire) {
      for (const channel of this.#channels) {
        if (channel.receive(message, this.#wire)) this.#channels.delete(channel);
      }
      if (this.#channels.size === 0) this.#disconnect();
    }
  }

  #wireTo(socket: WebSocket): Wire {
    const send = (message: object): void => {
      if (this.#socket === socket && socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    };
    return {
      start: (id, data) => {
        this.#authorization(this.#options.endpoint, data).then(
          (authorization) => send({ id, type: 'start', payload: { data, extensions: { authorization } } }),
          () => this.#socket === socket && this.#lost(),
        );
      },
      stop: (id) => send({ id, type: 'stop' }),
    };
  }

  /** AppSync wants the host of the GraphQL endpoint among the headers. */
  async #authorization(url: string, body: string): Promise<Record<string, string>> {
    const headers = await authorize(this.#options.auth, { method: 'POST', url, body });
    return { host: new URL(this.#options.endpoint).host, ...headers };
  }

  #listenForSilence(promised = this.#patience): void {
    this.#patience = promised;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#lost(), promised);
  }

  /** The connection is gone: try again after a pause that grows, or when the device is online again. */
  #lost(): void {
    this.#release();
    this.#channels.forEach((channel) => channel.lose());
    if (this.#channels.size === 0) return;
    this.#setState('offline');
    if (!isOnline()) return;
    this.#retry = setTimeout(() => this.#connect(), pauseBefore(this.#attempts));
    this.#attempts += 1;
  }

  #disconnect(): void {
    this.#release();
    this.#attempts = 0;
    this.#setState('idle');
  }

  #release(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#retry);
    const socket = this.#socket;
    [this.#socket, this.#wire] = [undefined, undefined];
    socket?.close?.();
  }

  #setState(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState(state);
  }
}
