import { Agent, request as httpRequest } from 'node:http';
import type { AwsService, ServiceRequest, ServiceResponse } from '../gateway/index.ts';
import type { AccessControl, Principal } from '../identity/index.ts';
import { requiredPermissions } from './requiredPermissions.ts';

/** DynamoDB behind the local endpoint: asks the caller's role for permission and passes the bytes on to the engine. */
export class DynamoDBGateway implements AwsService {
  readonly signingName = 'dynamodb';
  readonly #agent = new Agent({ keepAlive: true });
  readonly #endpoint: URL;
  readonly #access: AccessControl;
  readonly #tableArn: (table: string) => string;

  constructor(endpoint: string, access: AccessControl, tableArn: (table: string) => string) {
    this.#endpoint = new URL(endpoint);
    this.#access = access;
    this.#tableArn = tableArn;
  }

  matches({ headers }: ServiceRequest): boolean {
    return headers['x-amz-target']?.startsWith('DynamoDB_20120810.') ?? false;
  }

  handle(incoming: ServiceRequest, principal: Principal): Promise<ServiceResponse> {
    const operation = incoming.headers['x-amz-target']!.split('.')[1]!;
    const body = JSON.parse(incoming.body.toString('utf8')) as Record<string, unknown>;
    for (const { action, resource } of requiredPermissions(operation, body, this.#tableArn)) {
      this.#access.require(principal, action, resource);
    }
    return this.#forward(incoming);
  }

  #forward({ method, path, headers, body }: ServiceRequest): Promise<ServiceResponse> {
    const { hostname, port, protocol } = this.#endpoint;
    return new Promise((resolve, reject) => {
      // The engines do not check signatures, so the changed host does not matter.
      const outgoing = httpRequest({
        hostname, port, protocol, method, path, agent: this.#agent,
        headers: { ...headers, host: this.#endpoint.host, connection: 'keep-alive' },
      }, (response) => {
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
      });
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
