import { parseJsonBody, type ServiceApi, type ServiceRequest, type ServiceResponse } from '../gateway/index.ts';
import type { AccessControl, Principal } from '../identity/index.ts';
import { askForCapacity, takeCapacity, type ConsumedCapacity } from './consumedCapacity.ts';
import { EngineConnection } from './EngineConnection.ts';
import { isWrite, requiredPermissions } from './requiredPermissions.ts';

export interface DynamoDBGatewayOptions {
  endpoint: string;
  access: AccessControl;
  tableArn(table: string): string;
  /** Told the ARN of each table that was written to. */
  onWrite?(tableArn: string): void;
  /** Told what each operation consumed. */
  onConsumed?(consumed: ConsumedCapacity): void;
}

/** DynamoDB behind the local endpoint: asks the caller's role for permission, passes on to the engine, and counts. */
export class DynamoDBGateway implements ServiceApi {
  readonly signingName = 'dynamodb';
  readonly #engine: EngineConnection;
  readonly #options: DynamoDBGatewayOptions;

  constructor(options: DynamoDBGatewayOptions) {
    this.#options = options;
    this.#engine = new EngineConnection(options.endpoint);
  }

  matches({ headers }: ServiceRequest): boolean {
    return headers['x-amz-target']?.startsWith('DynamoDB_20120810.') ?? false;
  }

  async handle(incoming: ServiceRequest, principal: Principal): Promise<ServiceResponse> {
    const operation = incoming.headers['x-amz-target']!.split('.')[1]!;
    const body = parseJsonBody(incoming.body);
    const { access, tableArn, onWrite, onConsumed } = this.#options;
    const permissions = requiredPermissions(operation, body, tableArn);
    permissions.forEach(({ action, resource }) => access.require(principal, action, resource));
    const asking = askForCapacity(operation, body);
    const answer = await this.#engine.forward(asking ? { ...incoming, body: encode(asking) } : incoming);
    const told = answer.status === 200 ? parseJsonBody(Buffer.from(answer.body)) : {};
    takeCapacity(operation, body, told).forEach((consumed) => onConsumed?.(consumed));
    if (isWrite(operation)) {
      permissions.forEach(({ resource }) => onWrite?.(resource));
    }
    if (!asking || answer.status !== 200) return answer;
    // The checksum was of the answer with what was consumed.
    const { 'x-amz-crc32': _checksum, ...headers } = answer.headers ?? {};
    return { ...answer, headers, body: encode(told) };
  }

  close(): void {
    this.#engine.close();
  }
}

const encode = (message: object): Buffer => Buffer.from(JSON.stringify(message));
