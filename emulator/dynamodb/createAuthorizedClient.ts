import { randomUUID } from 'node:crypto';
import { AccessRefused, type AccessControl } from '../identity/index.ts';
import { askForCapacity, takeCapacity, type ConsumedCapacity } from './consumedCapacity.ts';
import { EngineClient } from './EngineClient.ts';
import type { CommandClient } from './EngineClient.ts';
import { isWrite, requiredPermissions } from './requiredPermissions.ts';

/** A client of the engine that asks the role's policies before each call: for services that act inside this process. */
export function createAuthorizedClient(options: {
  endpoint: string;
  region: string;
  access: AccessControl;
  roleArn: string;
  session: string;
  tableArn(table: string): string;
  /** Told the ARN of each table that was written to. */
  onWrite?(tableArn: string): void;
  /** Told what each operation consumed. */
  onConsumed?(consumed: ConsumedCapacity): void;
}): CommandClient {
  const { accessKeyId } = options.access.credentials.issue(options.roleArn, options.session);
  const principal = options.access.credentials.principal(options.roleArn, options.session);
  const engine = new EngineClient(options.endpoint, { region: options.region, accessKeyId });
  const send = async (command: { constructor: { name: string }; input: object }): Promise<unknown> => {
    const operation = command.constructor.name.replace(/Command$/, '');
    const permissions = requiredPermissions(operation, command.input as Record<string, unknown>, options.tableArn);
    try {
      permissions.forEach(({ action, resource }) => options.access.require(principal, action, resource));
    } catch (error) {
      // As the SDK marks what DynamoDB answered, so that a refusal is not taken for a DynamoDB that is away.
      const httpStatusCode = error instanceof AccessRefused ? error.status : undefined;
      throw Object.assign(error as Error, { $metadata: { httpStatusCode, requestId: randomUUID() } });
    }
    const answer = await engine.send(operation, askForCapacity(operation, command.input) ?? command.input);
    takeCapacity(operation, command.input, answer).forEach((consumed) => options.onConsumed?.(consumed));
    if (isWrite(operation)) {
      permissions.forEach(({ resource }) => options.onWrite?.(resource));
    }
    return answer;
  };
  return { send: send as unknown as CommandClient['send'], destroy: () => engine.destroy() };
}
