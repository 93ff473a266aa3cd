import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AccessRefused, type AccessControl } from '../identity/index.ts';
import { decodePart, listen, readTarget, type Listening } from '../sockets/index.ts';
import type { Failure, ServiceApi, ServiceRequest, ServiceResponse, StreamedApi } from './ServiceApi.ts';
import { flattenHeaders, readBody } from './readRequest.ts';
import { ServiceError } from './ServiceError.ts';

const toFailure = (error: unknown): Failure => {
  if (error instanceof ServiceError) {
    return error;
  }
  if (error instanceof AccessRefused) {
    return { code: error.code, message: error.message, status: error.status, details: {} };
  }
  const message = `The local cloud failed: ${(error as Error).message}`;
  return { code: 'InternalFailure', message, status: 500, details: {} };
};

const describeInJson = ({ code, message, status, details }: Failure): ServiceResponse => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': code },
  // Services differ in the letter case of the message; clients read either.
  body: JSON.stringify({ __type: code, message, Message: message, ...details }),
});

/**
 * The one endpoint that functions reach every AWS service by (AWS_ENDPOINT_URL): checks the signature, then hands the
 * request to its service. A service that is not emulated is refused, so nothing ever leaves the machine.
 */
export class AwsGateway {
  readonly #apis: readonly (ServiceApi | StreamedApi)[];
  readonly #access: AccessControl;
  readonly #onFault: (error: Error) => void;
  #listening: Listening | undefined;

  /**
   * @param apis may grow while it runs
   * @param onFault told what no service answers for
   */
  constructor(access: AccessControl, apis: readonly (ServiceApi | StreamedApi)[], onFault: (error: Error) => void) {
    this.#access = access;
    this.#apis = apis;
    this.#onFault = onFault;
  }

  /** Listens on a free port of 127.0.0.1 and answers its URL. */
  async start(): Promise<string> {
    this.#listening = await listen({
      port: 0,
      onRequest: (incoming, outgoing) => this.#answer(incoming, outgoing),
      onFault: this.#onFault,
    });
    return `http://127.0.0.1:${this.#listening.port}`;
  }

  async stop(): Promise<void> {
    await this.#listening?.close();
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    let api: ServiceApi | StreamedApi | undefined;
    let response: Omit<ServiceResponse, 'body'> & { body: string | Buffer | Readable };
    try {
      if (decodePart(readTarget(incoming.url).path) === undefined) {
        throw new ServiceError('MalformedHttpRequestException', 'The path of the request is not encoded as a URL is.');
      }
      const head = { method: incoming.method!, path: incoming.url!, headers: flattenHeaders(incoming) };
      const streamed = this.#apis.find((one) => 'isStreamed' in one && one.matches(head)) as StreamedApi | undefined;
      if (streamed) {
        api = streamed;
        const principal = this.#access.authenticate(head, streamed.signingName);
        response = await streamed.handle({ ...head, body: incoming }, principal);
      } else {
        const request = { ...head, body: await readBody(incoming) };
        const found = this.#find(request);
        api = found;
        response = await found.handle(request, this.#access.authenticate(request, found.signingName));
      }
    } catch (error) {
      const failure = toFailure(error);
      response = api?.describeFailure?.(failure) ?? describeInJson(failure);
    }
    outgoing.writeHead(response.status, { 'x-amzn-requestid': randomUUID(), ...response.headers });
    if (response.body instanceof Readable) {
      // A caller that hangs up in the middle is no fault of the service.
      await pipeline(response.body, outgoing).catch(() => outgoing.destroy());
    } else {
      outgoing.end(response.body);
    }
  }

  #find(request: ServiceRequest): ServiceApi {
    const found = this.#apis.find((api): api is ServiceApi => !('isStreamed' in api) && api.matches(request));
    if (!found) {
      const what = request.headers['x-amz-target'] ?? `${request.method} ${request.path}`;
      throw new ServiceError('UnknownOperationException', `The local cloud does not emulate ${what}; see its README.`);
    }
    return found;
  }
}
