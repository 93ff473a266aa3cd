import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AccessControl } from '../identity/index.ts';
import { requiredPermissions } from './requiredPermissions.ts';

/** A client of the engine that asks the role's policies before each call: for services that act inside this process. */
export function createAuthorizedClient(options: {
  endpoint: string;
  region: string;
  access: AccessControl;
  roleArn: string;
  session: string;
  tableArn(table: string): string;
}): DynamoDBClient {
  const credentials = options.access.credentials.issue(options.roleArn, options.session);
  const { principal } = options.access.credentials.find(credentials.accessKeyId)!;
  const client = new DynamoDBClient({ endpoint: options.endpoint, region: options.region, credentials });
  client.middlewareStack.add((next, { commandName = '' }) => async (call) => {
    const operation = commandName.replace(/Command$/, '');
    for (const { action, resource } of requiredPermissions(operation, call.input as Record<string, unknown>, options.tableArn)) {
      options.access.require(principal, action, resource);
    }
    return next(call);
  }, { step: 'initialize', name: 'requirePermission' });
  return client;
}
