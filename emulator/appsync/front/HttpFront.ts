import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authenticator } from '../authorization/Authenticator.ts';
import type { GraphQLApi, Outcome } from '../engine/GraphQLApi.ts';
import { RequestRefused } from '../engine/RequestRefused.ts';
import { isMeantForThisMachine, readTarget } from '../../sockets/index.ts';
import { AuthenticationFailed } from '../errors.ts';
import type { AppSyncLogEntry, AppSyncUsage } from '../types.ts';
import { flattenHeaders } from './flattenHeaders.ts';
import { parseRequest } from './parseRequest.ts';
import { readBody } from './readBody.ts';
import { sendError, sendJson, sendPreflight } from './sendJson.ts';

/** AppSync's quota of what a resolver may answer, kept for the whole answer. */
const maximumAnswerBytes = 5 * 1024 * 1024;

export interface HttpFrontOptions {
  api: GraphQLApi;
  authenticator: Authenticator;
  /** Pushes what a mutation wrote to the subscriptions. */
  publish(outcome: Outcome): Promise<void>;
  /** Serves further pages; answers whether the path was one. */
  servePage?(path: string, response: ServerResponse): Promise<boolean>;
  log: (entry: AppSyncLogEntry) => void;
  meter: (usage: AppSyncUsage) => void;
}

/** Answers HTTP requests: `POST /graphql` and further pages. */
export class HttpFront {
  readonly #options: HttpFrontOptions;

  constructor(options: HttpFrontOptions) {
    this.#options = options;
  }

  /** Never throws: whatever happens becomes an answer without inner words. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#route(request, response);
    } catch (error) {
      if (error instanceof AuthenticationFailed) {
        sendError(response, statusOf(error.errorType), error.errorType, error.message);
      } else if (error instanceof RequestRefused) {
        if (error.status === 413) response.shouldKeepAlive = false;
        sendError(response, error.status, error.errorType, error.message);
        // What is left of a body that is too large is not read: the connection ends when the answer is out.
        if (error.status === 413) response.once('finish', () => setTimeout(() => request.destroy(), 200).unref());
      } else {
        const failure = error instanceof Error ? error : new Error(String(error));
        if ((failure as NodeJS.ErrnoException).code === 'ECONNRESET') return;
        this.#options.log({
          level: 'error',
          message: `Request failed: ${failure.message}`,
          details: { stack: failure.stack },
        });
        sendError(response, 500, 'InternalFailure', 'An internal failure occurred.');
      }
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isMeantForThisMachine(request)) {
      const message =
        'This request is for another host: the local cloud answers at 127.0.0.1 and localhost. Ask it by one of these names.';
      throw new RequestRefused('MisdirectedRequestException', message, { status: 421 });
    }
    const { path } = readTarget(request.url);
    if (path === '/graphql') {
      if (request.method === 'OPTIONS') {
        sendPreflight(response, request.headers['access-control-request-headers']);
      } else if (request.method === 'POST') {
        await this.#graphql(request, response);
      } else {
        throw new RequestRefused('MethodNotAllowedException', 'Send GraphQL requests with POST.', { status: 405 });
      }
      return;
    }
    if (request.method === 'GET' && (await this.#options.servePage?.(path, response))) return;
    throw new RequestRefused('UnknownOperationException', 'There is nothing at this path. GraphQL is at /graphql.', {
      status: 404,
    });
  }

  async #graphql(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const { api, authenticator, publish, log, meter } = this.#options;
    const text = await readBody(request);
    const headers = flattenHeaders(request.headers);
    const caller = await authenticator.authenticate({
      method: 'POST',
      path: request.url ?? '/graphql',
      headers,
      body: text,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    });
    const outcome = await api.execute({ ...parseRequest(text), headers, caller });
    const size = sendAnswer(response, outcome);
    meter({ kind: 'OPERATION', milliseconds: performance.now() - started });
    await publish(outcome);
    const { scope, answer, operation } = outcome;
    log({
      level: answer.errors ? 'warn' : 'info',
      message: `${operation?.operation ?? 'invalid'} ${operation?.name?.value ?? ''} ${
        answer.errors ? `${answer.errors.length} error(s): ${answer.errors[0].message}` : 'ok'
      }`,
      details: {
        requestId: scope.requestId,
        milliseconds: performance.now() - started,
        resolvers: scope.resolverCount,
        bytes: size,
        mode: scope.caller.mode,
      },
    });
  }
}

function sendAnswer(response: ServerResponse, outcome: Outcome): number {
  const headers = { ...outcome.scope.responseHeaders, 'x-amzn-requestid': outcome.scope.requestId };
  const body = JSON.stringify(outcome.answer);
  if (Buffer.byteLength(body) > maximumAnswerBytes) {
    const message = `The answer is larger than ${maximumAnswerBytes} bytes. Ask for less.`;
    return sendJson(
      response,
      200,
      { data: null, errors: [{ path: null, errorType: 'PayloadTooLarge', locations: null, message }] },
      headers,
    );
  }
  return sendJson(response, 200, body, headers);
}

function statusOf(errorType: string): number {
  return /^(UnrecognizedClient|IncompleteSignature|InvalidSignature|AccessDenied)/.test(errorType) ? 403 : 401;
}
