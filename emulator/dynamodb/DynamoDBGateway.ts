import { parseJsonBody, type ServiceApi, type ServiceRequest, type ServiceResponse } from '../gateway/index.ts';
import type { AccessControl, Principal } from '../identity/index.ts';
import { EngineConnection } from './EngineConnection.ts';
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
    const { access, tableArn, onWrite } = this.#options;
    const permissions = requiredPermissions(operation, body, tableArn);
    permissions.forEach(({ action, resource }) => access.require(principal, action, resource));
    const answer = await this.#engine.forward(incoming);
    if (isWrite(operation)) {
      permissions.forEach(({ resource }) => onWrite?.(resource));
    }
    return answer;
  }

  close(): void {
    this.#engine.close();
  }
}
