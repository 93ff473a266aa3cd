import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccessRefused, type AccessControl } from '../identity/index.ts';
import type { Failure, ServiceApi, ServiceRequest, ServiceResponse } from './ServiceApi.ts';
import { ServiceError } from './ServiceError.ts';

/** DynamoDB's and Step Functions' own limits are below; a larger body is a mistake of the caller. */
const largestBody = 20 * 1024 * 1024;

const readBody = async (incoming: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) {
      throw new ServiceError('RequestEntityTooLargeException', `The request is larger than ${largestBody} bytes.`, 413);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const flatten = (incoming: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );

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
  readonly #server: Server;
  readonly #apis: readonly ServiceApi[];
  readonly #access: AccessControl;

  /** @param apis may grow while it runs */
  constructor(access: AccessControl, apis: readonly ServiceApi[]) {
    this.#access = access;
    this.#apis = apis;
    this.#server = createServer(
      { keepAliveTimeout: 60_000 },
      (incoming, outgoing) => void this.#answer(incoming, outgoing),
    );
  }

  /** Listens on a free port of 127.0.0.1 and answers its URL. */
  start(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', () =>
        resolve(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`),
      );
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    let api: ServiceApi | undefined;
    let response: ServiceResponse;
    try {
      const body = await readBody(incoming);
      const request = { method: incoming.method!, path: incoming.url!, headers: flatten(incoming), body };
      api = this.#find(request);
      response = await api.handle(request, this.#access.authenticate(request, api.signingName));
    } catch (error) {
      const failure = toFailure(error);
      response = api?.describeFailure?.(failure) ?? describeInJson(failure);
    }
    outgoing.writeHead(response.status, { 'x-amzn-requestid': randomUUID(), ...response.headers });
    outgoing.end(response.body);
  }

  #find(request: ServiceRequest): ServiceApi {
    const found = this.#apis.find((api) => api.matches(request));
    if (!found) {
      const what = request.headers['x-amz-target'] ?? `${request.method} ${request.path}`;
      throw new ServiceError('UnknownOperationException', `The local cloud does not emulate ${what}; see its README.`);
    }
    return found;
  }
}
