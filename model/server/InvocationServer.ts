import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InvalidInvocationError, parseInvocationRequest } from '../contract/index.ts';
import type { BatchInvocationRequest, InvocationFailure, InvocationRequest } from '../contract/index.ts';
import type { Ranker } from '../ranking/Ranker.ts';
import { InvocationWork } from './InvocationWork.ts';
import { JsonLinesWork, jsonLinesType } from './JsonLinesWork.ts';
import type { Outlet } from './InvocationWork.ts';
import { BodyError, parseJsonBody, readBody } from './readBody.ts';
import { WorkQueue } from './WorkQueue.ts';
import type { Work } from './WorkQueue.ts';

export interface InvocationServerOptions {
  readonly queueLimit: number;
  /** Called with what went wrong inside; nothing of it reaches the caller. */
  readonly logError: (error: unknown) => void;
}

/** A body must have arrived within SageMaker's own time-out of an invocation. */
const requestTimeoutMs = 60_000;
/** Longer than clients keep idle connections, so that it is they who close: a request never meets a closing socket. */
const keepAliveTimeoutMs = 75_000;
const idleSweepMs = 50;

/**
 * GET /ping and POST /invocations of the SageMaker container contract ("Use Your Own Inference Code with Hosting
 * Services"). Answers 503 until `setRanker` is called.
 */
export class InvocationServer {
  readonly #server: Server;
  readonly #queue: WorkQueue;
  readonly #logError: (error: unknown) => void;
  #ranker: Ranker | undefined;
  #isDraining = false;

  constructor({ queueLimit, logError }: InvocationServerOptions) {
    this.#queue = new WorkQueue(queueLimit);
    this.#logError = logError;
    this.#server = createServer((request, response) => void this.#handle(request, response));
    this.#server.requestTimeout = requestTimeoutMs;
    this.#server.keepAliveTimeout = keepAliveTimeoutMs;
  }

  setRanker(ranker: Ranker): void {
    this.#ranker = ranker;
  }

  /** Resolves with the address once connections are accepted. */
  listen(port: number, host: string): Promise<AddressInfo> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => resolve(this.#server.address() as AddressInfo));
    });
  }

  /** Takes no new connections, answers what has been received, and closes. After `timeoutMs` it closes hard. */
  drain(timeoutMs: number): Promise<void> {
    this.#isDraining = true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#server.closeAllConnections(), timeoutMs);
      // `close` ends the connections that are idle now. One whose answer was just leaving turns idle after it.
      const sweep = setInterval(() => this.#server.closeIdleConnections(), idleSweepMs);
      this.#server.close(() => {
        clearTimeout(timer);
        clearInterval(sweep);
        resolve();
      });
    });
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const path = (request.url ?? '').split('?')[0];
      if (path === '/ping') this.#ping(request, response);
      else if (path === '/invocations') await this.#invoke(request, response);
      else this.#fail(response, 404, 'INVALID_REQUEST', 'There are /ping and /invocations.');
    } catch (error) {
      if (error instanceof BodyError) {
        // What is left of the body is not worth reading: the connection ends with the answer.
        if (error.status === 413) response.setHeader('Connection', 'close');
        this.#fail(response, error.status, 'INVALID_REQUEST', error.message);
      } else if (!response.destroyed) {
        this.#logError(error);
        this.#fail(response, 500, 'INTERNAL', 'The model server failed on this request.');
      }
    }
  }

  #ping(request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== 'GET' && request.method !== 'HEAD') this.#refuseMethod(response, 'GET');
    else if (this.#ranker === undefined) this.#fail(response, 503, 'NOT_READY', 'The model is being loaded.');
    else this.#send(response, 200, JSON.stringify({ status: 'ready', modelVersion: this.#ranker.modelVersion }));
  }

  async #invoke(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') return this.#refuseMethod(response, 'POST');
    const body = await readBody(request);
    const ranker = this.#ranker;
    if (ranker === undefined) return this.#fail(response, 503, 'NOT_READY', 'The model is being loaded.');
    const type = (request.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
    let work: Work;
    if (type === jsonLinesType) {
      work = new JsonLinesWork(ranker, body, this.#outlet(response, jsonLinesType));
    } else {
      let parsed: InvocationRequest | BatchInvocationRequest;
      try {
        parsed = parseInvocationRequest(parseJsonBody(body));
      } catch (error) {
        if (!(error instanceof InvalidInvocationError)) throw error;
        return this.#fail(response, 400, 'INVALID_REQUEST', error.message);
      }
      const isBatch = 'requests' in parsed;
      const requests = 'requests' in parsed ? parsed.requests : [parsed];
      work = new InvocationWork(ranker, requests, isBatch, this.#outlet(response));
    }
    if (!this.#queue.offer(work)) {
      response.setHeader('Retry-After', '1');
      this.#fail(response, 503, 'OVERLOADED', 'Too many requests are waiting. Try again, or add instances.');
    }
  }

  #outlet(response: ServerResponse, type?: string): Outlet {
    return {
      isGone: () => response.destroyed,
      answer: (text) => this.#send(response, 200, text, type),
      fail: (status, code, message) => this.#fail(response, status, code, message),
      logError: this.#logError,
    };
  }

  #refuseMethod(response: ServerResponse, allowed: string): void {
    response.setHeader('Allow', allowed);
    this.#fail(response, 405, 'INVALID_REQUEST', `The method must be ${allowed}.`);
  }

  #fail(response: ServerResponse, status: number, code: InvocationFailure['error']['code'], message: string): void {
    const failure: InvocationFailure = { error: { code, message } };
    this.#send(response, status, JSON.stringify(failure));
  }

  #send(response: ServerResponse, status: number, text: string, type = 'application/json'): void {
    if (response.destroyed || response.headersSent) return;
    if (this.#isDraining) response.setHeader('Connection', 'close');
    const body = Buffer.from(text);
    response.writeHead(status, { 'Content-Type': type, 'Content-Length': body.length });
    response.end(body);
  }
}
