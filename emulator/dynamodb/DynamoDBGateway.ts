import { Agent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { ServiceApi, ServiceRequest, ServiceResponse } from '../gateway/index.ts';
import type { AccessControl, Principal } from '../identity/index.ts';
import { isWrite, requiredPermissions } from './requiredPermissions.ts';

export interface DynamoDBGatewayOptions {
  endpoint: string;
  access: AccessControl;
  tableArn(table: string): string;
  /** Told the ARN of each table that was written to. */
  onWrite?(tableArn: string): void;
}

/** DynamoDB behind the local endpoint: asks the caller's role for permission and passes the bytes on to the engine. */
export class DynamoDBGateway implements ServiceApi {
  readonly signingName = 'dynamodb';
  readonly #endpoint: URL;
  readonly #agent: Agent;
  readonly #options: DynamoDBGatewayOptions;

  constructor(options: DynamoDBGatewayOptions) {
    this.#options = options;
    this.#endpoint = new URL(options.endpoint);
    this.#agent =
      this.#endpoint.protocol === 'https:' ? new SecureAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  }

  matches({ headers }: ServiceRequest): boolean {
    return headers['x-amz-target']?.startsWith('DynamoDB_20120810.') ?? false;
  }

  async handle(incoming: ServiceRequest, principal: Principal): Promise<ServiceResponse> {
    const operation = incoming.headers['x-amz-target']!.split('.')[1]!;
    const body = JSON.parse(incoming.body.toString('utf8')) as Record<string, unknown>;
    const { access, tableArn, onWrite } = this.#options;
    const permissions = requiredPermissions(operation, body, tableArn);
    permissions.forEach(({ action, resource }) => access.require(principal, action, resource));
    const answer = await this.#forward(incoming);
    if (isWrite(operation)) {
      permissions.forEach(({ resource }) => onWrite?.(resource));
    }
    return answer;
  }

  #forward({ method, path, headers, body }: ServiceRequest): Promise<ServiceResponse> {
    const { hostname, port, protocol } = this.#endpoint;
    const send = protocol === 'https:' ? secureRequest : plainRequest;
    return new Promise((resolve, reject) => {
      // The engines do not check signatures, so the changed host does not matter.
      const outgoing = send(
        {
          hostname,
          port,
          protocol,
          method,
          path,
          agent: this.#agent,
          headers: { ...headers, host: this.#endpoint.host, connection: 'keep-alive' },
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
