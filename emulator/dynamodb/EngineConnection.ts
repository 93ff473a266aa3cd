import { Agent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { ServiceRequest, ServiceResponse } from '../gateway/index.ts';

/** What DynamoDB's protocol needs; nothing else that a caller sent reaches the engine. */
const passedOn = ['authorization', 'content-type', 'x-amz-date', 'x-amz-security-token', 'x-amz-target'];

/** Hands requests on to an engine. */
export class EngineConnection {
  readonly #endpoint: URL;
  readonly #agent: Agent;

  constructor(endpoint: string) {
    this.#endpoint = new URL(endpoint);
    this.#agent =
      this.#endpoint.protocol === 'https:' ? new SecureAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  }

  /** Rejects when the engine does not answer. */
  forward({ headers, body }: Pick<ServiceRequest, 'headers' | 'body'>): Promise<ServiceResponse> {
    const { hostname, port, protocol, pathname } = this.#endpoint;
    const send = protocol === 'https:' ? secureRequest : plainRequest;
    const passed = passedOn.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]]));
    return new Promise((resolve, reject) => {
      // The engines do not check signatures, so the changed host does not matter.
      const outgoing = send(
        {
          hostname,
          port,
          protocol,
          method: 'POST',
          path: pathname,
          agent: this.#agent,
          headers: { ...Object.fromEntries(passed), 'content-length': body.length },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () => {
            const { 'content-type': type = 'application/x-amz-json-1.0', 'x-amz-crc32': checksum } = response.headers;
            resolve({
              status: response.statusCode ?? 500,
              headers: { 'content-type': type, ...(typeof checksum === 'string' ? { 'x-amz-crc32': checksum } : {}) },
              body: Buffer.concat(chunks),
            });
          });
        },
      );
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
