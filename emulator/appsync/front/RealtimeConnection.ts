import type { WebSocket } from 'ws';
import type { Authenticator } from '../authorization/Authenticator.ts';
import { RequestRefused } from '../engine/RequestRefused.ts';
import { AuthenticationFailed } from '../errors.ts';
import { SubscriptionRefused } from '../subscriptions/SubscriptionHub.ts';
import type { SubscriptionHub } from '../subscriptions/SubscriptionHub.ts';
import type { AppSyncLogEntry, AppSyncUsage } from '../types.ts';
import { lowerCaseNames } from './flattenHeaders.ts';
import { isRecord, parseRequest } from './parseRequest.ts';

const connectionTimeout = 300_000;
const keepAliveInterval = 60_000;
const initTimeout = 15_000;
const maximumLife = 24 * 60 * 60 * 1000;
const maximumSubscriptions = 100;
/** A client that reads slower than it is pushed to is cut off rather than kept in memory. */
const maximumBufferedBytes = 16 * 1024 * 1024;

export interface RealtimeConnectionOptions {
  hub: Pick<SubscriptionHub, 'subscribe'>;
  authenticator: Authenticator;
  log: (entry: AppSyncLogEntry) => void;
  meter: (usage: AppSyncUsage) => void;
  hasProtocol: boolean;
  credentials: Record<string, string> | undefined;
  /** Headers of the upgrade. */
  headers: Record<string, string>;
  sourceIp: string;
}

interface ErrorBody {
  errorType?: string | null;
  message: string;
  errorCode?: number;
}

/** One WebSocket connection: its handshake, its subscriptions, its life. */
export class RealtimeConnection {
  readonly #socket: WebSocket;
  readonly #options: RealtimeConnectionOptions;
  /** How to close each subscription; a placeholder while it is being opened. */
  readonly #subscriptions = new Map<string, () => void>();
  readonly #timers: NodeJS.Timeout[] = [];
  #acknowledged = false;
  /** On the clock of `performance`; undefined before the handshake, and once its time was told. */
  #openedAt: number | undefined;

  constructor(socket: WebSocket, options: RealtimeConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.on('message', (data, isBinary) => {
      this.#receive(isBinary ? undefined : String(data)).catch((error: unknown) => {
        this.#describe(error);
        this.close(1011, 'An internal failure occurred.');
      });
    });
    // A broken or oversized frame: ws closes the connection with its code, and nothing else is touched.
    socket.on('error', (error) => options.log({ level: 'warn', message: `WebSocket: ${error.message}` }));
    socket.on('close', () => this.#release());
    this.#after(initTimeout, () => this.#acknowledged || this.close(4408, 'No connection_init'));
    this.#after(maximumLife, () => this.close(1000, 'A connection lives 24 hours'));
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
    setTimeout(() => this.#socket.terminate(), 1000).unref();
  }

  async #receive(text: string | undefined): Promise<void> {
    const message = parse(text);
    if (!message) {
      this.#send({
        type: 'error',
        payload: {
          errors: [
            { errorType: 'BadRequestException', message: 'Unable to parse the message as JSON.', errorCode: 400 },
          ],
        },
      });
      return;
    }
    const id = typeof message.id === 'string' ? message.id : '';
    try {
      if (message.type === 'connection_init') await this.#init();
      else if (!this.#acknowledged) throw new RequestRefused('BadRequestException', 'Send connection_init first.');
      else if (message.type === 'start') await this.#start(id, message.payload);
      else if (message.type === 'stop') this.#stop(id);
      else throw new RequestRefused('UnsupportedOperation', 'unknown not supported through the realtime channel');
    } catch (error) {
      this.#send({ type: 'error', id, payload: { errors: this.#describe(error) } });
    }
  }

  async #init(): Promise<void> {
    if (this.#acknowledged) return;
    try {
      if (!this.#options.hasProtocol) throw new RequestRefused('BadRequestException', 'NoProtocolError');
      if (!this.#options.credentials) throw new AuthenticationFailed('Required headers are missing.');
      await this.#options.authenticator.authenticate({
        method: 'POST',
        path: '/graphql/connect',
        headers: this.#options.credentials,
        body: '{}',
        sourceIp: this.#options.sourceIp,
      });
    } catch (error) {
      this.#send({ type: 'connection_error', payload: { errors: this.#describe(error) } });
      this.close(4401, 'Refused');
      return;
    }
    this.#acknowledged = true;
    this.#send({ type: 'connection_ack', payload: { connectionTimeoutMs: connectionTimeout } });
    this.#send({ type: 'ka' });
    this.#openedAt = performance.now();
    const keepAlive = setInterval(() => this.#send({ type: 'ka' }), keepAliveInterval);
    this.#timers.push(keepAlive.unref());
  }

  async #start(id: string, payload: unknown): Promise<void> {
    if (id === '') throw new RequestRefused('BadRequestException', 'A subscription needs an id.');
    if (this.#subscriptions.has(id))
      throw new RequestRefused('BadRequestException', `The id ${id.slice(0, 100)} is in use on this connection.`);
    if (this.#subscriptions.size >= maximumSubscriptions) {
      throw new RequestRefused(
        'MaxSubscriptionsReachedError',
        `Max number of ${maximumSubscriptions} subscriptions reached`,
      );
    }
    const { data, authorization } = readStart(payload);
    let stopped = false;
    this.#subscriptions.set(id, () => {
      stopped = true;
    });
    try {
      const caller = await this.#options.authenticator.authenticate({
        method: 'POST',
        path: '/graphql',
        headers: authorization,
        body: data,
        sourceIp: this.#options.sourceIp,
      });
      const headers = { ...this.#options.headers, ...authorization };
      const close = await this.#options.hub.subscribe(
        { ...parseRequest(data), headers, caller },
        {
          deliver: (answer) => {
            const bytes = this.#send({ id, type: 'data', payload: answer });
            if (bytes > 0) this.#options.meter({ kind: 'MESSAGE', bytes });
          },
          end: () => {
            this.#subscriptions.delete(id);
            this.#send({ id, type: 'complete' });
          },
        },
      );
      if (stopped || this.#socket.readyState !== this.#socket.OPEN) {
        close();
        return;
      }
      this.#subscriptions.set(id, close);
      this.#send({ id, type: 'start_ack' });
    } catch (error) {
      this.#subscriptions.delete(id);
      throw error;
    }
  }

  #stop(id: string): void {
    const close = this.#subscriptions.get(id);
    if (!close) return;
    close();
    this.#subscriptions.delete(id);
    this.#send({ id, type: 'complete' });
  }

  #describe(error: unknown): unknown[] {
    if (error instanceof SubscriptionRefused) return error.errors;
    if (error instanceof AuthenticationFailed)
      return [{ errorType: error.errorType, message: error.message, errorCode: 401 } satisfies ErrorBody];
    if (error instanceof RequestRefused)
      return [{ errorType: error.errorType, message: error.message, errorCode: error.status } satisfies ErrorBody];
    const failure = error instanceof Error ? error : new Error(String(error));
    this.#options.log({ level: 'error', message: `Realtime: ${failure.message}`, details: { stack: failure.stack } });
    return [
      { errorType: 'InternalFailure', message: 'An internal failure occurred.', errorCode: 500 } satisfies ErrorBody,
    ];
  }

  #meterTime(): void {
    if (this.#openedAt === undefined) return;
    this.#options.meter({ kind: 'CONNECTION', milliseconds: performance.now() - this.#openedAt });
    this.#openedAt = undefined;
  }

  /** @returns the bytes that were sent */
  #send(message: object): number {
    if (this.#socket.readyState !== this.#socket.OPEN) return 0;
    if (this.#socket.bufferedAmount > maximumBufferedBytes) {
      this.#options.log({ level: 'warn', message: 'A realtime client reads too slowly and was cut off.' });
      this.#socket.terminate();
      return 0;
    }
    const text = JSON.stringify(message);
    this.#socket.send(text);
    return Buffer.byteLength(text);
  }

  #after(milliseconds: number, action: () => unknown): void {
    this.#timers.push(setTimeout(action, milliseconds).unref());
  }

  #release(): void {
    this.#meterTime();
    for (const timer of this.#timers) clearTimeout(timer);
    for (const close of this.#subscriptions.values()) close();
    this.#subscriptions.clear();
  }
}

function parse(text: string | undefined): { type?: unknown; id?: unknown; payload?: unknown } | undefined {
  try {
    const message: unknown = JSON.parse(text ?? '');
    return isRecord(message) ? message : undefined;
  } catch {
    return undefined;
  }
}

/** `payload.data` is JSON text; `payload.extensions.authorization` has the credentials of this subscription. */
function readStart(payload: unknown): { data: string; authorization: Record<string, string> } {
  const extensions = isRecord(payload) ? payload.extensions : undefined;
  const authorization = isRecord(extensions) ? extensions.authorization : undefined;
  if (!isRecord(payload) || typeof payload.data !== 'string') {
    throw new RequestRefused('UnsupportedOperation', 'unknown not supported through the realtime channel');
  }
  if (!isRecord(authorization)) throw new AuthenticationFailed('Required headers are missing.');
  return { data: payload.data, authorization: lowerCaseNames(authorization) };
}
